import Foundation
import HeadwayTesting
import Logging
import Testing

@testable import Headway

@Suite("Following a run's files")
struct RunFollowerTests {
    private let folder: TemporaryFolder
    private let paths: RunPaths

    init() throws {
        folder = try TemporaryFolder()
        paths = RunPaths(snapshot: folder.path + "/.progress.json")
    }

    private func tracker(_ clock: ManualClock = ManualClock()) -> ProgressTracker {
        var configuration = ProgressTracker.Configuration()
        configuration.logger = .silent
        configuration.clock = clock
        return ProgressTracker(
            observers: [FileProgressObserver(path: paths.snapshot, clock: clock, logger: .silent)],
            configuration: configuration
        )
    }

    private func follower() -> RunFollower { RunFollower(paths: paths, files: PlatformFile()) }

    @Test("Before there is anything it says so; then it sees the run begin, go on and end")
    func life() async throws {
        var follower = follower()
        #expect(throws: RunReaderError.self) { try follower.read() }
        let tracker = tracker()
        tracker.benchmarkStarted("b", phases: ["a", "b"])
        await tracker.flush()
        #expect(try follower.read())
        #expect(follower.state?.status == .running)
        #expect(try !follower.read())
        tracker.phaseStarted("a")
        await tracker.flush()
        #expect(try follower.read())
        #expect(follower.state?.phases[0].status == .running)
        tracker.phaseCompleted("a")
        tracker.benchmarkCompleted(success: true)
        #expect(try follower.read())
        #expect(follower.state?.phases == tracker.state.phases)
        #expect(follower.state?.status == .completed)
        #expect(try !follower.read())
    }

    @Test("It hears of every event of the journal once, whenever it looks")
    func events() async throws {
        var follower = follower()
        var heard: [Int] = []
        let tracker = tracker()
        for number in 0..<50 {
            if number == 0 { tracker.benchmarkStarted("b") }
            tracker.phaseStarted("p\(number)")
            if number % 3 == 0 { tracker.phaseCompleted("p\(number)") }
            await tracker.flush()
            _ = try follower.read { heard.append($0.sequence) }
        }
        tracker.benchmarkCompleted(success: true)
        _ = try follower.read { heard.append($0.sequence) }
        var written: [Int] = []
        try RunReader(path: paths.snapshot).events { written.append($0.sequence) }
        #expect(heard == written.filter { $0 >= heard[0] }, "what a snapshot covers is news all the same")
        #expect(follower.state?.phases == tracker.state.phases)
    }

    @Test("It follows a new run at the same path")
    func restart() async throws {
        var follower = follower()
        for name in ["first", "second", "third"] {
            let tracker = tracker()
            tracker.benchmarkStarted(name)
            tracker.phaseStarted(name + " phase")
            await tracker.flush()
            #expect(try follower.read())
            #expect(follower.state?.benchmark == name)
            #expect(follower.state?.phases.map(\.name) == [name + " phase"])
            tracker.benchmarkCompleted(success: true)
        }
        #expect(try follower.read())
        #expect(follower.state?.status == .completed)
    }

    @Test("The old snapshot beside the new run's journal doesn't mix the two")
    func mixed() async throws {
        let first = tracker()
        first.benchmarkStarted("first", phases: ["x"])
        first.benchmarkCompleted(success: true)
        let old = try Data(contentsOf: URL(fileURLWithPath: paths.snapshot))
        let second = tracker()
        second.benchmarkStarted("second", phases: ["y"])
        for _ in 0..<40 { second.phaseStarted("y") }
        second.benchmarkCompleted(success: true)
        let new = try Data(contentsOf: URL(fileURLWithPath: paths.snapshot))

        try old.write(to: URL(fileURLWithPath: paths.snapshot))
        var follower = follower()
        _ = try follower.read()
        #expect(follower.state?.benchmark == "second", "the journal is the truth")
        #expect(follower.state?.phases == second.state.phases)
        try new.write(to: URL(fileURLWithPath: paths.snapshot))
        _ = try follower.read()
        #expect(follower.state?.phases == second.state.phases)
    }

    @Test("Cut at every byte, the journal gives every whole event, and the snapshot never more than an error")
    func truncation() throws {
        let tracker = tracker()
        tracker.benchmarkStarted("b", phases: ["säge", "b"])
        tracker.phaseStarted("säge", total: 3, unit: "日本")
        tracker.phaseProgress(50)
        tracker.phaseCompleted("säge", success: false, error: "no")
        tracker.benchmarkCompleted(success: false)
        let journal = try Data(contentsOf: URL(fileURLWithPath: paths.journal))
        let snapshot = try Data(contentsOf: URL(fileURLWithPath: paths.snapshot))
        let ends = journal.indices.filter { journal[$0] == UInt8(ascii: "\n") }

        try FileManager.default.removeItem(atPath: paths.snapshot)
        for length in 0...journal.count {
            try journal.prefix(length).write(to: URL(fileURLWithPath: paths.journal))
            let whole = ends.filter { $0 < length }.count
            var count = 0
            try RunReader(path: paths.snapshot).events { _ in count += 1 }
            #expect(count == whole)
            var follower = follower()
            if whole == 0 {
                #expect(throws: RunReaderError.self) { try follower.read() }
            } else {
                _ = try follower.read()
                #expect(follower.state?.sequence == whole)
            }
        }
        for length in 0..<(snapshot.count - 1) {
            try snapshot.prefix(length).write(to: URL(fileURLWithPath: paths.snapshot))
            #expect(try RunReader(path: paths.snapshot).state().phases == tracker.state.phases)
        }
        try FileManager.default.removeItem(atPath: paths.journal)
        for length in 0..<(snapshot.count - 1) {
            try snapshot.prefix(length).write(to: URL(fileURLWithPath: paths.snapshot))
            #expect(throws: RunReaderError.self) { try RunReader(path: paths.snapshot).state() }
        }
    }

    @Test("A line without an end, of any length, is passed over in bounded memory")
    func longLine() throws {
        let long = Data(repeating: UInt8(ascii: "x"), count: 40 << 20)
        let line = RunFormat.line(
            ProgressEvent(type: .benchmarkStarted, timestamp: Date(timeIntervalSince1970: 0), sequence: 1, runID: "r")
        )
        try (long + Data("\n".utf8) + line + long).write(to: URL(fileURLWithPath: paths.journal))
        var events: [ProgressEvent] = []
        try RunReader(path: paths.snapshot).events { events.append($0) }
        #expect(events.map(\.runID) == ["r"])
        var follower = follower()
        _ = try follower.read()
        #expect(follower.state?.runID == "r")
    }

    @Test("Of a damaged snapshot without a journal there are no states, and it is said after a moment")
    func damaged() async throws {
        try Data("{\"schema\":".utf8).write(to: URL(fileURLWithPath: paths.snapshot))
        let clock = ManualClock()
        let states = RunReader(path: paths.snapshot).states(every: .milliseconds(100), clock: clock)
        let ticking = Task {
            while !Task.isCancelled {
                clock.advance(by: .milliseconds(100))
                await Task.yield()
            }
        }
        defer { ticking.cancel() }
        let error = await #expect(throws: RunReaderError.self) { for try await _ in states {} }
        #expect(
            error?.description
                == "\(paths.snapshot): it is damaged (it is not JSON, or not an object), and no journal "
                + "beside it tells what was in it"
        )
    }

    @Test("The states of a run are a sequence that ends with it, and waits for it to begin")
    func sequence() async throws {
        let clock = ManualClock()
        let states = RunReader(path: paths.snapshot).states(every: .milliseconds(100), clock: clock)
        let tracker = tracker(clock)
        tracker.benchmarkStarted("b", phases: ["a"])
        await tracker.flush()
        var seen: [RunStatus] = []
        var iterator = states.makeAsyncIterator()
        clock.advance(by: .milliseconds(100))
        if let state = try await iterator.next() { seen.append(state.status) }
        tracker.benchmarkCompleted(success: true)
        clock.advance(by: .milliseconds(100))
        while let state = try await iterator.next() { seen.append(state.status) }
        #expect(seen.first == .running)
        #expect(seen.last == .completed)
    }
}
