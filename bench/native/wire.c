#include "wire.h"

#include <string.h>

#include "text.h"

bool read_frame(const uint8_t *bytes, size_t length, Frame *frame) {
  if (length < 2) return false;
  if (!(bytes[0] & 0x80) || bytes[0] & 0x70 || bytes[1] & 0x80) fail("the server sent a fragmented, extended or masked frame");
  size_t header = 2, size = bytes[1] & 0x7f;
  if (size == 126) {
    if (length < 4) return false;
    header = 4;
    size = (size_t)bytes[2] << 8 | bytes[3];
  } else if (size == 127) {
    if (length < 10) return false;
    header = 10;
    size = 0;
    for (int i = 2; i < 10; i++) size = size << 8 | bytes[i];
  }
  if (length < header + size) return false;
  *frame = (Frame){.opcode = bytes[0] & 0x0f, .data = (const char *)bytes + header, .length = size, .size = header + size};
  return true;
}

size_t write_frame(uint8_t *out, int opcode, const char *data, size_t length) {
  static const uint8_t mask[4] = {0x5a, 0x17, 0xc3, 0x8e};
  size_t header = 2;
  out[0] = (uint8_t)(0x80 | opcode);
  if (length < 126) {
    out[1] = (uint8_t)(0x80 | length);
  } else {
    if (length > 65535) fail("a client frame of %zu bytes is longer than any workload needs", length);
    out[1] = 0x80 | 126;
    out[2] = (uint8_t)(length >> 8);
    out[3] = (uint8_t)length;
    header = 4;
  }
  memcpy(out + header, mask, 4);
  header += 4;
  for (size_t i = 0; i < length; i++) out[header + i] = (uint8_t)data[i] ^ mask[i & 3];
  return header + length;
}
