#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The console's words for those who print once and go.
package enum ConsoleText {
    /// A text from elsewhere, in one line and without anything that a terminal would act upon.
    package static func visible(_ text: String) -> String {
        VisibleText(isUnicode: true).line(text)
    }

    /// How many columns a terminal gives to a text.
    package static func columns(of text: String) -> Int {
        DisplayWidth.columns(of: text)
    }

    /// A time that was measured, for example `3 min 20 s`.
    package static func duration(_ seconds: Double) -> String {
        TimeText().duration(seconds)
    }

    /// A run as the console would show it, as text.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - elapsed: How far into the run that is, in seconds; now if `nil`.
    ///   - columns: How wide it may get.
    ///   - clock: What time it is.
    package static func report(
        _ state: RunState,
        atElapsed elapsed: Double? = nil,
        columns: Int = 100,
        clock: any ProgressClock = SystemClock()
    ) -> String {
        guard !state.status.isEnd else { return RunSummary(width: columns, theme: .unicode).frame(state).text }
        // A run that goes on has got further since its last event.
        let age = state.updatedAt.map { clock.date.timeIntervalSince($0) } ?? 0
        let date = elapsed.flatMap { state.startedAt?.addingTimeInterval($0) } ?? clock.date
        let moment = DisplayMoment(
            elapsedSeconds: elapsed ?? (state.elapsedSeconds + max(age, 0)),
            date: date,
            secondsFromGMT: LocalTime.secondsFromGMT(at: date)
        )
        let size = TerminalSize(columns: columns, rows: 10_000)
        return FrameLayout(size: size, theme: .unicode).frame(state, at: moment).text
    }
}
