import Synchronization

/// How often the test's own handler was called; a handler can use nothing but a global.
let handledSignals = Atomic(0)
