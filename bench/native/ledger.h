// Who has to get what, and who got it: every message names its sender and carries a number.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan.h"

typedef struct {
  uint64_t delivered, doubled, missing, foreign;
} Tally;

typedef struct {
  int member_count, sender_count;
} RoomLedger;

typedef struct {
  RoomLedger *rooms;
  int *room_of;       // connection → room
  int *sender_of;     // connection → its number among the room's senders, or -1
  uint32_t *sent;     // connection → messages it has sent
  uint32_t **next;    // connection → sender of its room → the number that comes next
  Tally tally;
  uint64_t due;       // deliveries owed for what has been sent
} Ledger;

/** Bytes that a message's mark takes in its body. */
#define MARK_BYTES 16

Ledger open_ledger(const Plan *plan);

/** Counts a message as sent. Writes its mark, MARK_BYTES long, to `mark`. @returns its number */
uint32_t ledger_send(Ledger *ledger, int sender, char *mark);

/** Finds the mark in a frame. `hint` is where the last one was. @returns its place, or NULL */
const char *find_mark(const char *data, size_t length, size_t *hint);

/** Checks a delivery off. @returns the number of the sender in the room; `number` is the message's */
int ledger_receive(Ledger *ledger, int receiver, const char *mark, uint32_t *number);
