// Small things about text that several files need.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/** Ends the program with a message on stderr: the orchestrator shows it. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

static inline bool starts_with(const char *text, size_t length, const char *prefix) {
  size_t wanted = strlen(prefix);
  return length >= wanted && memcmp(text, prefix, wanted) == 0;
}

static inline bool contains(const char *text, size_t length, const char *needle) {
  return memmem(text, length, needle, strlen(needle)) != NULL;
}
