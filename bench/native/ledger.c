#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>

#include "text.h"

// A mark: "~=", the room's low 12 bits and the sender as 3 + 3 hexadecimal digits, the number as 8.

Ledger open_ledger(const Plan *plan) {
  size_t count = (size_t)plan->connection_count;
  Ledger ledger = {
      .rooms = calloc((size_t)plan->room_count, sizeof(RoomLedger)),
      .room_of = calloc(count, sizeof(int)),
      .sender_of = calloc(count, sizeof(int)),
      .sent = calloc(count, sizeof(uint32_t)),
      .next = calloc(count, sizeof(uint32_t *)),
  };
  for (size_t i = 0; i < count; i++) {
    const PlannedConnection *connection = &plan->connections[i];
    RoomLedger *room = &ledger.rooms[connection->room];
    ledger.room_of[i] = connection->room;
    ledger.sender_of[i] = connection->sends ? room->sender_count++ : -1;
    room->member_count++;
  }
  for (size_t i = 0; i < count; i++)
    ledger.next[i] = calloc((size_t)ledger.rooms[ledger.room_of[i]].sender_count + 1, sizeof(uint32_t));
  return ledger;
}

uint32_t ledger_send(Ledger *ledger, int sender, char *mark) {
  uint32_t number = ledger->sent[sender]++;
  int room = ledger->room_of[sender];
  char text[MARK_BYTES + 1];
  snprintf(text, sizeof text, "~=%03x%03x%08x", room & 0xfff, ledger->sender_of[sender] & 0xfff, number);
  memcpy(mark, text, MARK_BYTES);
  ledger->due += (uint64_t)ledger->rooms[room].member_count;
  return number;
}

const char *find_mark(const char *data, size_t length, size_t *hint) {
  if (*hint + MARK_BYTES <= length && data[*hint] == '~' && data[*hint + 1] == '=') return data + *hint;
  const char *found = memmem(data, length, "~=", 2);
  if (!found || (size_t)(found - data) + MARK_BYTES > length) return NULL;
  *hint = (size_t)(found - data);
  return found;
}

static uint32_t hex(const char *digits, int count) {
  uint32_t value = 0;
  for (int i = 0; i < count; i++) value = value << 4 | (uint32_t)(digits[i] <= '9' ? digits[i] - '0' : digits[i] - 'a' + 10);
  return value;
}

int ledger_receive(Ledger *ledger, int receiver, const char *mark, uint32_t *number) {
  int room = ledger->room_of[receiver];
  int sender = (int)hex(mark + 5, 3);
  *number = hex(mark + 8, 8);
  if ((int)hex(mark + 2, 3) != (room & 0xfff) || sender >= ledger->rooms[room].sender_count) {
    ledger->tally.foreign++;
    return -1;
  }
  uint32_t *next = &ledger->next[receiver][sender];
  if (*number < *next) {
    ledger->tally.doubled++;
    return sender;
  }
  ledger->tally.missing += *number - *next;
  ledger->tally.delivered++;
  *next = *number + 1;
  return sender;
}
