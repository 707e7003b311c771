// M/M/3, arrival rate 2.7, service rate 1 a server: a 4-ary heap and one queue.
#include "bench.h"

int main(int argc, char **argv) {
  long customers = argument(argc, argv, 1, 1000000);
  Random r;
  seed(&r, (uint64_t)argument(argc, argv, 2, 2019));
  make_ziggurat();
  enum { servers = 3, arrival = servers };
  Heap heap = make_heap(16);
  size_t capacity = 1024, head = 0, waiting = 0;
  double *ring = malloc(capacity * sizeof *ring), since[servers];
  int idle[servers] = {0, 1, 2}, free_servers = servers;

  double begin = processor_time(), sum = 0;
  uint64_t sequence = 0;
  long arrived = 0, left = 0;
  insert(&heap, key(exponential(&r) / 2.7, sequence++, arrival));
  while (left < customers) {
    Key top = heap.at[0];
    double now = time_of(top);
    uint32_t who = payload_of(top);
    if (who == arrival) {
      if (++arrived < customers) {
        replace_top(&heap, key(now + exponential(&r) / 2.7, sequence++, arrival));
      } else {
        remove_top(&heap);
      }
      if (free_servers > 0) {
        int s = idle[--free_servers];
        since[s] = now;
        insert(&heap, key(now + exponential(&r), sequence++, (uint32_t)s));
      } else {
        if (waiting == capacity) {
          double *larger = malloc(2 * capacity * sizeof *larger);
          for (size_t i = 0; i < waiting; i++) larger[i] = ring[(head + i) & (capacity - 1)];
          free(ring);
          ring = larger;
          capacity *= 2;
          head = 0;
        }
        ring[(head + waiting++) & (capacity - 1)] = now;
      }
    } else {
      sum += now - since[who];
      left++;
      if (waiting > 0) {
        since[who] = ring[head];
        head = (head + 1) & (capacity - 1);
        waiting--;
        replace_top(&heap, key(now + exponential(&r), sequence++, who));
      } else {
        idle[free_servers++] = (int)who;
        remove_top(&heap);
      }
    }
  }
  double time = processor_time() - begin;
  printf("{\"model\":\"mm3\",\"cases\":%ld,\"events\":%ld,\"cpu\":%.6f,\"sojourn\":%.5f,\"kib\":%ld}\n",
         customers, 3 * customers, time, sum / (double)customers, peak_memory());
}
