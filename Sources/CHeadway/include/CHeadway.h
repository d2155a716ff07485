#ifndef CHEADWAY_H
#define CHEADWAY_H

#include <stddef.h>
#include <stdint.h>

#if defined(__ELF__)
#define HEADWAY_QUICK_THREAD_LOCAL __attribute__((tls_model("initial-exec")))
#else
#define HEADWAY_QUICK_THREAD_LOCAL
#endif

enum {
    /// So many threads that run side by side have a slot each that nobody else has.
    headway_own_slots = 16,
    /// The threads beyond them share these slots, which come after the others.
    headway_shared_slots = 8,
};

/// The calling thread's slot plus one, or 0 before its first call of `headway_assign_thread_slot`.
///
/// By the quick way to a program's own variables, also where the compiler can't see that it is one.
extern _Thread_local uint32_t headway_assigned_thread_slot HEADWAY_QUICK_THREAD_LOCAL;

/// The same, for Swift, which has no thread-local storage that costs a single load: hashing `pthread_self()` takes twice as
/// long as an atomic add, and collides.
static inline uint32_t headway_thread_slot_plus_one(void) { return headway_assigned_thread_slot; }

/// The calling thread's slot: a small number that it keeps until it ends. One below `headway_own_slots` no other thread has
/// that runs now; and all that a thread did which had it before and has ended, happened before.
uint32_t headway_assign_thread_slot(void);

/// More than the largest slot that any thread has been given so far.
uint32_t headway_slots_in_use(void);

/// The size of the terminal behind a descriptor; returns 0, or -1 if there is none. `ioctl` is variadic, which Swift
/// can't call everywhere.
int headway_terminal_size(int descriptor, unsigned short *columns, unsigned short *rows);

/// Sets the size of the terminal behind a descriptor; returns 0, or -1 if there is none.
int headway_set_terminal_size(int descriptor, unsigned short columns, unsigned short rows);

/// Makes a pseudo terminal; returns its master, or -1, and the path of its slave. Swift's module of the C library leaves
/// these calls out.
int headway_open_terminal(char *path, size_t length);

/// Names the calling thread for debuggers and `top -H`.
void headway_set_thread_name(const char *name);

/// Has a signal write its number into a descriptor (the last one if it is negative). A handler may use nothing but what is
/// in static memory, which Swift can't promise.
///
/// Returns 0, or -1 if that can't be, or if `spares_ignored` and the signal is being ignored.
int headway_watch_signal(int number, int descriptor, int spares_ignored);

/// Has a signal do what it did before it was watched.
int headway_unwatch_signal(int number);

/// Whether a signal had a handler before it was watched.
int headway_signal_has_handler(int number);

#endif
