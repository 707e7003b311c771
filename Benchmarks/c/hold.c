// The hold model: n events are pending; again and again the earliest is taken and a new one put in at
// its time + Exp(1). With cancellation each hold also takes back one pending event, chosen at random,
// by its handle, and puts in another for it.
//
//   hold N HOLDS plain     no cancellation
//   hold N HOLDS indexed   the heap knows where each handle stands: cancelled events move at once
//   hold N HOLDS lazy      a cancelled event stays until it comes to the top and is thrown away there
#include "bench.h"

static double plain(Random *r, uint32_t n, long holds) {
  Heap heap = make_heap(n);
  uint64_t sequence = 0;
  for (uint32_t i = 0; i < n; i++) insert(&heap, key(exponential(r), sequence++, i));
  double begin = processor_time();
  for (long i = 0; i < holds; i++) {
    Key top = heap.at[0];
    replace_top(&heap, key(time_of(top) + exponential(r), sequence++, payload_of(top)));
  }
  double time = processor_time() - begin;
  fprintf(stderr, "%g\n", time_of(heap.at[0]));
  return time;
}

static inline uint32_t any(Random *r, uint32_t n) { return (uint32_t)((bits(r) >> 32) * n >> 32); }

// Where each handle stands in the heap.
static uint32_t *place;

static inline void put(Heap *h, size_t i, Key k) {
  h->at[i] = k;
  place[payload_of(k)] = (uint32_t)i;
}

static inline void sink_from(Heap *h, size_t i, Key k) {
  Key *at = h->at;
  size_t size = h->size;
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
    put(h, i, at[least]);
    i = least;
  }
  put(h, i, k);
}

static inline void rise_from(Heap *h, size_t i, Key k) {
  while (i > 0) {
    size_t parent = (i - 1) / 4;
    if (h->at[parent] <= k) break;
    put(h, i, h->at[parent]);
    i = parent;
  }
  put(h, i, k);
}

static double indexed(Random *r, uint32_t n, long holds) {
  Heap heap = make_heap(n);
  place = malloc(n * sizeof *place);
  uint64_t sequence = 0;
  for (uint32_t i = 0; i < n; i++) {
    size_t last = heap.size++;
    rise_from(&heap, last, key(exponential(r), sequence++, i));
  }
  double begin = processor_time();
  for (long i = 0; i < holds; i++) {
    Key top = heap.at[0];
    double now = time_of(top);
    uint32_t victim = any(r, n);
    // Fetched while the earliest event sinks; it rarely moves meanwhile.
    __builtin_prefetch(&heap.at[place[victim]]);
    sink_from(&heap, 0, key(now + exponential(r), sequence++, payload_of(top)));
    size_t at = place[victim];
    Key k = key(now + exponential(r), sequence++, victim);
    // The new event takes the place of the cancelled one.
    if (k < heap.at[at]) {
      rise_from(&heap, at, k);
    } else {
      sink_from(&heap, at, k);
    }
  }
  double time = processor_time() - begin;
  fprintf(stderr, "%g\n", time_of(heap.at[0]));
  return time;
}

static double lazy(Random *r, uint32_t n, long holds) {
  // A cancelled event stays until its time, so that fewer than 16 n stand at once.
  Heap heap = make_heap(16u * n + 64);
  // The sequence of the event that a handle stands for: all others of the handle are cancelled.
  uint64_t *current = malloc(n * sizeof *current), sequence = 0;
  for (uint32_t i = 0; i < n; i++) {
    current[i] = sequence;
    insert(&heap, key(exponential(r), sequence++, i));
  }
  double begin = processor_time();
  for (long i = 0; i < holds; i++) {
    Key top = heap.at[0];
    while ((uint64_t)top >> 24 != current[payload_of(top)]) {
      remove_top(&heap);
      top = heap.at[0];
    }
    double now = time_of(top);
    uint32_t slot = payload_of(top);
    current[slot] = sequence;
    replace_top(&heap, key(now + exponential(r), sequence++, slot));
    uint32_t victim = any(r, n);
    current[victim] = sequence;
    Key k = key(now + exponential(r), sequence++, victim);
    // A dead event at the top makes room for the new one, which saves a removal.
    if ((uint64_t)heap.at[0] >> 24 != current[payload_of(heap.at[0])]) {
      replace_top(&heap, k);
    } else {
      insert(&heap, k);
    }
    if (heap.size >= 16u * n) abort();
  }
  double time = processor_time() - begin;
  fprintf(stderr, "%g\n", time_of(heap.at[0]));
  return time;
}

int main(int argc, char **argv) {
  uint32_t n = (uint32_t)argument(argc, argv, 1, 1000);
  long holds = argument(argc, argv, 2, 5000000);
  const char *kind = argc > 3 ? argv[3] : "plain";
  Random r;
  seed(&r, 2019);
  make_ziggurat();
  double time = !strcmp(kind, "indexed") ? indexed(&r, n, holds)
                : !strcmp(kind, "lazy")  ? lazy(&r, n, holds)
                                         : plain(&r, n, holds);
  printf("{\"model\":\"hold-%s\",\"pending\":%u,\"holds\":%ld,\"cpu\":%.6f,\"ns\":%.2f,\"kib\":%ld}\n", kind, n,
         holds, time, time / (double)holds * 1e9, peak_memory());
}
