// The one processor instruction that Swift has no word for.
#ifndef PREFETCH_H
#define PREFETCH_H

/// Asks for the cache line in which `place` lies, without waiting for it; never faults.
static inline void prefetch(const void *place) { __builtin_prefetch(place); }

#endif
