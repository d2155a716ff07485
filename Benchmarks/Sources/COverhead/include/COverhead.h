#ifndef COVERHEAD_H
#define COVERHEAD_H

#include <stdint.h>

/// How many blocks of memory the calling thread has asked for so far; -1 where that can't be counted.
int64_t overhead_allocations(void);

/// Keeps the calling thread on one of the processors that it may use, counted from 0 and from the first again after the last;
/// returns 0, or -1 where that can't be.
int overhead_pin_thread(int number);

/// How many bytes of the heap are in use by the process; -1 where that can't be told.
int64_t overhead_bytes_in_use(void);

/// One item of a benchmark's work: `rounds` dependent steps, each of which also writes to memory, as real work does.
///
/// It is the same code at the same address for everybody who calls it, so that its speed doesn't depend on where a
/// compiler has put it.
uint64_t overhead_work(uint64_t seed, int64_t rounds);

/// Calls a body. `valgrind --tool=callgrind --toggle-collect=overhead_measured` counts the instructions of this alone.
void overhead_measured(void (*body)(void *), void *context);

#endif
