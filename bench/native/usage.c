#include "usage.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "text.h"

static double cpu_of(int pid) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "r");
  if (!file || !fgets(line, sizeof line, file)) fail("the server's process %d has gone", pid);
  fclose(file);
  // The name in parentheses may hold anything; the fields after it are counted from the state.
  unsigned long user = 0, system = 0;
  const char *fields = strrchr(line, ')');
  if (!fields || sscanf(fields + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
    fail("cannot read %s", path);
  return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static long resident_of(int pid) {
  char path[64], line[256];
  long kib = 0;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "r");
  if (!file) fail("the server's process %d has gone", pid);
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "VmRSS: %ld", &kib) == 1) break;
  fclose(file);
  return kib;
}

double cpu_seconds(const int *pids, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += cpu_of(pids[i]);
  return sum;
}

long resident_kib(const int *pids, int count) {
  long sum = 0;
  for (int i = 0; i < count; i++) sum += resident_of(pids[i]);
  return sum;
}

double own_cpu_seconds(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

uint64_t milliseconds_since_1970(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
