// The ten activities: arrival rate 1; ten activities in sequence, each with a pool of 3 people and
// exponential services of mean 2; after the tenth back to the first with chance 0.2, else out.
// Collected: mean time in the system, mean wait a visit, busy people over time.
#ifndef PROCESS_H
#define PROCESS_H
#include "bench.h"

enum { activities = 10, people = 3, arrival_slot = activities * people };

/// First come, first served: who waits and since when.
typedef struct {
  double *since;
  uint32_t *who;
  size_t capacity, head, count;
} Line;

/// One pool.
typedef struct {
  int idle[people], free;
  double waits;
  double busy, changed;
  long served;
} Pool;

/// One run; nothing is shared between two of them.
typedef struct {
  double sojourn, wait, busy, cpu;
  long cases, events;
} ProcessResult;

static inline void push(Line *l, double now, uint32_t who) {
  if (l->count == l->capacity) {
    Line larger = {malloc(2 * l->capacity * sizeof(double)), malloc(2 * l->capacity * sizeof(uint32_t)),
                   2 * l->capacity, 0, l->count};
    for (size_t i = 0; i < l->count; i++) {
      size_t j = (l->head + i) & (l->capacity - 1);
      larger.since[i] = l->since[j];
      larger.who[i] = l->who[j];
    }
    free(l->since);
    free(l->who);
    *l = larger;
  }
  size_t i = (l->head + l->count++) & (l->capacity - 1);
  l->since[i] = now;
  l->who[i] = who;
}

static inline void occupy(Pool *p, double now) {
  p->busy += (people - p->free) * (now - p->changed);
  p->changed = now;
}

static ProcessResult run_process(long cases, uint64_t seed_value) {
  Random r;
  seed(&r, seed_value);
  Heap heap = make_heap(64);
  Line lines[activities];
  Pool pools[activities];
  for (int a = 0; a < activities; a++) {
    lines[a] = (Line){malloc(256 * sizeof(double)), malloc(256 * sizeof(uint32_t)), 256, 0, 0};
    pools[a] = (Pool){{0, 1, 2}, people, 0, 0, 0, 0};
  }
  size_t capacity = 1024, unused = 0, made = 0;
  double *arrived_at = malloc(capacity * sizeof *arrived_at);
  uint32_t *recycled = malloc(capacity * sizeof *recycled), serving[activities * people];

  uint64_t sequence = 0;
  long arrived = 0, left = 0, visits = 0;
  double sum = 0, now = 0, waits = 0, busy = 0;
  insert(&heap, key(exponential(&r), sequence++, arrival_slot));
  while (left < cases) {
    Key top = heap.at[0];
    now = time_of(top);
    uint32_t slot = payload_of(top), who;
    int to, has_top = 1;
    if (slot == arrival_slot) {
      if (++arrived < cases) {
        replace_top(&heap, key(now + exponential(&r), sequence++, arrival_slot));
      } else {
        remove_top(&heap);
      }
      has_top = 0;
      if (unused > 0) {
        who = recycled[--unused];
      } else {
        if (made == capacity) {
          capacity *= 2;
          arrived_at = realloc(arrived_at, capacity * sizeof *arrived_at);
          recycled = realloc(recycled, capacity * sizeof *recycled);
        }
        who = (uint32_t)made++;
      }
      arrived_at[who] = now;
      to = 0;
    } else {
      int a = (int)(slot / people), s = (int)(slot % people);
      who = serving[slot];
      Line *line = &lines[a];
      Pool *pool = &pools[a];
      if (line->count > 0) {
        pool->waits += now - line->since[line->head];
        pool->served++;
        serving[slot] = line->who[line->head];
        line->head = (line->head + 1) & (line->capacity - 1);
        line->count--;
        replace_top(&heap, key(now + 2 * exponential(&r), sequence++, slot));
        has_top = 0;
      } else {
        occupy(pool, now);
        pool->idle[pool->free++] = s;
      }
      to = a + 1;
      if (to == activities) {
        if (uniform(&r) < 0.2) {
          to = 0;
        } else {
          sum += now - arrived_at[who];
          recycled[unused++] = who;
          left++;
          if (has_top) remove_top(&heap);
          continue;
        }
      }
    }
    Pool *pool = &pools[to];
    if (pool->free > 0) {
      occupy(pool, now);
      uint32_t next = (uint32_t)(to * people + pool->idle[--pool->free]);
      serving[next] = who;
      pool->served++;
      Key k = key(now + 2 * exponential(&r), sequence++, next);
      if (has_top) {
        replace_top(&heap, k);
      } else {
        insert(&heap, k);
      }
    } else {
      push(&lines[to], now, who);
      if (has_top) remove_top(&heap);
    }
  }
  for (int a = 0; a < activities; a++) {
    occupy(&pools[a], now);
    waits += pools[a].waits;
    busy += pools[a].busy;
    visits += pools[a].served;
    free(lines[a].since);
    free(lines[a].who);
  }
  free(arrived_at);
  free(recycled);
  free_heap(&heap);
  return (ProcessResult){sum / (double)cases, waits / (double)visits, busy / now / activities, 0, cases,
                         cases + 2 * visits};
}

#endif
