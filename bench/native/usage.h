// What the server's processes have used, as the kernel counts it.
#pragma once

#include <stdint.h>

/** CPU seconds of these processes, all threads, user and system. */
double cpu_seconds(const int *pids, int count);

/** Resident memory of these processes, in KiB. */
long resident_kib(const int *pids, int count);

/** CPU seconds of this process. */
double own_cpu_seconds(void);

/** Seconds on a clock that never jumps. */
double seconds_now(void);

/** The time of day, Unix milliseconds. */
uint64_t milliseconds_since_1970(void);
