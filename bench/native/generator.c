// The load generator: drives every peer through one plan, checks every delivery, prints the result as JSON.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "client.h"
#include "histogram.h"
#include "ledger.h"
#include "plan.h"
#include "text.h"
#include "usage.h"

#define SENT_AT 256 // messages of one sender on their way, at most
#define DRAIN_SECONDS 60
#define OPEN_SECONDS 120

typedef struct {
  uint64_t frames, bytes;
} Watched;

/** What is compared between the beginning and the end of the measured time. */
typedef struct {
  double at, server_cpu, own_cpu;
  uint64_t delivered, acked, bytes;
} Reading;

static Plan plan;
static Ledger ledger;
static Client *clients;
static int epoll, opened, opening, at_gate, ready_count;
static bool sending;
static double (*sent_at)[SENT_AT];
static int **sender_clients; // room → sender's number → connection
static uint64_t acked, bytes_read, random_state = 88172645463325252u;
static size_t mark_hint;
static Histogram latencies;
static Watched watched[MAX_WATCHED];

static uint64_t next_random(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  return random_state ^= random_state << 17;
}

static char *put(char *at, const char *text, size_t length) {
  memcpy(at, text, length);
  return at + length;
}

/** A UUID that begins with the time (version 7), as Confab's SDK makes them; or a random one (version 4). */
static char *put_id(char *at) {
  uint64_t a = next_random(), b = next_random(), start = plan.random_ids ? a >> 16 : milliseconds_since_1970();
  return at + sprintf(at, "%08x-%04x-%d%03x-a%03x-%012llx", (unsigned)(start >> 16), (unsigned)(start & 0xffff),
                      plan.random_ids ? 4 : 7, (unsigned)(a & 0xfff), (unsigned)(b >> 52),
                      (unsigned long long)(b & 0xffffffffffff));
}

static char *put_body(char *at, int sender) {
  static const char filler[] = "the quick brown fox jumps over the lazy dog and then has a long rest in the shade ";
  uint32_t number = ledger_send(&ledger, sender, at);
  sent_at[sender][number % SENT_AT] = seconds_now();
  char *end = at + plan.body_bytes;
  for (at += MARK_BYTES; at < end; at += sizeof filler - 1) {
    size_t left = (size_t)(end - at);
    memcpy(at, filler, left < sizeof filler - 1 ? left : sizeof filler - 1);
  }
  return end;
}

/** Sends one message of this client's; the caller flushes. */
static void send_message(Client *client) {
  char text[8192], *at = text;
  const char *from = client->planned->message;
  for (const char *hole; (hole = strchr(from, '{')) != NULL;) {
    bool id = strncmp(hole, "{id}", 4) == 0, body = strncmp(hole, "{body}", 6) == 0;
    at = put(at, from, (size_t)(hole - from) + (id || body ? 0 : 1));
    if (id) at = put_id(at);
    if (body) at = put_body(at, client->index);
    from = hole + (id ? 4 : body ? 6 : 1);
  }
  at = put(at, from, strlen(from));
  client_send(client, OP_TEXT, text, (size_t)(at - text));
  client->outstanding++;
}

static void fill_window(Client *client) {
  while (sending && client->outstanding < plan.window) send_message(client);
}

static void open_next(void) {
  if (opened < plan.connection_count) client_open(&clients[opened++], epoll, plan.port), opening++;
}

static void settled(void) {
  opening--;
  open_next();
}

/** Goes on towards the room until there is something to wait for. */
static void take_steps(Client *client) {
  const PlannedConnection *planned = client->planned;
  for (; client->step < planned->step_count; client->step++) {
    const Step *step = &planned->steps[client->step];
    if (step->kind == STEP_EXPECT) return;
    if (step->kind == STEP_SEND) client_send(client, OP_TEXT, step->text, strlen(step->text));
    if (step->kind == STEP_GATE) {
      at_gate++;
      settled();
      return;
    }
  }
  client->ready = true;
  ready_count++;
  settled();
}

static void receive_message(Client *client, const char *mark, double now) {
  uint32_t number;
  int sender = ledger_receive(&ledger, client->index, mark, &number);
  if (sender < 0) return;
  bool own = ledger.sender_of[client->index] == sender;
  if (own || plan.mode == MODE_PACED || plan.mode == MODE_LOCKSTEP) {
    int from = sender_clients[client->planned->room][sender];
    histogram_add(&latencies, now - sent_at[from][number % SENT_AT]);
  }
  if (own && plan.mode == MODE_WINDOW) {
    client->outstanding--;
    fill_window(client);
  }
}

static void receive_text(Client *client, const Frame *frame, double now) {
  const char *data = frame->data;
  size_t length = frame->length;
  for (int i = 0; i < plan.watched_count; i++)
    if (starts_with(data, length, plan.watched[i])) watched[i].frames++, watched[i].bytes += length;
  if (!client->ready) {
    const Step *step = &client->planned->steps[client->step];
    if (plan.error && starts_with(data, length, plan.error)) fail("the server refused: %.*s", (int)length, data);
    if (client->step < client->planned->step_count && step->kind == STEP_EXPECT && contains(data, length, step->text)) {
      client->step++;
      take_steps(client);
      return;
    }
  }
  if (plan.ping && length == strlen(plan.ping) && starts_with(data, length, plan.ping)) {
    client_send(client, OP_TEXT, plan.pong, strlen(plan.pong));
  } else if (plan.ack && starts_with(data, length, plan.ack)) {
    acked++;
    if (plan.mode == MODE_ACKED) client->outstanding--, fill_window(client);
  } else if (plan.error && starts_with(data, length, plan.error)) {
    fail("the server refused: %.*s", (int)length, data);
  } else if (client->ready) {
    const char *mark = find_mark(data, length, &mark_hint);
    if (mark) receive_message(client, mark, now);
  }
}

static void on_frame(Client *client, const Frame *frame, double now) {
  if (frame->opcode == OP_TEXT) receive_text(client, frame, now);
  else if (frame->opcode == OP_PING) client_send(client, OP_PONG, frame->data, frame->length);
  else if (frame->opcode == OP_CLOSE) fail("the server closed connection %d: %.*s", client->index, (int)frame->length, frame->data);
}

static void on_open(Client *client) { take_steps(client); }

/** Waits for events, at most until `deadline`, and handles them. */
static void turn(double deadline) {
  static struct epoll_event events[512];
  double left = deadline - seconds_now();
  int timeout = left <= 0 ? 0 : left > 0.1 ? 100 : (int)(left * 1000);
  int count = epoll_wait(epoll, events, 512, timeout);
  for (int i = 0; i < count; i++) {
    Client *client = events[i].data.ptr;
    if (client->state == CLIENT_CONNECTING) {
      struct epoll_event reading = {.events = EPOLLIN, .data.ptr = client};
      epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &reading);
      client_request_upgrade(client, plan.port);
      continue;
    }
    bytes_read += client_read(client, on_frame, on_open);
  }
}

static Reading read_now(void) {
  return (Reading){.at = seconds_now(),
                   .server_cpu = cpu_seconds(plan.pids, plan.pid_count),
                   .own_cpu = own_cpu_seconds(),
                   .delivered = ledger.tally.delivered,
                   .acked = acked,
                   .bytes = bytes_read};
}

static void open_all(void) {
  double deadline = seconds_now() + OPEN_SECONDS;
  while (opening < plan.opening && opened < plan.connection_count) open_next();
  while (ready_count + at_gate < plan.connection_count) {
    turn(seconds_now() + 0.1);
    if (seconds_now() > deadline) fail("only %d of %d connections came through", ready_count + at_gate, plan.connection_count);
  }
}

static void pass_gate(void) {
  at_gate = 0;
  for (int i = 0; i < plan.connection_count; i++) {
    clients[i].step++;
    take_steps(&clients[i]);
    client_flush(&clients[i]);
  }
  double deadline = seconds_now() + OPEN_SECONDS;
  while (ready_count < plan.connection_count) {
    turn(seconds_now() + 0.1);
    if (seconds_now() > deadline) fail("only %d of %d connections have joined", ready_count, plan.connection_count);
  }
}

static Client *sender_in_turn(uint64_t turn_number) {
  static int *senders, count;
  if (!senders) {
    senders = calloc((size_t)plan.connection_count, sizeof *senders);
    for (int i = 0; i < plan.connection_count; i++)
      if (plan.connections[i].sends) senders[count++] = i;
  }
  return &clients[senders[turn_number % (uint64_t)count]];
}

/** Keeps the load going until `deadline`. */
static void send_until(double deadline) {
  static uint64_t turn_number;
  static double next_at;
  if (next_at == 0) next_at = seconds_now();
  while (seconds_now() < deadline) {
    if (plan.mode == MODE_LOCKSTEP && ledger.tally.delivered + ledger.tally.missing >= ledger.due) {
      Client *client = sender_in_turn(turn_number++);
      send_message(client);
      client_flush(client);
    }
    while (plan.mode == MODE_PACED && seconds_now() >= next_at) {
      Client *client = sender_in_turn(turn_number++);
      send_message(client);
      client_flush(client);
      next_at += 1 / plan.rate;
    }
    turn(plan.mode == MODE_PACED && next_at < deadline ? next_at : deadline);
  }
}

static void drain(void) {
  sending = false;
  double deadline = seconds_now() + DRAIN_SECONDS;
  while (ledger.tally.delivered < ledger.due && seconds_now() < deadline) turn(seconds_now() + 0.05);
  // Whatever comes now came too often.
  for (double end = seconds_now() + 0.2; seconds_now() < end;) turn(end);
}

static void print_result(const Reading *from, const Reading *to) {
  double seconds = to->at - from->at;
  printf("{\"seconds\":%.4f,\"delivered\":%llu,\"acked\":%llu,\"bytes\":%llu,\"serverCpu\":%.3f,\"ownCpu\":%.3f", seconds,
         (unsigned long long)(to->delivered - from->delivered), (unsigned long long)(to->acked - from->acked),
         (unsigned long long)(to->bytes - from->bytes), to->server_cpu - from->server_cpu, to->own_cpu - from->own_cpu);
  printf(",\"p50Ms\":%.3f,\"p99Ms\":%.3f", 1000 * histogram_quantile(&latencies, 0.5), 1000 * histogram_quantile(&latencies, 0.99));
  printf(",\"due\":%llu,\"received\":%llu,\"doubled\":%llu,\"missing\":%llu,\"foreign\":%llu", (unsigned long long)ledger.due,
         (unsigned long long)ledger.tally.delivered, (unsigned long long)ledger.tally.doubled,
         (unsigned long long)ledger.tally.missing, (unsigned long long)ledger.tally.foreign);
  printf(",\"watched\":[");
  for (int i = 0; i < plan.watched_count; i++)
    printf("%s{\"frames\":%llu,\"bytes\":%llu}", i ? "," : "", (unsigned long long)watched[i].frames, (unsigned long long)watched[i].bytes);
  printf("]");
}

static void measure_load(void) {
  open_all();
  sending = true;
  if (plan.mode == MODE_WINDOW || plan.mode == MODE_ACKED)
    for (int i = 0; i < plan.connection_count; i++)
      if (plan.connections[i].sends) fill_window(&clients[i]), client_flush(&clients[i]);
  send_until(seconds_now() + plan.warmup);
  memset(&latencies, 0, sizeof latencies);
  Reading from = read_now();
  send_until(from.at + plan.seconds);
  Reading to = read_now();
  drain();
  print_result(&from, &to);
}

static void measure_arrival(void) {
  long before = resident_kib(plan.pids, plan.pid_count);
  Reading from = read_now();
  open_all();
  if (plan.mode == MODE_JOIN) {
    for (double end = seconds_now() + plan.warmup; seconds_now() < end;) turn(end);
    memset(watched, 0, sizeof watched);
    from = read_now();
    pass_gate();
  }
  Reading to = read_now();
  for (double end = to.at + plan.seconds; seconds_now() < end;) turn(end);
  print_result(&from, &to);
  printf(",\"residentKib\":[%ld,%ld]", before, resident_kib(plan.pids, plan.pid_count));
}

int main(int count, char **arguments) {
  if (count != 2) fail("usage: generator <plan>");
  plan = read_plan(arguments[1]);
  ledger = open_ledger(&plan);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  random_state ^= (uint64_t)(seconds_now() * 1e9) * 2654435761u ^ (uint64_t)getpid();
  clients = calloc((size_t)plan.connection_count, sizeof *clients);
  sent_at = calloc((size_t)plan.connection_count, sizeof *sent_at);
  sender_clients = calloc((size_t)plan.room_count, sizeof *sender_clients);
  for (int i = 0; i < plan.room_count; i++)
    sender_clients[i] = calloc((size_t)ledger.rooms[i].sender_count + 1, sizeof **sender_clients);
  for (int i = 0; i < plan.connection_count; i++) {
    clients[i] = (Client){.index = i, .planned = &plan.connections[i]};
    if (ledger.sender_of[i] >= 0) sender_clients[ledger.room_of[i]][ledger.sender_of[i]] = i;
  }
  if (plan.mode == MODE_IDLE || plan.mode == MODE_CONNECT || plan.mode == MODE_JOIN) measure_arrival();
  else measure_load();
  printf("}\n");
  return 0;
}
