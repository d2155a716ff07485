#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Shows a run on standard output: live on a terminal, as plain lines anywhere else.
///
/// ```swift
/// let tracker = ProgressTracker(observers: [ConsoleProgressObserver()])
/// ```
///
/// In a program that `headway run` runs as a phase it shows nothing unless a mode is chosen: the run shows the program's
/// phases (``ProgressTracker/Configuration/reportsToRunner``).
///
/// It never keeps anybody waiting but at the end of a run, until its summary is on the screen.
public final class ConsoleProgressObserver: ProgressObserver, FoldingObserver {
    private let display: ConsoleDisplay
    private let patience: Duration?

    /// Shows a run on standard output, in the way that suits it.
    public convenience init() {
        self.init(mode: .auto)
    }

    /// Shows a run on standard output.
    ///
    /// - Parameters:
    ///   - mode: What to show.
    ///   - theme: The characters and styles; `nil` for those that suit the terminal and the locale.
    ///   - handlesSignals: Whether a live display takes care of the terminal: it gives it back when a signal ends the
    ///     program (`SIGINT`, `SIGTERM`, `SIGQUIT`, `SIGHUP`) or stops it (`SIGTSTP`), shows itself again when it goes
    ///     on, follows a change of size at once, and keeps keys that are pressed from being shown in it. A handler that
    ///     was there before is called when the terminal is clean, and decides what becomes of the program.
    public convenience init(mode: ConsoleMode, theme: ConsoleTheme? = nil, handlesSignals: Bool = false) {
        let display = ConsoleDisplay(mode: Self.mode(mode), theme: theme, hidesKeys: handlesSignals)
        if handlesSignals, display.mode == .live { TerminalSignals.handle() }
        self.init(display: display)
    }

    /// The mode to show a run in: that which was chosen, but nothing for `auto` where a runner shows it.
    package static func mode(_ chosen: ConsoleMode) -> ConsoleMode {
        let environment = ProcessInfo.processInfo.environment
        return chosen == .auto && RunnerOutput(environment: environment) != nil ? .off : chosen
    }

    /// Shows a run on a display that somebody else has, too.
    ///
    /// - Parameters:
    ///   - display: The display.
    ///   - patience: How long to wait for the summary to be taken; `nil` for as long as it takes.
    package init(display: ConsoleDisplay, patience: Duration? = .seconds(2)) {
        self.display = display
        self.patience = patience
    }

    deinit {
        display.abandon()
    }

    /// Takes one event.
    ///
    /// After the last one it returns when the summary is on the screen.
    ///
    /// - Parameter event: What happened.
    public func onProgress(_ event: ProgressEvent) {
        display.apply(event)
        if event.type == .benchmarkCompleted { display.finish(within: patience) }
    }

    /// Prints lines above the display: whole, in order, once.
    ///
    /// Control characters are shown, not sent.
    ///
    /// In JSON mode, where every line is an event, they go to standard error.
    ///
    /// - Parameter text: One or more lines.
    public func print(_ text: String) {
        display.print(text)
    }
}
