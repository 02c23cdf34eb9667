// One WebSocket connection to the server under test.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan.h"
#include "wire.h"

typedef enum { CLIENT_UNOPENED, CLIENT_CONNECTING, CLIENT_UPGRADING, CLIENT_OPEN, CLIENT_ENDED } ClientState;

typedef struct {
  ClientState state;
  int fd, index;
  int step;  // the next step of its plan
  bool ready; // it has taken all its steps
  int outstanding;
  const PlannedConnection *planned;
  uint8_t *unread; // the beginning of a frame
  size_t unread_length;
  uint8_t *unsent;
  size_t unsent_length, unsent_room;
} Client;

/** Hears every whole frame. It must not keep `frame`. */
typedef void (*OnFrame)(Client *client, const Frame *frame, double now);

/** Begins to connect to 127.0.0.1. The epoll events carry the client. */
void client_open(Client *client, int epoll, int port);

/** The socket is connected: asks for the upgrade. */
void client_request_upgrade(Client *client, int port);

/**
 * Reads what is there, `on_open` when the upgrade has been accepted, `on_frame` for every frame after it.
 * @returns bytes read; ends the program where the server refuses or hangs up
 */
size_t client_read(Client *client, OnFrame on_frame, void (*on_open)(Client *client));

/** Gathers a frame, to be written by client_flush. */
void client_send(Client *client, int opcode, const char *text, size_t length);

void client_flush(Client *client);
