// The least that a server can do: accepts WebSockets at /<room>, and sends every frame that comes from a member to all
// members with one send() each, framed once. No rooms to join, no names, no storage, no checks.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sha1.h"

#define MAX_ROOMS 1024
#define BUFFER_BYTES 65536

typedef struct {
  int fd, room; // room is -1 until the handshake is done
  size_t length;
  uint8_t *unread;
} Peer;

typedef struct {
  int *fds;
  int count;
} Room;

static Room rooms[MAX_ROOMS];

static void write_all(int fd, const void *bytes, size_t length) {
  for (const uint8_t *at = bytes, *end = at + length; at < end;) {
    ssize_t sent = send(fd, at, (size_t)(end - at), MSG_NOSIGNAL);
    if (sent > 0) at += sent;
    else if (errno == EAGAIN) poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, 1000);
    else return;
  }
}

static void encode_base64(const uint8_t *bytes, size_t length, char *out) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < length; i += 3) {
    uint32_t group = (uint32_t)bytes[i] << 16 | (i + 1 < length ? (uint32_t)bytes[i + 1] << 8 : 0) | (i + 2 < length ? bytes[i + 2] : 0);
    for (int k = 0; k < 4; k++) *out++ = i + (size_t)k <= length ? digits[group >> (18 - 6 * k) & 63] : '=';
  }
  *out = 0;
}

static void accept_upgrade(Peer *peer) {
  char answer[256], text[128], accept[32];
  uint8_t digest[20];
  const char *request = (const char *)peer->unread, *key = strstr(request, "Sec-WebSocket-Key: ");
  if (!key || sscanf(request, "GET /%d ", &peer->room) != 1 || peer->room < 0 || peer->room >= MAX_ROOMS) exit(1);
  snprintf(text, sizeof text, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key + 19);
  sha1(text, strlen(text), digest);
  encode_base64(digest, 20, accept);
  int length = snprintf(answer, sizeof answer,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  write_all(peer->fd, answer, (size_t)length);
  Room *room = &rooms[peer->room];
  room->fds = realloc(room->fds, (size_t)(room->count + 1) * sizeof(int));
  room->fds[room->count++] = peer->fd;
  peer->length = 0;
}

// Masked text frames of up to 64 KiB are all that the generator sends.
static void relay(Peer *peer) {
  size_t at = 0;
  while (peer->length - at >= 6) {
    uint8_t *frame = peer->unread + at;
    size_t size = frame[1] & 0x7f, header = size == 126 ? 4 : 2;
    if (size == 126) size = (size_t)frame[2] << 8 | frame[3];
    if (peer->length - at < header + 4 + size) break;
    at += header + 4 + size;
    if ((frame[0] & 0x0f) != 1) continue;
    uint8_t mask[4], *data = frame + header + 4;
    memcpy(mask, frame + header, 4);
    for (size_t i = 0; i < size; i++) data[i] ^= mask[i & 3];
    // The header moves up to the data, over the mask.
    uint8_t *out = data - header;
    memmove(out, frame, header);
    out[1] &= 0x7f;
    const Room *room = &rooms[peer->room];
    for (int i = 0; i < room->count; i++) write_all(room->fds[i], out, header + size);
  }
  memmove(peer->unread, peer->unread + at, peer->length - at);
  peer->length -= at;
}

static void serve(Peer *peer) {
  ssize_t got = recv(peer->fd, peer->unread + peer->length, BUFFER_BYTES - 1 - peer->length, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) {
    // Rooms keep the number of who left: a run ends all its connections at once.
    close(peer->fd);
    return;
  }
  peer->length += (size_t)got;
  peer->unread[peer->length] = 0;
  if (peer->room >= 0) relay(peer);
  else if (strstr((char *)peer->unread, "\r\n\r\n")) accept_upgrade(peer);
}

int main(int count, char **arguments) {
  int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)},
                                .sin_port = htons((uint16_t)(count > 1 ? atoi(arguments[1]) : 0))};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) {
    perror("send-loop");
    return 1;
  }
  int epoll = epoll_create1(0);
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN, .data.ptr = NULL});
  puts("ready");
  fflush(stdout);
  for (struct epoll_event events[256];;) {
    int ready = epoll_wait(epoll, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.ptr) {
        serve(events[i].data.ptr);
        continue;
      }
      int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
      if (fd < 0) continue;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      Peer *peer = malloc(sizeof *peer);
      *peer = (Peer){.fd = fd, .room = -1, .unread = malloc(BUFFER_BYTES)};
      epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.ptr = peer});
    }
  }
}
