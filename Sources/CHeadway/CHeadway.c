#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CHeadway.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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

int headway_set_terminal_size(int descriptor, unsigned short columns, unsigned short rows) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(descriptor, TIOCSWINSZ, &size);
}

int headway_open_terminal(char *path, size_t length) {
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0) return -1;
    if (grantpt(master) == 0 && unlockpt(master) == 0 && ptsname_r(master, path, length) == 0) return master;
    int error = errno;
    close(master);
    errno = error;
    return -1;
}
