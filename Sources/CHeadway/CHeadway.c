#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CHeadway.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>

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
