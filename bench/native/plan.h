// What a run does, as the orchestrator wrote it down: settings, then one line a connection.
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef enum {
  MODE_WINDOW,   // every sender keeps `window` messages of its own on their way
  MODE_LOCKSTEP, // one message on its way in all; the next when every receiver has it
  MODE_PACED,    // `rate` messages a second in all
  MODE_ACKED,    // every sender keeps `window` messages without an ack
  MODE_IDLE,     // connect, join, wait, look at the server's memory
  MODE_CONNECT,  // how long connecting and joining takes
  MODE_JOIN,     // everybody connects; then how long joining takes
} Mode;

typedef enum { STEP_SEND, STEP_EXPECT, STEP_GATE } StepKind;

/** One step of a connection's way into its room. At a gate it waits until all connections stand there. */
typedef struct {
  StepKind kind;
  char *text;
} Step;

typedef struct {
  int room;
  bool sends;
  char *path;
  char *headers; // whole lines, each ended by CRLF
  char *message; // a frame with {id} and {body} in it
  Step *steps;
  int step_count;
} PlannedConnection;

#define MAX_PIDS 16
#define MAX_WATCHED 4

typedef struct {
  int port;
  Mode mode;
  double seconds, warmup, rate;
  int window;
  int opening; // handshakes under way at once
  int body_bytes;
  bool random_ids; // messages have random ids; otherwise ones that grow with the time
  int pids[MAX_PIDS];
  int pid_count;
  char *ack;       // how an ack begins; NULL where there are none
  char *error;     // how a refusal begins; one ends the run
  char *ping;      // a text that is answered by `pong`
  char *pong;
  char *watched[MAX_WATCHED]; // beginnings of frames that are counted on their own
  int watched_count;
  PlannedConnection *connections;
  int connection_count, room_count;
} Plan;

/** Reads a plan: lines of tab-separated fields, with \n, \r, \t and \\ escaped. Ends the program where it is wrong. */
Plan read_plan(const char *file);
