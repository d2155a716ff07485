import CHeadway
import Dispatch

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Threads of Headway's own: never those of the cooperative pool, which a benchmark may have filled.
package enum PlatformThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts a detached thread in which all signals are blocked, so that the program's handlers run elsewhere.
    ///
    /// - Parameters:
    ///   - name: What debuggers and `top -H` show; at most 15 characters on Linux.
    ///   - body: What it does.
    /// - Returns: Whether the system gave a thread.
    @discardableResult
    package static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        let argument = Unmanaged.passRetained(Body(name: name, run: body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, 1 << 20)
        defer { pthread_attr_destroy(&attributes) }

        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

        #if canImport(Darwin)
        var thread: pthread_t?
        let code = pthread_create(&thread, &attributes, { Self.main($0) }, argument.toOpaque())
        #else
        var thread = pthread_t()
        let code = pthread_create(&thread, &attributes, { Self.main($0!) }, argument.toOpaque())
        #endif
        if code != 0 { argument.release() }
        return code == 0
    }

    /// Starts a thread, or where the system gives no more of them, takes one that there is.
    ///
    /// - Parameters:
    ///   - name: What debuggers show.
    ///   - body: What it does.
    package static func startAnyhow(name: String, _ body: @escaping @Sendable () -> Void) {
        if !start(name: name, body) { DispatchQueue.global().async(execute: body) }
    }

    private static func main(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        headway_set_thread_name(body.name)
        body.run()
        return nil
    }
}
