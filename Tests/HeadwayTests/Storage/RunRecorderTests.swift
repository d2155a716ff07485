import Foundation
import HeadwayTesting
import Logging
import Testing

@testable import Headway

@Suite("Keeping a run's files whatever happens to them")
struct RunRecorderTests {
    private let run: KeptRun

    init() throws {
        run = try KeptRun()
    }

    @Test(
        "A disk that fills up costs one warning; when there is room again, the journal says what it lacks",
        arguments: [0, 1, 40, 250]
    )
    func fullDisk(room: Int) throws {
        let feed = run.feed()
        feed.start()
        feed.phase("a")
        run.files.fill(leaving: room)
        feed.complete("a")
        feed.phase("b")
        feed.beat()
        #expect(run.log.all.count == 1)
        #expect(run.log.all.first?.message.contains("No space left on device") == true)
        #expect(try run.events().map(\.type) == [.benchmarkStarted, .phaseStarted], "and no torn line")
        run.files.makeRoom()
        feed.complete("b")
        feed.end()
        let events = try run.events()
        #expect(
            events.map(\.type) == [.benchmarkStarted, .phaseStarted, .journalGap, .phaseCompleted, .benchmarkCompleted]
        )
        run.expectIncreasing(events)
        let state = try RunReader(path: run.paths.snapshot).state()
        #expect(state.phases.map(\.status) == [.completed, .completed], "the snapshot has what the journal lacks")
        #expect(run.log.all.count == 1)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: run.folder.path).allSatisfy { !$0.hasSuffix(".tmp") }
        )
    }

    @Test("On a full disk the lines that fit stay, and though a short one still does there is no second warning")
    func lastLines() throws {
        let feed = run.feed()
        feed.start()
        run.files.fill(leaving: 700)
        feed.report { ledger, moment in
            for name in ["a", "b"] { _ = ledger.startPhase(name, total: 10, unit: "files", at: moment) }
            _ = ledger.startPhase(String(repeating: "long", count: 500), total: nil, unit: nil, at: moment)
        }
        #expect(try run.events().map(\.type) == [.benchmarkStarted, .phaseStarted, .phaseStarted])
        feed.complete("a")
        feed.complete("b")
        #expect(run.log.all.count == 1)
        run.files.makeRoom()
        feed.phase("c")
        feed.beat()
        run.files.fill(leaving: 0)
        feed.phase("d")
        feed.beat()
        #expect(run.log.all.count == 2, "what comes after it was over is another trouble")
        run.files.makeRoom()
        feed.end()
        run.expectIncreasing(try run.events())
    }

    @Test("A file system that goes away and comes back is the same")
    func goneDisk() throws {
        let feed = run.feed()
        feed.start()
        run.files.detach()
        feed.phase("a")
        feed.beat()
        feed.beat()
        #expect(run.log.all.map(\.message).count == 1)
        #expect(run.log.all.first?.message.contains("Input/output error") == true)
        run.files.attach()
        feed.complete("a")
        feed.end()
        #expect(try run.events().map(\.type).contains(.journalGap))
        #expect(try RunReader(path: run.paths.snapshot).state().status == .completed)
    }

    @Test("A folder that can't be written is said before the run, and again as one warning")
    func readOnly() throws {
        run.files.protect()
        let feed = run.feed()
        let error = #expect(throws: FileError.self) { try feed.writer.prepare() }
        #expect(error?.description == "\(run.paths.lock): can't create it: Permission denied")
        feed.start()
        feed.beat()
        feed.beat()
        #expect(run.log.all.count == 1)
        run.files.allow()
        feed.phase("a")
        feed.complete("a")
        feed.end()
        let events = try run.events()
        run.expectIncreasing(events)
        #expect(run.fold(events).phases.first?.status == .completed, "and what was before is told when it can be")
        #expect(run.log.all.count == 1)
    }

    @Test("A folder that goes away and comes back gets its files again, after one warning")
    func goneFolder() throws {
        let feed = run.feed()
        feed.start()
        feed.phase("a")
        let away = run.folder.path + "-away"
        try FileManager.default.moveItem(atPath: run.folder.path, toPath: away)
        defer { try? FileManager.default.removeItem(atPath: away) }
        feed.complete("a")
        for _ in 0..<5 { feed.beat() }
        feed.phase("b")
        #expect(run.log.all.count == 1, "\(run.log.all.map(\.message))")
        try FileManager.default.createDirectory(atPath: run.folder.path, withIntermediateDirectories: false)
        feed.beat()
        feed.complete("b")
        feed.end()
        #expect(run.fold(try run.events()).phases.map(\.status) == [.completed, .completed])
        #expect(try RunReader(path: run.paths.snapshot).state().status == .completed)
    }

    @Test("Somebody else's files with the names of our lock and our unfinished snapshot are left alone")
    func foreignNames() throws {
        for path in [run.paths.lock, run.paths.unfinishedSnapshot] {
            try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: FileError.self) { try run.feed().writer.prepare() }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test("A journal that is removed is written anew from memory within a heartbeat", arguments: [true, false])
    func removedJournal(isMoved: Bool) throws {
        let feed = run.feed()
        feed.start()
        feed.phase("a")
        feed.complete("a")
        feed.phase("b")
        if isMoved {
            try FileManager.default.moveItem(atPath: run.paths.journal, toPath: run.paths.journal + ".away")
        } else {
            try FileManager.default.removeItem(atPath: run.paths.journal)
        }
        feed.beat()
        let anew = try run.events()
        run.expectIncreasing(anew)
        #expect(run.fold(anew).phases.map(\.status) == feed.writer.state.phases.map(\.status))
        feed.complete("b")
        feed.end()
        let events = try run.events()
        run.expectIncreasing(events)
        #expect(run.fold(events).phases.map(\.status) == [.completed, .completed])
        #expect(run.fold(events).phases.map(\.durationSeconds) == feed.writer.state.phases.map(\.durationSeconds))
        #expect(run.fold(events).status == .completed)
        #expect(run.log.all.isEmpty)
    }

    @Test("A journal that is written anew while progress waits for its line stays in order")
    func removedJournalInMidProgress() throws {
        let feed = run.feed()
        feed.start()
        feed.phase("a")
        feed.progress(1, then: .milliseconds(100))
        feed.progress(2, then: .milliseconds(100))
        #expect(try run.events().last?.context.completed == 1, "the second value waits")
        try FileManager.default.removeItem(atPath: run.paths.journal)
        feed.beat(after: .milliseconds(300))
        #expect(try run.events().last?.context.completed == 2, "and is told anew")
        feed.complete("a")
        feed.end()
        let events = try run.events()
        run.expectIncreasing(events)
        #expect(events.filter { $0.type == .phaseProgress }.count == 1)
        #expect(run.fold(events).phases == feed.writer.state.phases)
    }

    @Test(
        "What happens while another file is in the journal's place is a gap when it is back",
        arguments: [true, false]
    )
    func displacedJournal(isBackInTime: Bool) throws {
        let feed = run.feed()
        feed.start()
        feed.phase("a")
        let away = run.paths.journal + ".away"
        try FileManager.default.moveItem(atPath: run.paths.journal, toPath: away)
        try Data().write(to: URL(fileURLWithPath: run.paths.journal))
        feed.beat()
        feed.complete("a")
        feed.phase("b")
        func putBack() throws {
            try FileManager.default.removeItem(atPath: run.paths.journal)
            try FileManager.default.moveItem(atPath: away, toPath: run.paths.journal)
        }
        let told: [ProgressEventType]
        if isBackInTime {
            try putBack()
            feed.beat()
            feed.complete("b")
            feed.end()
            told = [.journalGap, .phaseCompleted, .benchmarkCompleted]
        } else {
            feed.report { $0.complete(.completed, error: nil, at: $1) }
            try putBack()
            feed.writer.finish()
            told = [.journalGap]
        }
        let events = try run.events()
        run.expectIncreasing(events)
        #expect(events.map(\.type) == [.benchmarkStarted, .phaseStarted] + told)
        #expect(try RunReader(path: run.paths.snapshot).state().status == .completed)
    }

    @Test("An observer that is let go before the run's end has written the last progress down")
    func released() throws {
        let feed = run.feed()
        feed.start()
        feed.phase("a")
        feed.progress(1, then: .milliseconds(100))
        feed.progress(2, then: .milliseconds(100))
        feed.writer.finish()
        #expect(try run.events().last?.context.completed == 2)
        #expect(run.fold(try run.events()).phases == feed.writer.state.phases)
    }

    @Test("A torn line that can't be cut off is ended, so that it takes no other with it")
    func tornLine() throws {
        let feed = run.feed()
        feed.start()
        feed.phase("a")
        run.files.fill(leaving: 40)
        run.files.forbidCutting()
        feed.complete("a")
        run.files.makeRoom()
        feed.phase("b")
        feed.end()
        let events = try run.events()
        run.expectIncreasing(events)
        #expect(
            events.map(\.type) == [
                .benchmarkStarted, .phaseStarted, .journalGap, .phaseStarted, .phaseCompleted, .benchmarkCompleted,
            ]
        )
        #expect(try run.files.status(of: run.paths.journal)?.size == feed.writer.state.journalBytes)
    }

    @Test("For files that Headway refuses there is nothing to wake for; what the system refuses is tried again")
    func refusal() throws {
        var ledger = RunLedger(runID: "run")
        let moment = RunLedger.Moment(date: Date(timeIntervalSince1970: 0), uptime: .zero)
        ledger.start("b", totalPhases: nil, phases: [], expectedSeconds: [], writer: nil, at: moment)
        let events = ledger.takeOutbox()
        var recorder = RunRecorder(paths: run.paths, files: run.files, durability: .process)
        run.files.protect()
        recorder.take(events, at: .seconds(5))
        #expect(recorder.nextStep == .seconds(6))
        run.files.allow()
        try Data("precious".utf8).write(to: URL(fileURLWithPath: run.paths.snapshot))
        #expect(recorder.snapshotToWrite(at: .seconds(6)) == nil)
        #expect(recorder.nextStep == nil)
        #expect(try String(contentsOfFile: run.paths.snapshot, encoding: .utf8) == "precious")
        recorder.close()
    }

    @Test("However long a snapshot takes, files that are removed are there again within a heartbeat")
    func slowSnapshot() throws {
        var recorder = RunRecorder(paths: run.paths, files: run.files, durability: .process)
        var ledger = RunLedger(runID: "run")
        let moment = RunLedger.Moment(date: Date(timeIntervalSince1970: 0), uptime: .zero)
        ledger.start("b", totalPhases: nil, phases: [], expectedSeconds: [], writer: nil, at: moment)
        recorder.take(ledger.takeOutbox(), at: .zero)
        #expect(recorder.snapshotToWrite(at: .seconds(1)) != nil)
        recorder.wroteSnapshot(at: .seconds(1), cost: .seconds(5), error: nil)
        for path in [run.paths.journal, run.paths.lock] { try run.files.remove(path) }
        #expect(recorder.nextStep == .seconds(2))
        #expect(recorder.snapshotToWrite(at: .seconds(2)) == nil, "a snapshot is not due")
        for path in [run.paths.journal, run.paths.lock] { #expect(try run.files.status(of: path) != nil) }
        // And one that fails is tried again soon.
        #expect(recorder.snapshotToWrite(at: .seconds(600)) != nil)
        recorder.wroteSnapshot(
            at: .seconds(600),
            cost: .seconds(5),
            error: FileError(operation: "write to it", path: run.paths.snapshot, code: EIO)
        )
        #expect(recorder.snapshotToWrite(at: .seconds(602)) != nil)
        recorder.close()
    }

    @Test("A snapshot that is removed or moved is there again within a heartbeat", arguments: [true, false])
    func removedSnapshot(isMoved: Bool) throws {
        let feed = run.feed()
        feed.start()
        feed.beat()
        if isMoved {
            try FileManager.default.moveItem(atPath: run.paths.snapshot, toPath: run.paths.snapshot + ".away")
        } else {
            try FileManager.default.removeItem(atPath: run.paths.snapshot)
        }
        feed.beat()
        #expect(try RunFormat.state(run.files.contents(of: run.paths.snapshot, atMost: 1 << 20)).benchmark == "b")
        feed.end()
        #expect(run.log.all.isEmpty)
    }

    @Test(
        "Something else in the place of a file is neither followed nor written over",
        arguments: ["link", "pipe", "folder", "foreign"]
    )
    func replaced(by kind: String) throws {
        let feed = run.feed()
        feed.start()
        feed.beat()
        let target = run.folder.path + "/target"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
        for path in [run.paths.snapshot, run.paths.journal] {
            try FileManager.default.removeItem(atPath: path)
            switch kind {
            case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            case "pipe": #expect(mkfifo(path, 0o600) == 0)
            case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            default: try Data("{\"other\": 1}".utf8).write(to: URL(fileURLWithPath: path))
            }
        }
        let before = try [run.paths.snapshot, run.paths.journal].map { try run.files.status(of: $0) }
        feed.phase("a")
        feed.beat()
        feed.end()
        #expect(try [run.paths.snapshot, run.paths.journal].map { try run.files.status(of: $0) } == before)
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
        let reason =
            kind == "foreign"
            ? "it is not a Headway progress file; move it away or choose another path"
            : "it is a \(["link": "symbolic link, which is never followed; remove it or choose another path", "pipe": "pipe; remove it or choose another path", "folder": "folder; choose another path"][kind] ?? "")"
        let said = run.log.all.map(\.message)
        #expect(said.count == 1, "one trouble, not two: \(said)")
        #expect(
            said.first
                == "the run goes on, but its progress can't be written: \(run.paths.journal): can't write to it: "
                + "another file has taken its place; remove it, and the journal is written anew"
                || said.first
                    == "the run goes on, but its progress can't be written: \(run.paths.snapshot): can't write the run's "
                    + "progress to it: \(reason)"
        )
    }

    @Test("Events that come together are in the files as if they had come one by one")
    func batch() throws {
        let feed = run.feed()
        feed.report { ledger, moment in
            ledger.start("b", totalPhases: 3, phases: ["a"], expectedSeconds: [], writer: nil, at: moment)
            for _ in 0..<500 {
                if let (index, meter) = ledger.startPhase("a", total: 10, unit: nil, at: moment) {
                    meter.advance(by: 3)
                    ledger.finish(index, PhaseEnd(status: .completed), at: moment)
                }
            }
        }
        feed.end()
        let events = try run.events()
        run.expectIncreasing(events)
        #expect(events.filter { $0.type == .phaseCompleted }.count == 500)
        #expect(run.fold(events).phases == feed.writer.state.phases)
    }

    @Test("What a killed writer left half written is cleared away")
    func leftover() throws {
        try Data("{\"benchmark\":\"x\",\"comp".utf8).write(to: URL(fileURLWithPath: run.paths.unfinishedSnapshot))
        let feed = run.feed()
        feed.start()
        feed.end()
        #expect(try RunReader(path: run.paths.snapshot).state().status == .completed)
        #expect(run.log.all.isEmpty)
    }

    @Test("A wall clock that is set back changes no duration and no order")
    func clockJump() async throws {
        let test = TestTracker(observers: [FileProgressObserver(path: run.paths.snapshot, logger: .silent)])
        test.tracker.benchmarkStarted("b", phases: ["a"])
        test.tracker.phaseStarted("a")
        test.clock.advance(by: .seconds(10))
        test.clock.set(date: test.clock.date.addingTimeInterval(-86_400))
        test.tracker.phaseCompleted("a")
        test.tracker.benchmarkCompleted(success: true)
        let state = try RunReader(path: run.paths.snapshot).state()
        #expect(state.phases[0].durationSeconds == 10)
        #expect(state.elapsedSeconds == 10)
        run.expectIncreasing(try run.events())
    }

    @Test("With .flush the transitions are on the disk before the next call")
    func flush() throws {
        let observer = FileProgressObserver(path: run.paths.snapshot, durability: .flush, logger: .silent)
        let tracker = ProgressTracker(observers: [observer])
        tracker.benchmarkStarted("b")
        tracker.phaseStarted("a")
        tracker.benchmarkCompleted(success: true)
        #expect(try RunReader(path: run.paths.snapshot).state().status == .completed)
    }
}
