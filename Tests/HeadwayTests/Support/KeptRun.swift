import Foundation
import HeadwayTesting
import Logging
import Testing

@testable import Headway

/// A folder for a run's files on a disk that can fail, and what feeds them by hand.
struct KeptRun {
    let folder: TemporaryFolder
    let paths: RunPaths
    let files = FaultyFileSystem()
    let log = LogLines()

    init() throws {
        folder = try TemporaryFolder()
        paths = RunPaths(snapshot: folder.path + "/.progress.json")
    }

    /// A writer that is fed by hand, a second later each time.
    final class Feed {
        let writer: RunFilesWriter
        private let clock: ManualClock
        private var ledger = RunLedger(runID: "run")

        fileprivate init(_ writer: RunFilesWriter, _ clock: ManualClock) {
            self.writer = writer
            self.clock = clock
        }

        private var moment: RunLedger.Moment { RunLedger.Moment(date: clock.date, uptime: clock.uptime) }

        /// Reports something and lets the recorder do what is due.
        func report(then wait: Duration = .seconds(1), _ body: (inout RunLedger, RunLedger.Moment) -> Void) {
            body(&ledger, moment)
            writer.take(ledger.takeOutbox())
            beat(after: wait)
        }

        func beat(after wait: Duration = .seconds(1)) {
            clock.advance(by: wait)
            _ = writer.step(at: clock.uptime)
        }

        func start() {
            report {
                $0.start("b", totalPhases: 3, phases: ["a", "b"], expectedSeconds: [5, nil], writer: nil, at: $1)
            }
        }

        func phase(_ name: String) {
            report { _ = $0.startPhase(name, total: 10, unit: "files", at: $1) }
        }

        /// Reports progress of the running phase.
        func progress(_ completed: Int, then wait: Duration = .seconds(1)) {
            report(then: wait) { ledger, moment in
                guard let index = ledger.currentPhase else { return }
                ledger.meter(of: index)?.set(completed: completed)
                ledger.sample(index, at: moment)
            }
        }

        func complete(_ name: String) {
            report { ledger, moment in
                if let index = ledger.runningPhase(named: name) {
                    ledger.finish(index, PhaseEnd(status: .completed), at: moment)
                }
            }
        }

        func end() {
            report { $0.complete(.completed, error: nil, at: $1) }
            writer.finish()
        }
    }

    func feed(_ log: LogLines? = nil) -> Feed {
        let clock = ManualClock()
        let writer = RunFilesWriter(
            paths: paths,
            files: files,
            durability: .process,
            clock: clock,
            logger: (log ?? self.log).logger(.trace)
        )
        return Feed(writer, clock)
    }

    func events() throws -> [ProgressEvent] {
        var events: [ProgressEvent] = []
        try RunReader(path: paths.snapshot).events { events.append($0) }
        return events
    }

    func fold(_ events: [ProgressEvent]) -> RunState {
        var state = RunState()
        for event in events { state.apply(event) }
        return state
    }

    func expectIncreasing(_ events: [ProgressEvent]) {
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
    }
}
