#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Testing

@testable import Headway

@Suite("States that make no sense")
struct StrangeStateTests {
    private static let numbers: [Int] = [.min, -1, 0, 1, 5, .max]

    private func snapshot(_ number: Int, _ other: Int, seconds: Double) -> String {
        let phases = ["running", "failed", "pending", "completed"].enumerated().map { index, status in
            """
            {"index":\(index),"name":"p","status":"\(status)","duration_seconds":\(seconds),"fraction":\(seconds),
            "completed":\(number),"total":\(other),"unit":"bytes","expected_seconds":\(seconds),"message":"m"}
            """
        }
        return """
            {"schema":"headway.progress/1","run_id":"r","benchmark":"b","status":"running","elapsed_seconds":\(seconds),
            "fraction":\(seconds),"remaining_seconds":{"point":\(seconds),"p10":-1,"p50":0,"p90":\(seconds)},
            "phases":[\(phases.joined(separator: ","))],"total_phases":\(number),"completed_phases":\(other),"sequence":1}
            """
    }

    @Test("are drawn without a trap", arguments: numbers, numbers)
    func drawn(number: Int, other: Int) throws {
        for seconds in [-1e308, -1, 0, 1e-300, 0.5, 1e308] {
            let text = snapshot(number, other, seconds: seconds)
            var state = try JSONDecoder().decode(RunState.self, from: Data(text.utf8))
            for size in [TerminalSize(columns: 80, rows: 24), TerminalSize(columns: 20, rows: 4)] {
                let moment = DisplayMoment(elapsedSeconds: seconds, date: Date(timeIntervalSince1970: seconds))
                let frame = FrameLayout(size: size).frame(state, at: moment, rates: [0: seconds])
                #expect(frame.rows.count <= size.rows && frame.columns < size.columns)
                _ = RunSummary(width: size.columns, theme: .ascii).frame(state)
            }
            _ = MarkdownSummary.text(state)
            var engine = DisplayEngine(mode: .plain, theme: .ascii, capabilities: TerminalCapabilities())
            var context = EventContext()
            context.phaseIndex = 0
            context.completed = other
            for (sequence, type) in ProgressEventType.allCases.enumerated() {
                let event = ProgressEvent(
                    type: type,
                    timestamp: Date(timeIntervalSince1970: seconds),
                    context: context,
                    sequence: sequence + 2,
                    elapsed: .seconds(saturating: seconds),
                    runID: "r"
                )
                state.apply(event)
                engine.show(state, event: event, at: .seconds(sequence))
            }
        }
    }
}
