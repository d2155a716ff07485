import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A console: takes events or states from anywhere and shows them, without ever keeping anybody waiting.
///
/// It draws on a thread of its own, at most 10 times a second, or after as many printed lines as the terminal takes in
/// one go. What a terminal doesn't take is dropped, and the newest is shown when it does; lines that are dropped are
/// said to be. An output that goes away turns the display off for good.
package final class ConsoleDisplay: Sendable {
    private let core: DisplayCore
    private let thread: PacedThread

    /// Makes a display.
    ///
    /// It shows nothing before it is given something.
    ///
    /// - Parameters:
    ///   - output: Where to.
    ///   - asideOutput: Where what is printed goes in JSON mode; `nil` for nowhere.
    ///   - keys: What is pressed on the terminal, to be kept from being shown in the display; `nil` to leave it alone.
    ///   - mode: What to show.
    ///   - theme: The characters and styles; `nil` for those that suit the output.
    ///   - whereabouts: Where printed lines that can't be shown can be read; empty if nowhere.
    ///   - clock: Where it takes its time from.
    package init(
        output: any TerminalOutput,
        asideOutput: (any TerminalOutput)? = nil,
        keys: (any TerminalKeys)? = nil,
        mode: ConsoleMode = .auto,
        theme: ConsoleTheme? = nil,
        whereabouts: String = "",
        clock: any ProgressClock = SystemClock()
    ) {
        let capabilities = output.capabilities
        let core = DisplayCore(
            engine: DisplayEngine(
                mode: mode.resolved(for: capabilities),
                theme: theme ?? (capabilities.hasUnicode ? .unicode : .ascii),
                capabilities: capabilities,
                whereabouts: whereabouts
            ),
            output: output,
            asideOutput: asideOutput,
            keys: keys,
            clock: clock
        )
        self.core = core
        thread = PacedThread(name: "headway-console", clock: clock) { _ in core.step() }
        if core.mode == .live { LiveDisplays.shared.add(self) }
    }

    /// A display on standard output.
    ///
    /// - Parameters:
    ///   - mode: What to show.
    ///   - theme: The characters and styles; `nil` for those that suit the output.
    ///   - hidesKeys: Whether keys that are pressed aren't shown while the display is on the terminal.
    ///   - whereabouts: Where printed lines that can't be shown can be read; empty if nowhere.
    ///   - clock: Where it takes its time from.
    package convenience init(
        mode: ConsoleMode = .auto,
        theme: ConsoleTheme? = nil,
        hidesKeys: Bool = false,
        whereabouts: String = "",
        clock: any ProgressClock = SystemClock()
    ) {
        let environment = ProcessInfo.processInfo.environment
        self.init(
            output: StandardTerminal(environment: environment),
            asideOutput: StandardTerminal(descriptor: 2, environment: environment),
            keys: hidesKeys ? StandardKeys() : nil,
            mode: mode,
            theme: theme,
            whereabouts: whereabouts,
            clock: clock
        )
    }

    deinit {
        LiveDisplays.shared.remove(ObjectIdentifier(self))
        abandon()
    }

    /// What is shown: any mode but `auto`.
    package var mode: ConsoleMode { core.mode }

    /// Folds an event into the display's own state, and shows it.
    ///
    /// - Parameter event: The event.
    package func apply(_ event: ProgressEvent) {
        if core.change({ $0.apply(event, at: $1) }) { thread.wake() }
    }

    /// Shows a state that somebody else has folded.
    ///
    /// - Parameters:
    ///   - state: The state.
    ///   - event: The event that led to it, which the line modes tell of; `nil` if it isn't known.
    ///   - age: How long ago the state was true.
    package func show(_ state: RunState, event: ProgressEvent? = nil, age: Duration = .zero) {
        if core.change({ $0.show(state, event: event, at: $1 - age) }) { thread.wake() }
    }

    /// Prints lines above the display: whole, in order, once.
    ///
    /// - Parameter text: One or more lines.
    package func print(_ text: String) {
        if core.change({ engine, _ in engine.print(text) }) { thread.wake() }
    }

    /// Takes the display away, for while the process is stopped.
    ///
    /// Returns when the terminal is clean.
    ///
    /// - Parameter deadline: How long to wait for a terminal that nobody reads.
    package func suspend(within deadline: Duration = .milliseconds(250)) {
        _ = core.change(cutAfter: deadline / 2) { engine, _ in engine.suspend() }
        settle(within: deadline)
    }

    /// Shows the display again, whole.
    package func resume() {
        if core.change({ engine, _ in engine.resume() }) { thread.wake() }
    }

    /// Tells the display that the terminal's size may have changed.
    ///
    /// It finds out by itself, too, but later.
    package func resized() {
        if core.change({ engine, _ in engine.invalidate() }) { thread.wake() }
    }

    /// The size of the terminal that it draws on; of another output what is assumed for one.
    package var terminalSize: TerminalSize { core.currentSize() }

    /// Ends the display with a summary that stays on the screen.
    ///
    /// Returns when it is there. Of printed lines that still wait after half of the time only the number is shown.
    ///
    /// - Parameter deadline: How long to wait for an output that nobody reads; `nil` to wait for ever.
    package func finish(within deadline: Duration? = .seconds(2)) {
        _ = core.change { engine, uptime in engine.finish(dropAt: deadline.map { uptime + $0 / 2 }) }
        settle(within: deadline)
    }

    /// Waits for an output that is slow, as long as it takes something.
    ///
    /// - Parameter deadline: How long at most.
    package func settleSlowly(within deadline: Duration = .seconds(10)) {
        let patience = Duration.seconds(1)
        var left = deadline
        var taken = -1
        while left > .zero, taken != core.taken {
            taken = core.taken
            if settle(within: patience) { return }
            left -= patience
        }
    }

    /// Ends the display at once, leaving what it shows, and gives the cursor back.
    ///
    /// It may be called more than once.
    ///
    /// - Parameter deadline: How long to wait for a terminal that nobody reads.
    package func abandon(within deadline: Duration = .milliseconds(250)) {
        let isDue = core.change(cutAfter: deadline / 2) { engine, uptime in
            engine.abandon(dropAt: uptime + deadline / 4)
        }
        guard isDue else { return }
        settle(within: deadline)
    }

    /// Waits until what was asked for has been written.
    ///
    /// - Parameter deadline: How long to wait; `nil` to wait for ever.
    /// - Returns: Whether it has.
    @discardableResult
    package func settle(within deadline: Duration? = .seconds(2)) -> Bool {
        let done = core.onceSettled()
        thread.wake()
        return done.wait(within: deadline)
    }
}
