// The ten activities on one thread; see process.h.
#include "process.h"

int main(int argc, char **argv) {
  long cases = argument(argc, argv, 1, 100000);
  make_ziggurat();
  double begin = processor_time();
  ProcessResult result = run_process(cases, (uint64_t)argument(argc, argv, 2, 2019));
  double time = processor_time() - begin;
  printf("{\"model\":\"process\",\"cases\":%ld,\"events\":%ld,\"cpu\":%.6f,\"sojourn\":%.5f,\"wait\":%.5f,"
         "\"busy\":%.5f,\"kib\":%ld}\n",
         cases, result.events, time, result.sojourn, result.wait, result.busy, peak_memory());
}
