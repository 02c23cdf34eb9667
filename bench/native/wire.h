// WebSocket frames (RFC 6455), as a client writes and reads them.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OP_TEXT = 1, OP_CLOSE = 8, OP_PING = 9, OP_PONG = 10 };

typedef struct {
  int opcode;
  const char *data;
  size_t length;
  size_t size; // header and data
} Frame;

/** The most that a frame's header takes: ten bytes and the mask. */
#define MAX_HEADER 14

/** Reads the frame at the start of `bytes`. @returns false where it is not whole yet */
bool read_frame(const uint8_t *bytes, size_t length, Frame *frame);

/** Writes a masked frame. @returns its size; `out` has room for MAX_HEADER more than `length` */
size_t write_frame(uint8_t *out, int opcode, const char *data, size_t length);
