#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CHeadway.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

_Thread_local uint32_t headway_assigned_thread_slot = 0;

/// A bit for each slot that a thread has for itself.
static atomic_uint taken_slots = 0;
static atomic_uint next_shared_slot = 0;
static atomic_uint slots_in_use = 0;
/// Its destructor gives a thread's slot back.
static pthread_key_t slot_key;
static int has_slot_key = 0;
static pthread_once_t slot_key_once = PTHREAD_ONCE_INIT;

static void give_back_slot(void *value) {
    // What still counts in this thread, in the destructor of something else, gets another one, and comes here again.
    headway_assigned_thread_slot = 0;
    uint32_t slot = (uint32_t)(uintptr_t)value - 1;
    // What the thread has written is there for the one that takes the slot next.
    atomic_fetch_and_explicit(&taken_slots, ~(1u << slot), memory_order_release);
}

static void make_slot_key(void) {
    has_slot_key = pthread_key_create(&slot_key, give_back_slot) == 0;
}

/// Takes a slot that no other thread has; returns `headway_own_slots` if there is none.
static uint32_t take_own_slot(void) {
    pthread_once(&slot_key_once, make_slot_key);
    const uint32_t all = (1u << headway_own_slots) - 1;
    uint32_t taken = atomic_load_explicit(&taken_slots, memory_order_relaxed);
    while (has_slot_key && (taken & all) != all) {
        uint32_t slot = (uint32_t)__builtin_ctz(~taken);
        if (!atomic_compare_exchange_weak_explicit(
                &taken_slots, &taken, taken | 1u << slot, memory_order_acquire, memory_order_relaxed)) {
            continue;
        }
        if (pthread_setspecific(slot_key, (void *)(uintptr_t)(slot + 1)) == 0) return slot;
        atomic_fetch_and_explicit(&taken_slots, ~(1u << slot), memory_order_release);
        break;
    }
    return headway_own_slots;
}

uint32_t headway_assign_thread_slot(void) {
    if (headway_assigned_thread_slot != 0) return headway_assigned_thread_slot - 1;
    uint32_t slot = take_own_slot();
    if (slot == headway_own_slots) {
        slot += atomic_fetch_add_explicit(&next_shared_slot, 1, memory_order_relaxed) % headway_shared_slots;
    }
    uint32_t seen = atomic_load_explicit(&slots_in_use, memory_order_relaxed);
    while (seen <= slot
           && !atomic_compare_exchange_weak_explicit(
               &slots_in_use, &seen, slot + 1, memory_order_relaxed, memory_order_relaxed)) {
    }
    headway_assigned_thread_slot = slot + 1;
    return slot;
}

uint32_t headway_slots_in_use(void) { return atomic_load_explicit(&slots_in_use, memory_order_relaxed); }

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

#define SIGNAL_LIMIT 65

static struct sigaction before[SIGNAL_LIMIT];
static atomic_int signal_descriptor = -1;

static int has_handler(const struct sigaction *action) {
    if (action->sa_flags & SA_SIGINFO) return action->sa_sigaction != NULL;
    return action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
}

static void on_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    (void)!write(atomic_load(&signal_descriptor), &byte, 1);
    errno = saved;
}

int headway_watch_signal(int number, int descriptor, int spares_ignored) {
    struct sigaction old;
    if (number <= 0 || number >= SIGNAL_LIMIT || sigaction(number, NULL, &old) != 0) return -1;
    if (spares_ignored && !(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_IGN) return -1;
    if ((old.sa_flags & SA_SIGINFO) || old.sa_handler != on_signal) before[number] = old;
    if (descriptor >= 0) atomic_store(&signal_descriptor, descriptor);
    struct sigaction action = {0};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL);
}

int headway_unwatch_signal(int number) {
    return number > 0 && number < SIGNAL_LIMIT ? sigaction(number, &before[number], NULL) : -1;
}

int headway_signal_has_handler(int number) {
    return number > 0 && number < SIGNAL_LIMIT && has_handler(&before[number]);
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
