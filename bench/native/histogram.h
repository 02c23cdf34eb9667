// Durations, counted in buckets of 2 % width.
#pragma once
#include <stdint.h>

#define HISTOGRAM_BUCKETS 1024

typedef struct {
  uint64_t counts[HISTOGRAM_BUCKETS];
  uint64_t total;
} Histogram;

void histogram_add(Histogram *histogram, double seconds);

/** The duration (seconds) that this share (0 to 1) of all stayed within; 0 where there are none. */
double histogram_quantile(const Histogram *histogram, double share);
