#ifndef ALLOCATIONS_H
#define ALLOCATIONS_H

/// How often the calling thread has asked for memory since it began; -1 where that cannot be counted.
long long allocations_of_this_thread(void);

#endif
