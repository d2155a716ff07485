#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CHeadway.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>

_Thread_local uint32_t headway_assigned_thread_slot = 0;

static atomic_uint next_slot = 0;

uint32_t headway_assign_thread_slot(void) {
    uint32_t slot = atomic_fetch_add_explicit(&next_slot, 1, memory_order_relaxed) + 1;
    headway_assigned_thread_slot = slot != 0 ? slot : 1;
    return headway_assigned_thread_slot;
}

void headway_set_thread_name(const char *name) {
#ifdef __APPLE__
    pthread_setname_np(name);
#else
    // Linux refuses a name of more than 15 bytes.
    char cut[16] = {0};
    strncpy(cut, name, sizeof cut - 1);
    pthread_setname_np(pthread_self(), cut);
#endif
}

int headway_terminal_size(int descriptor, unsigned short *columns, unsigned short *rows) {
    struct winsize size = {0};
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return 0;
}
