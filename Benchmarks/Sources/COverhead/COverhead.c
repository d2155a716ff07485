#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "COverhead.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__GLIBC__)

#include <malloc.h>

// The C library lets a program have functions of its own for these, and keeps its own under other names.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static _Thread_local int64_t allocations = 0;

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    allocations++;
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    allocations++;
    void *made = __libc_memalign(alignment, size);
    if (made == NULL) return ENOMEM;
    *block = made;
    return 0;
}

int64_t overhead_allocations(void) { return allocations; }

int64_t overhead_bytes_in_use(void) {
#if __GLIBC_PREREQ(2, 33)
    struct mallinfo2 info = mallinfo2();
    return (int64_t)(info.uordblks + info.hblkhd);
#else
    return -1;
#endif
}

#elif defined(__APPLE__)

#include <malloc/malloc.h>

int64_t overhead_allocations(void) { return -1; }

int64_t overhead_bytes_in_use(void) { return (int64_t)mstats().bytes_used; }

#else

int64_t overhead_allocations(void) { return -1; }

int64_t overhead_bytes_in_use(void) { return -1; }

#endif

int overhead_pin_thread(int number) {
#if defined(__linux__)
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
    int left = number % CPU_COUNT(&allowed);
    for (int processor = 0; processor < CPU_SETSIZE; processor++) {
        if (!CPU_ISSET(processor, &allowed) || left-- > 0) continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(processor, &one);
        return sched_setaffinity(0, sizeof one, &one);
    }
#endif
    return -1;
}

__attribute__((noinline)) uint64_t overhead_work(uint64_t seed, int64_t rounds) {
    // A volatile array in the first cache: the writes are made, and wait in the processor's store buffer like others.
    static _Thread_local volatile uint64_t memory[512];
    uint64_t value = seed;
    for (int64_t round = 0; round < rounds; round++) {
        value = value * 6364136223846793005u + 1442695040888963407u;
        memory[value >> 55] = value;
    }
    return value;
}

__attribute__((noinline)) void overhead_measured(void (*body)(void *), void *context) {
    body(context);
    // Not a tail call, which would leave the function before the body runs.
    __asm__ volatile("" ::: "memory");
}
