#include "histogram.h"

#include <math.h>

static const double SMALLEST = 1e-6, GROWTH = 1.02;

void histogram_add(Histogram *histogram, double seconds) {
  int bucket = seconds <= SMALLEST ? 0 : (int)(log(seconds / SMALLEST) / log(GROWTH)) + 1;
  histogram->counts[bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1]++;
  histogram->total++;
}

double histogram_quantile(const Histogram *histogram, double share) {
  uint64_t wanted = (uint64_t)ceil((double)histogram->total * share), seen = 0;
  if (histogram->total == 0) return 0;
  for (int i = 0; i < HISTOGRAM_BUCKETS; i++) {
    seen += histogram->counts[i];
    if (seen >= wanted) return SMALLEST * pow(GROWTH, i);
  }
  return SMALLEST * pow(GROWTH, HISTOGRAM_BUCKETS);
}
