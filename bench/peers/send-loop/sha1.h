// SHA-1, for the one place where RFC 6455 wants it.
#pragma once
#include <stddef.h>
#include <stdint.h>

void sha1(const void *data, size_t length, uint8_t digest[20]);
