import Foundation
import HeadwayTesting
import Logging
import Testing

@testable import Headway

@Suite("Keeping a run's files whatever happens to them")
struct RunRecorderTests {
    private let folder: TemporaryFolder
    private let paths: RunPaths
    private let files = FaultyFileSystem()
    private let log = LogLines()

    init() throws {
        folder = try TemporaryFolder()
        paths = RunPaths(snapshot: folder.path + "/.progress.json")
    }

    /// A writer that is fed by hand, a second later each time.
    private final class Feed {
        let writer: RunFilesWriter
        private let clock: ManualClock
        private var ledger = RunLedger(runID: "run")

        init(_ writer: RunFilesWriter, _ clock: ManualClock) {
            self.writer = writer
            self.clock = clock
        }

        private var moment: RunLedger.Moment { RunLedger.Moment(date: clock.date, uptime: clock.uptime) }

        /// Reports something and lets the recorder do what is due.
        func report(_ body: (inout RunLedger, RunLedger.Moment) -> Void) {
            body(&ledger, moment)
            for event in ledger.takeOutbox() { writer.take(event) }
            beat()
        }

        func beat() {
            clock.advance(by: .seconds(1))
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

    private func feed() -> Feed {
        let clock = ManualClock()
        let writer = RunFilesWriter(
            paths: paths,
            files: files,
            durability: .process,
            clock: clock,
            logger: log.logger(.trace)
        )
        return Feed(writer, clock)
    }

    private func events() throws -> [ProgressEvent] {
        var events: [ProgressEvent] = []
        try RunReader(path: paths.snapshot).events { events.append($0) }
        return events
    }

    private func fold(_ events: [ProgressEvent]) -> RunState {
        var state = RunState()
        for event in events { state.apply(event) }
        return state
    }

    private func expectIncreasing(_ events: [ProgressEvent]) {
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
    }

    @Test(
        "A disk that fills up costs one warning; when there is room again, the journal says what it lacks",
        arguments: [0, 1, 40, 250]
    )
    func fullDisk(room: Int) throws {
        let feed = feed()
        feed.start()
        feed.phase("a")
        files.fill(leaving: room)
        feed.complete("a")
        feed.phase("b")
        feed.beat()
        #expect(log.all.count == 1)
        #expect(log.all.first?.message.contains("No space left on device") == true)
        #expect(try events().map(\.type) == [.benchmarkStarted, .phaseStarted], "and no torn line")
        files.makeRoom()
        feed.complete("b")
        feed.end()
        let events = try events()
        #expect(
            events.map(\.type) == [.benchmarkStarted, .phaseStarted, .journalGap, .phaseCompleted, .benchmarkCompleted]
        )
        expectIncreasing(events)
        let state = try RunReader(path: paths.snapshot).state()
        #expect(state.phases.map(\.status) == [.completed, .completed], "the snapshot has what the journal lacks")
        #expect(log.all.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix(".tmp") })
    }

    @Test("A file system that goes away and comes back is the same")
    func goneDisk() throws {
        let feed = feed()
        feed.start()
        files.detach()
        feed.phase("a")
        feed.beat()
        feed.beat()
        #expect(log.all.map(\.message).count == 1)
        #expect(log.all.first?.message.contains("Input/output error") == true)
        files.attach()
        feed.complete("a")
        feed.end()
        #expect(try events().map(\.type).contains(.journalGap))
        #expect(try RunReader(path: paths.snapshot).state().status == .completed)
    }

    @Test("A folder that can't be written is said before the run, and again as one warning")
    func readOnly() throws {
        files.protect()
        let feed = feed()
        let error = #expect(throws: FileError.self) { try feed.writer.prepare() }
        #expect(error?.description == "\(paths.lock): can't create it: Permission denied")
        feed.start()
        feed.beat()
        feed.beat()
        #expect(log.all.count == 1)
        files.allow()
        feed.phase("a")
        feed.complete("a")
        feed.end()
        let events = try events()
        expectIncreasing(events)
        #expect(fold(events).phases.first?.status == .completed, "and what was before is told when it can be")
        #expect(log.all.count == 1)
    }

    @Test("A folder that goes away and comes back gets its files again, after one warning")
    func goneFolder() throws {
        let feed = feed()
        feed.start()
        feed.phase("a")
        let away = folder.path + "-away"
        try FileManager.default.moveItem(atPath: folder.path, toPath: away)
        defer { try? FileManager.default.removeItem(atPath: away) }
        feed.complete("a")
        for _ in 0..<5 { feed.beat() }
        feed.phase("b")
        #expect(log.all.count == 1, "\(log.all.map(\.message))")
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
        feed.beat()
        feed.complete("b")
        feed.end()
        #expect(fold(try events()).phases.map(\.status) == [.completed, .completed])
        #expect(try RunReader(path: paths.snapshot).state().status == .completed)
    }

    @Test("Somebody else's files with the names of our lock and our unfinished snapshot are left alone")
    func foreignNames() throws {
        for path in [paths.lock, paths.unfinishedSnapshot] {
            try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: FileError.self) { try feed().writer.prepare() }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test("A journal that is removed is written anew from memory within a heartbeat", arguments: [true, false])
    func removedJournal(isMoved: Bool) throws {
        let feed = feed()
        feed.start()
        feed.phase("a")
        feed.complete("a")
        feed.phase("b")
        if isMoved {
            try FileManager.default.moveItem(atPath: paths.journal, toPath: paths.journal + ".away")
        } else {
            try FileManager.default.removeItem(atPath: paths.journal)
        }
        feed.beat()
        let anew = try events()
        expectIncreasing(anew)
        #expect(fold(anew).phases.map(\.status) == feed.writer.state.phases.map(\.status))
        feed.complete("b")
        feed.end()
        let events = try events()
        expectIncreasing(events)
        #expect(fold(events).phases.map(\.status) == [.completed, .completed])
        #expect(fold(events).phases.map(\.durationSeconds) == feed.writer.state.phases.map(\.durationSeconds))
        #expect(fold(events).status == .completed)
        #expect(log.all.isEmpty)
    }

    @Test("A snapshot that is removed is there again within a heartbeat")
    func removedSnapshot() throws {
        let feed = feed()
        feed.start()
        feed.beat()
        try FileManager.default.removeItem(atPath: paths.snapshot)
        feed.beat()
        #expect(try RunReader(path: paths.snapshot).state().benchmark == "b")
        feed.end()
    }

    @Test(
        "Something else in the place of a file is neither followed nor written over",
        arguments: ["link", "pipe", "folder", "foreign"]
    )
    func replaced(by kind: String) throws {
        let feed = feed()
        feed.start()
        feed.beat()
        let target = folder.path + "/target"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
        for path in [paths.snapshot, paths.journal] {
            try FileManager.default.removeItem(atPath: path)
            switch kind {
            case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            case "pipe": #expect(mkfifo(path, 0o600) == 0)
            case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            default: try Data("{\"other\": 1}".utf8).write(to: URL(fileURLWithPath: path))
            }
        }
        let before = try [paths.snapshot, paths.journal].map { try files.status(of: $0) }
        feed.phase("a")
        feed.beat()
        feed.end()
        #expect(try [paths.snapshot, paths.journal].map { try files.status(of: $0) } == before)
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
        #expect(log.all.count >= 1 && log.all.count <= 2)
    }

    @Test("What a killed writer left half written is cleared away")
    func leftover() throws {
        try Data("{\"benchmark\":\"x\",\"comp".utf8).write(to: URL(fileURLWithPath: paths.unfinishedSnapshot))
        let feed = feed()
        feed.start()
        feed.end()
        #expect(try RunReader(path: paths.snapshot).state().status == .completed)
        #expect(log.all.isEmpty)
    }

    @Test("A wall clock that is set back changes no duration and no order")
    func clockJump() async throws {
        let test = TestTracker(observers: [FileProgressObserver(path: paths.snapshot, logger: .silent)])
        test.tracker.benchmarkStarted("b", phases: ["a"])
        test.tracker.phaseStarted("a")
        test.clock.advance(by: .seconds(10))
        test.clock.set(date: test.clock.date.addingTimeInterval(-86_400))
        test.tracker.phaseCompleted("a")
        test.tracker.benchmarkCompleted(success: true)
        let state = try RunReader(path: paths.snapshot).state()
        #expect(state.phases[0].durationSeconds == 10)
        #expect(state.elapsedSeconds == 10)
        expectIncreasing(try events())
    }

    @Test("With .flush the transitions are on the disk before the next call")
    func flush() throws {
        let observer = FileProgressObserver(path: paths.snapshot, durability: .flush, logger: .silent)
        let tracker = ProgressTracker(observers: [observer])
        tracker.benchmarkStarted("b")
        tracker.phaseStarted("a")
        tracker.benchmarkCompleted(success: true)
        #expect(try RunReader(path: paths.snapshot).state().status == .completed)
    }
}

@Suite("Telling a run anew from its state")
struct RestatementTests {
    @Test("Folding the restatement gives the state, whatever happened before")
    func fold() async {
        for seed in 0..<40 {
            var random = SeededGenerator(seed: UInt64(seed))
            let test = TestTracker()
            test.tracker.benchmarkStarted("b", totalPhases: 6, phases: ["a", "b", "c"], expectedSeconds: [1, nil, 3])
            for _ in 0..<30 {
                test.clock.advance(by: .milliseconds(Int.random(in: 0..<500, using: &random)))
                switch Int.random(in: 0..<6, using: &random) {
                case 0: test.tracker.phaseStarted(["a", "b", "c", "d"].randomElement(using: &random) ?? "a", total: 9)
                case 1: test.tracker.phaseCompleted(["a", "b", "c"].randomElement(using: &random) ?? "a")
                case 2: test.tracker.phaseSkipped("c")
                case 3: test.tracker.phaseProgress(Double.random(in: 0..<100, using: &random), message: "m")
                case 4: test.tracker.phaseCompleted("d", success: false, error: "e")
                default: break
                }
                let state = test.tracker.state
                let events = state.restatement()
                #expect(events.last?.sequence == state.sequence)
                #expect(zip(events, events.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
                var again = RunState()
                for event in events { again.apply(event) }
                #expect(again.phases.map(\.status) == state.phases.map(\.status))
                for (told, known) in zip(again.phases, state.phases) where known.status.isEnd {
                    #expect(told.durationSeconds == known.durationSeconds)
                }
                #expect(again.phases.map(\.message) == state.phases.map(\.message))
                #expect(zip(again.phases, state.phases).allSatisfy { abs($0.fraction - $1.fraction) < 1e-9 })
                #expect(abs(again.fraction - state.fraction) < 1e-9)
                #expect(again.totalPhases == state.totalPhases)
            }
        }
    }
}
