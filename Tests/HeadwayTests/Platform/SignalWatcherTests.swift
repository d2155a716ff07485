import Dispatch
import Synchronization
import Testing

@testable import Headway

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite("SignalWatcher")
struct SignalWatcherTests {
    @Test("a signal is passed on to the handler that was there before, and what is ignored stays so")
    func chains() {
        signal(SIGUSR1) { _ in handledSignals.wrappingAdd(1, ordering: .relaxed) }
        signal(SIGUSR2, SIG_IGN)
        let seen = Mutex<[Int32]>([])
        let came = DispatchSemaphore(value: 0)
        let signals = [SIGUSR1, SIGUSR2, SIGURG]
        let watcher = SignalWatcher(signals, sparingIgnored: signals) { signal in
            seen.withLock { $0.append(signal) }
            if SignalWatcher.hasOtherHandler(signal) { SignalWatcher.passOn(signal) }
            came.signal()
        }
        for signal in [SIGUSR1, SIGUSR2, SIGURG, SIGUSR1] {
            kill(getpid(), signal)
            if signal != SIGUSR2 { came.wait() }
        }
        #expect(seen.withLock { $0 } == [SIGUSR1, SIGURG, SIGUSR1])
        #expect(handledSignals.load(ordering: .relaxed) == 2)
        #expect(SignalWatcher.hasOtherHandler(SIGUSR1))
        #expect(!SignalWatcher.hasOtherHandler(SIGURG))
        withExtendedLifetime(watcher) {}
        for number in [SIGUSR1, SIGUSR2, SIGURG] { signal(number, SIG_DFL) }
    }
}
