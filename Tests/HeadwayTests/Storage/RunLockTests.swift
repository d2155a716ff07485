import Foundation
import HeadwayTesting
import Logging
import Testing

@testable import Headway

@Suite("Keeping a second writer away")
struct RunLockTests {
    private let run: KeptRun

    init() throws {
        run = try KeptRun()
    }

    @Test(
        "A lock's file that is removed, moved or replaced is there again within a heartbeat, and keeps others away",
        arguments: ["removed", "moved", "replaced"]
    )
    func lostLock(how: String) throws {
        let feed = run.feed()
        feed.start()
        let manager = FileManager.default
        let content = try String(contentsOfFile: run.paths.lock, encoding: .utf8)
        switch how {
        case "removed": try manager.removeItem(atPath: run.paths.lock)
        case "moved": try manager.moveItem(atPath: run.paths.lock, toPath: run.paths.lock + ".away")
        default:
            try manager.removeItem(atPath: run.paths.lock)
            try Data("process 1 on elsewhere\n".utf8).write(to: URL(fileURLWithPath: run.paths.lock))
        }
        feed.beat()
        #expect(try String(contentsOfFile: run.paths.lock, encoding: .utf8) == content)
        let error = #expect(throws: FileError.self) { try run.feed().writer.prepare() }
        #expect(
            error?.description
                == "\(run.paths.lock): can't write beside it: process \(PlatformProcess.currentID) on "
                + "\(PlatformProcess.hostName) is writing this run's files; wait for it or choose another path"
        )
        feed.end()
        #expect(try RunReader(path: run.paths.snapshot).state().status == .completed)
        #expect(run.log.all.isEmpty)
        try run.feed().writer.prepare()
    }

    @Test("Somebody else's file in the place of the lock is left alone, and said once")
    func foreignLock() throws {
        let feed = run.feed()
        feed.start()
        try FileManager.default.removeItem(atPath: run.paths.lock)
        try Data("precious".utf8).write(to: URL(fileURLWithPath: run.paths.lock))
        feed.phase("a")
        feed.beat()
        feed.complete("a")
        feed.end()
        #expect(try String(contentsOfFile: run.paths.lock, encoding: .utf8) == "precious")
        #expect(run.log.all.count == 1)
        #expect(run.log.all.first?.message.contains("it is in the way and not Headway's") == true)
        #expect(try RunReader(path: run.paths.snapshot).state().status == .completed)
    }

    @Test("Without its lock's file a writer that lives still keeps others away")
    func lostLockLiveWriter() throws {
        let parent = Int(getppid())
        let writer = RunWriter(
            host: PlatformProcess.hostName,
            pid: parent,
            processStartTicks: PlatformProcess.startTicks(of: parent),
            bootID: PlatformProcess.bootID
        )
        var ledger = RunLedger(runID: "theirs")
        let moment = RunLedger.Moment(date: Date(timeIntervalSince1970: 0), uptime: .zero)
        ledger.start("b", totalPhases: nil, phases: [], expectedSeconds: [], writer: writer, at: moment)
        let snapshot = RunFormat.snapshot(run.fold(ledger.takeOutbox()))
        try Data(snapshot).write(to: URL(fileURLWithPath: run.paths.snapshot))
        let error = #expect(throws: FileError.self) { try run.feed().writer.prepare() }
        #expect(error?.description.contains("process \(parent) on \(PlatformProcess.hostName) is writing") == true)
        #expect(try run.files.status(of: run.paths.lock) == nil, "and it doesn't look as if somebody held it")
        #expect(try Data(contentsOf: URL(fileURLWithPath: run.paths.snapshot)) == Data(snapshot))
    }

    @Test("Somebody who looks whether a lock is held keeps no run away, and sees that it is")
    func looking() throws {
        #expect(!RunLock.isHeld(run.paths.lock, files: run.files))
        run.files.lookAtLock(times: 2)
        let feed = run.feed()
        try feed.writer.prepare()
        #expect(RunLock.isHeld(run.paths.lock, files: run.files))
        feed.start()
        feed.end()
        #expect(!RunLock.isHeld(run.paths.lock, files: run.files))
    }

    @Test("A writer whose files another one has taken over leaves them alone, and says so once")
    func ousted() throws {
        let first = run.feed()
        first.start()
        first.phase("a")
        try FileManager.default.removeItem(atPath: run.paths.lock)
        let second = run.feed(LogLines())
        second.start()
        second.phase("b")
        first.complete("a")
        first.beat()
        first.end()
        #expect(run.log.all.count == 1)
        #expect(
            run.log.all.first?.message.contains("is writing this run's files; wait for it or choose another") == true
        )
        second.complete("b")
        second.end()
        let state = try RunReader(path: run.paths.snapshot).state()
        #expect(state.phases.map(\.status) == [.skipped, .completed])
        #expect(run.fold(try run.events()).phases == state.phases)
        #expect(!(try String(contentsOfFile: run.paths.journal, encoding: .utf8).contains("journal_gap")))
    }
}
