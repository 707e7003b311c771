// What the C limits share: draws, a heap of 128-bit keys, processor time, peak memory.
#ifndef BENCH_H
#define BENCH_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

// ---- Draws -------------------------------------------------------------------------------------

/// xoshiro256++ (Blackman, Vigna, "Scrambled linear pseudorandom number generators", 2021).
typedef struct {
  uint64_t s[4];
} Random;

static inline uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }

static inline uint64_t bits(Random *r) {
  uint64_t *s = r->s, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate(s[3], 45);
  return result;
}

static inline double uniform(Random *r) { return (double)(bits(r) >> 11) * 0x1p-53; }

static inline void seed(Random *r, uint64_t value) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = value += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    r->s[i] = z ^ z >> 31;
  }
}

// The ziggurat of the exponential distribution with 256 layers of equal area (Marsaglia, Tsang, "The
// ziggurat method for generating random variables", 2000).
static uint64_t ziggurat_inside[256];
static double ziggurat_width[256], ziggurat_height[257];
static const double ziggurat_tail = 7.69711747013104972;

static void make_ziggurat(void) {
  const double area = 0.0039496598225815571993;
  double edge[257];
  edge[0] = area / exp(-ziggurat_tail);
  edge[1] = ziggurat_tail;
  edge[256] = 0;
  for (int i = 2; i < 256; i++) edge[i] = -log(area / edge[i - 1] + exp(-edge[i - 1]));
  for (int i = 0; i < 256; i++) {
    ziggurat_inside[i] = (uint64_t)(edge[i + 1] / edge[i] * 0x1p53);
    ziggurat_width[i] = edge[i] * 0x1p-53;
    ziggurat_height[i] = exp(-edge[i]);
  }
  ziggurat_height[256] = 1;
}

/// The rare way of a draw: outside the part of a layer that lies under the curve.
static __attribute__((noinline)) double exponential_outside(Random *r, int layer, double x) {
  for (;;) {
    if (layer == 0) return ziggurat_tail - log(1 - uniform(r));
    double low = ziggurat_height[layer], high = ziggurat_height[layer + 1];
    if (low + uniform(r) * (high - low) < exp(-x)) return x;
    uint64_t b = bits(r);
    layer = b & 255;
    x = (double)(b >> 11) * ziggurat_width[layer];
    if ((b >> 11) < ziggurat_inside[layer]) return x;
  }
}

/// An exponential draw with mean 1.
static inline double exponential(Random *r) {
  uint64_t b = bits(r);
  int layer = b & 255;
  double x = (double)(b >> 11) * ziggurat_width[layer];
  if (__builtin_expect((b >> 11) < ziggurat_inside[layer], 1)) return x;
  return exponential_outside(r, layer, x);
}

// ---- Calendar ----------------------------------------------------------------------------------

/// Time above, sequence and payload below: one comparison orders everything. Times are not negative.
typedef unsigned __int128 Key;

static inline uint64_t time_bits(double time) {
  uint64_t b;
  memcpy(&b, &time, 8);
  return b;
}

static inline Key key(double time, uint64_t sequence, uint32_t payload) {
  return (Key)time_bits(time) << 64 | sequence << 24 | payload;
}

static inline double time_of(Key k) {
  uint64_t b = (uint64_t)(k >> 64);
  double time;
  memcpy(&time, &b, 8);
  return time;
}

static inline uint32_t payload_of(Key k) { return (uint32_t)k & 0xFFFFFF; }

/// A 4-ary heap whose groups of children begin at a cache line.
typedef struct {
  Key *at;
  size_t size;
} Heap;

static inline Heap make_heap(size_t capacity) {
  char *block = aligned_alloc(64, ((capacity + 8) * sizeof(Key) + 127) / 64 * 64);
  return (Heap){(Key *)(block + 64 - sizeof(Key)), 0};
}

static inline void free_heap(Heap *h) { free((char *)h->at - 64 + sizeof(Key)); }

/// Puts a key in at the top, in place of the one there, and lets it sink.
static inline void replace_top(Heap *h, Key k) {
  Key *at = h->at;
  size_t i = 0, size = h->size;
  for (;;) {
    size_t first = i * 4 + 1, least;
    if (first + 4 <= size) {
      size_t a = at[first + 1] < at[first] ? first + 1 : first;
      size_t b = at[first + 3] < at[first + 2] ? first + 3 : first + 2;
      least = at[b] < at[a] ? b : a;
    } else {
      if (first >= size) break;
      least = first;
      for (size_t j = first + 1; j < size; j++)
        if (at[j] < at[least]) least = j;
    }
    if (k <= at[least]) break;
    at[i] = at[least];
    i = least;
  }
  at[i] = k;
}

static inline void insert(Heap *h, Key k) {
  Key *at = h->at;
  size_t i = h->size++;
  while (i > 0) {
    size_t parent = (i - 1) / 4;
    if (at[parent] <= k) break;
    at[i] = at[parent];
    i = parent;
  }
  at[i] = k;
}

static inline void remove_top(Heap *h) {
  h->size--;
  if (h->size > 0) replace_top(h, h->at[h->size]);
}

// ---- Measuring ---------------------------------------------------------------------------------

static inline double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/// Processor time of this process, seconds.
static inline double processor_time(void) { return seconds(CLOCK_PROCESS_CPUTIME_ID); }

/// The most memory that stood in this process, KiB; not what its parent left behind, which
/// `getrusage` counts on Linux.
static inline long peak_memory(void) {
  FILE *file = fopen("/proc/self/status", "r");
  long found = 0;
  char line[256];
  while (file && fgets(line, sizeof line, file))
    if (sscanf(line, "VmHWM: %ld", &found) == 1) break;
  if (file) fclose(file);
  if (found) return found;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static inline long argument(int count, char **words, int place, long otherwise) {
  return place < count ? atol(words[place]) : otherwise;
}

#endif
