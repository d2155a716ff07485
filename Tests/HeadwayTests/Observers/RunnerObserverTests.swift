import Foundation
import HeadwayTesting
import Testing

@testable import Headway

@Suite("A program that is a phase of headway run")
struct RunnerObserverTests {
    /// A tracker that finds no runner by itself.
    private var tracker: ProgressTracker {
        var configuration = ProgressTracker.Configuration()
        configuration.environment = [:]
        configuration.logger = .silent
        return ProgressTracker(configuration: configuration)
    }

    /// What standard error would be if it were a file that a runner reads.
    private func output(_ path: String) throws -> (handle: FileHandle, name: String) {
        try Data().write(to: URL(fileURLWithPath: path))
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        return (handle, try #require(RunnerOutput.name(of: handle.fileDescriptor)))
    }

    private func run(_ tracker: ProgressTracker) {
        tracker.benchmarkStarted("b", phases: ["load"])
        let phase = tracker.startPhase("load", total: 2)
        phase.advance(by: 2)
        phase.complete()
        tracker.benchmarkCompleted()
    }

    @Test("Its phases go to the descriptor that leads to the runner, as whole lines")
    func file() throws {
        let folder = try TemporaryFolder()
        let (handle, name) = try output(folder.path + "/log")
        let environment = ["HEADWAY_RUN_ID": "r", "HEADWAY_OUTPUT": name]
        let output = try #require(RunnerOutput(environment: environment, candidates: [handle.fileDescriptor]))
        let tracker = tracker
        tracker.addObserver(RunnerObserver(output: output))
        try handle.write(contentsOf: Data("half a li".utf8))
        run(tracker)
        let text = try String(contentsOfFile: folder.path + "/log", encoding: .utf8)
        #expect(
            text.hasSuffix(
                "half a li\n::phase start load 2\n::phase progress load 2/2\n::phase end load ok\n"
            )
        )
    }

    @Test("Where no descriptor leads to the runner it is silent")
    func redirected() throws {
        let folder = try TemporaryFolder()
        let (log, name) = try output(folder.path + "/log")
        let (results, _) = try output(folder.path + "/results")
        defer { _ = (log, results) }
        let environment = ["HEADWAY_RUN_ID": "r", "HEADWAY_OUTPUT": name]
        #expect(RunnerOutput(environment: environment, candidates: [results.fileDescriptor]) == nil)
        #expect(RunnerOutput(environment: environment, candidates: [-1, log.fileDescriptor]) != nil)
        #expect(RunnerOutput(environment: ["HEADWAY_RUN_ID": "r"]) == nil)
        #expect(RunnerOutput(environment: ["HEADWAY_OUTPUT": name]) == nil)
        #expect(RunnerOutput(environment: [:]) == nil)
    }

    @Test("The runner's own tracker doesn't report to itself, nor does one that is told not to")
    func switches() throws {
        let name = try #require(RunnerOutput.name(of: 1))
        let environment = ["HEADWAY_RUN_ID": "r", "HEADWAY_OUTPUT": name]
        func configuration(_ change: (inout ProgressTracker.Configuration) -> Void) -> ProgressTracker.Configuration {
            var configuration = ProgressTracker.Configuration()
            configuration.environment = environment
            change(&configuration)
            return configuration
        }
        #expect(configuration { _ in }.runnerOutput != nil)
        #expect(configuration { $0.runID = "mine" }.runnerOutput != nil)
        #expect(configuration { $0.runID = "r" }.runnerOutput == nil)
        #expect(configuration { $0.reportsToRunner = false }.runnerOutput == nil)
        #expect(configuration { $0.environment = [:] }.runnerOutput == nil)
    }

    @Test("A runner that has gone away doesn't take the program with it")
    func brokenPipe() throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        let environment = ["HEADWAY_RUN_ID": "r", "HEADWAY_OUTPUT": try #require(RunnerOutput.name(of: descriptor))]
        let output = try #require(RunnerOutput(environment: environment, candidates: [descriptor]))
        try pipe.fileHandleForReading.close()
        let before = signal(SIGPIPE, SIG_DFL)
        defer { signal(SIGPIPE, before) }
        output.write("::phase start a\n")
        #expect(RunnerOutput(environment: environment, candidates: [descriptor]) != nil)
    }

    @Test("A runner that doesn't read doesn't hold up the benchmark")
    func blockedPipe() async throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        let environment = ["HEADWAY_RUN_ID": "r", "HEADWAY_OUTPUT": try #require(RunnerOutput.name(of: descriptor))]
        let output = try #require(RunnerOutput(environment: environment, candidates: [descriptor]))
        let tracker = tracker
        tracker.addObserver(RunnerObserver(output: output))
        tracker.benchmarkStarted("b")
        // A pipe takes 64 KB; this is far more.
        for number in 0..<5_000 { tracker.startPhase("phase number \(number)").complete() }
        #expect(tracker.state.completedPhases == 5_000)
        let reading = pipe.fileHandleForReading
        let reader = Thread {
            while let data = try? reading.read(upToCount: 1 << 16), !data.isEmpty {}
        }
        reader.start()
        await tracker.flush()
        try pipe.fileHandleForWriting.close()
    }
}
