import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("What a look at the files says of the writer")
struct ReadLifeTests {
    private let run: KeptRun

    init() throws {
        run = try KeptRun()
    }

    /// The lines of a run's journal, its end last.
    private func lines(writer: RunWriter) -> [[UInt8]] {
        var ledger = RunLedger(runID: "run")
        let moment = RunLedger.Moment(date: Date(timeIntervalSince1970: 0), uptime: .zero)
        ledger.start("b", totalPhases: nil, phases: [], expectedSeconds: [], writer: writer, at: moment)
        ledger.complete(.completed, error: nil, at: moment)
        return ledger.takeOutbox().map { RunFormat.lines([$0]) }
    }

    private func write(_ lines: [[UInt8]]) throws {
        try Data(lines.flatMap { $0 }).write(to: URL(fileURLWithPath: run.paths.journal))
    }

    private func age(by seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -seconds)],
            ofItemAtPath: run.paths.journal
        )
    }

    private func state() throws -> RunState {
        try RunReader(path: run.paths.snapshot, files: run.files).state()
    }

    @Test("A run whose writer writes its end and leaves while somebody looks has succeeded")
    func endDuringLook() throws {
        var writer = RunWriter.current
        writer.pid = 4_000_000
        let lines = lines(writer: writer)
        try write([lines[0]])
        run.files.afterReading { [run] in
            try? Data(lines.joined()).write(to: URL(fileURLWithPath: run.paths.journal))
        }
        #expect(try state().seenStatus == .completed)
        try write([lines[0]])
        #expect(try state().seenStatus == .interrupted, "and one that has left without an end was interrupted")
    }

    @Test("What was seen to go on stays so until the next look")
    func endAfterLook() throws {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/bin/sleep")
        child.arguments = ["60"]
        try child.run()
        var writer = RunWriter.current
        writer.pid = Int(child.processIdentifier)
        writer.processStartTicks = PlatformProcess.startTicks(of: writer.pid)
        try write([lines(writer: writer)[0]])
        let state = try state()
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        #expect(state.seenStatus == .running)
        #expect(try self.state().seenStatus == .interrupted)
    }

    @Test("A machine may have the name of another: of an older boot only a heartbeat that is old says that it is over")
    func sameName() throws {
        var writer = RunWriter.current
        writer.pid = 4_000_000
        writer.bootID = "another"
        try write([lines(writer: writer)[0]])
        #expect(try state().seenStatus == .running)
        #expect(try state().asSeenOnce().status == .unknown)
        try age(by: 60)
        #expect(try state().seenStatus == .interrupted)
        writer.bootID = RunWriter.current.bootID
        try write([lines(writer: writer)[0]])
        #expect(try state().seenStatus == .interrupted, "on this machine, in this boot, it is plain at once")
    }
}
