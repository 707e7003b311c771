// M/M/1, arrival rate 0.9, service rate 1: the least that a simulation by events can do. Two slots
// are the calendar, a ring is the queue.
#include "bench.h"

int main(int argc, char **argv) {
  long customers = argument(argc, argv, 1, 1000000);
  Random r;
  seed(&r, (uint64_t)argument(argc, argv, 2, 2019));
  make_ziggurat();
  size_t capacity = 1024, head = 0, waiting = 0;
  double *ring = malloc(capacity * sizeof *ring);

  double begin = processor_time();
  double never = INFINITY, arrival = exponential(&r) / 0.9, departure = never, sum = 0;
  long arrived = 0, left = 0;
  while (left < customers) {
    if (arrival < departure) {
      if (waiting == capacity) {
        double *larger = malloc(2 * capacity * sizeof *larger);
        for (size_t i = 0; i < waiting; i++) larger[i] = ring[(head + i) & (capacity - 1)];
        free(ring);
        ring = larger;
        capacity *= 2;
        head = 0;
      }
      ring[(head + waiting) & (capacity - 1)] = arrival;
      if (waiting++ == 0) departure = arrival + exponential(&r);
      arrival = ++arrived < customers ? arrival + exponential(&r) / 0.9 : never;
    } else {
      sum += departure - ring[head];
      head = (head + 1) & (capacity - 1);
      left++;
      departure = --waiting > 0 ? departure + exponential(&r) : never;
    }
  }
  double time = processor_time() - begin;
  printf("{\"model\":\"mm1\",\"cases\":%ld,\"events\":%ld,\"cpu\":%.6f,\"sojourn\":%.5f,\"kib\":%ld}\n",
         customers, 3 * customers, time, sum / (double)customers, peak_memory());
}
