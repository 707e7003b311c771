// How much faster N plain threads do N independent runs of the ten activities than one does: what
// the machine allows at this minute.
#include "process.h"

#include <pthread.h>

static long cases;

static void *work(void *seed_value) {
  volatile double result = run_process(cases, (uint64_t)(uintptr_t)seed_value).sojourn;
  (void)result;
  return NULL;
}

int main(int argc, char **argv) {
  enum { most = 64 };
  long count = argument(argc, argv, 1, 2);
  cases = argument(argc, argv, 2, 1000000);
  if (count < 1 || count > most) return 2;
  make_ziggurat();
  double begin = seconds(CLOCK_MONOTONIC);
  for (long i = 0; i < count; i++) work((void *)(uintptr_t)(i + 1));
  double alone = seconds(CLOCK_MONOTONIC) - begin;
  pthread_t threads[most];
  begin = seconds(CLOCK_MONOTONIC);
  for (long i = 0; i < count; i++) pthread_create(&threads[i], NULL, work, (void *)(uintptr_t)(i + 1));
  for (long i = 0; i < count; i++) pthread_join(threads[i], NULL);
  double together = seconds(CLOCK_MONOTONIC) - begin;
  printf("{\"model\":\"threads\",\"threads\":%ld,\"alone\":%.6f,\"together\":%.6f,\"speedup\":%.4f}\n", count,
         alone, together, alone / together);
}
