#include "allocations.h"

#include <stdlib.h>

#if defined(__GLIBC__)

// The program's own malloc stands before the C library's, which it calls: every request is counted,
// whichever library makes it, and nothing needs to be preloaded.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

static _Thread_local long long requests;

void *malloc(size_t size) {
  requests++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  requests++;
  return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  requests++;
  return __libc_realloc(block, size);
}

long long allocations_of_this_thread(void) { return requests; }

#else

long long allocations_of_this_thread(void) { return -1; }

#endif
