#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "text.h"
#include "usage.h"

#define READ_BYTES (1024 * 1024)

static uint8_t read_buffer[READ_BYTES];

void client_open(Client *client, int epoll, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  struct linger reset = {.l_onoff = 1, .l_linger = 0};
  int yes = 1;
  client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (client->fd < 0) fail("no socket for connection %d (%s): raise `ulimit -n`", client->index, strerror(errno));
  setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  // No TIME_WAIT: ten thousand ports are soon used up.
  setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  client->state = CLIENT_CONNECTING;
  if (connect(client->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS)
    fail("connection %d: %s", client->index, strerror(errno));
  struct epoll_event event = {.events = EPOLLOUT, .data.ptr = client};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event) < 0) fail("epoll: %s", strerror(errno));
}

static void append(Client *client, const void *bytes, size_t length) {
  if (client->unsent_length + length > client->unsent_room) {
    client->unsent_room = client->unsent_length + length + 512;
    client->unsent = realloc(client->unsent, client->unsent_room);
  }
  memcpy(client->unsent + client->unsent_length, bytes, length);
  client->unsent_length += length;
}

void client_request_upgrade(Client *client, int port) {
  char request[4096];
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n",
                        client->planned->path, port, client->planned->headers);
  if (length >= (int)sizeof request) fail("the handshake of connection %d is too long", client->index);
  append(client, request, (size_t)length);
  client_flush(client);
  client->state = CLIENT_UPGRADING;
}

void client_send(Client *client, int opcode, const char *text, size_t length) {
  uint8_t frame[65536 + MAX_HEADER];
  append(client, frame, write_frame(frame, opcode, text, length));
}

void client_flush(Client *client) {
  size_t done = 0;
  while (done < client->unsent_length) {
    ssize_t written = send(client->fd, client->unsent + done, client->unsent_length - done, MSG_NOSIGNAL);
    if (written > 0) done += (size_t)written;
    else if (errno == EAGAIN) break; // What is left goes with the next flush.
    else if (errno != EINTR) fail("connection %d: %s", client->index, strerror(errno));
  }
  memmove(client->unsent, client->unsent + done, client->unsent_length - done);
  client->unsent_length -= done;
}

// @returns the bytes taken, 0 while the answer is not whole
static size_t read_upgrade(const uint8_t *bytes, size_t length) {
  const uint8_t *end = memmem(bytes, length, "\r\n\r\n", 4);
  if (!end) return 0;
  if (!starts_with((const char *)bytes, length, "HTTP/1.1 101")) fail("no upgrade: %.*s", (int)length, bytes);
  return (size_t)(end - bytes) + 4;
}

static size_t handle(Client *client, const uint8_t *bytes, size_t length, OnFrame on_frame, void (*on_open)(Client *)) {
  size_t taken = 0;
  if (client->state == CLIENT_UPGRADING) {
    taken = read_upgrade(bytes, length);
    if (taken == 0) return 0;
    client->state = CLIENT_OPEN;
    on_open(client);
  }
  double now = seconds_now();
  Frame frame;
  while (read_frame(bytes + taken, length - taken, &frame)) {
    taken += frame.size;
    on_frame(client, &frame, now);
  }
  return taken;
}

size_t client_read(Client *client, OnFrame on_frame, void (*on_open)(Client *)) {
  size_t start = client->unread_length;
  if (start > READ_BYTES / 2) fail("the server sent a frame that is too long");
  memcpy(read_buffer, client->unread, start);
  ssize_t got = recv(client->fd, read_buffer + start, READ_BYTES - start, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (got <= 0) fail("the server hung up on connection %d (step %d)", client->index, client->step);
  size_t length = start + (size_t)got;
  size_t taken = handle(client, read_buffer, length, on_frame, on_open);
  if (length - taken > client->unread_length) client->unread = realloc(client->unread, length - taken);
  memcpy(client->unread, read_buffer + taken, length - taken);
  client->unread_length = length - taken;
  if (client->unsent_length > 0) client_flush(client);
  return (size_t)got;
}
