import Foundation
import Headway
import HeadwayTesting
import Logging
import Testing

@Suite("The files of a run")
struct FileObserverTests {
    private let folder: TemporaryFolder
    private var snapshot: String { folder.path + "/.progress.json" }
    private var journal: String { folder.path + "/.progress.events.jsonl" }
    private var previous: String { folder.path + "/.progress.events.previous.jsonl" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func tracker(logger: Logger = .silent) -> ProgressTracker {
        var configuration = ProgressTracker.Configuration()
        configuration.logger = .silent
        return ProgressTracker(
            observers: [FileProgressObserver(path: snapshot, logger: logger)],
            configuration: configuration
        )
    }

    private func lines() throws -> [ProgressEvent] {
        try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(ProgressEvent.self, from: Data($0.utf8))
        }
    }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("After a run the snapshot is what the tracker's state is, and the journal has every transition")
    func wholeRun() throws {
        let tracker = tracker()
        tracker.benchmarkStarted("sorts", phases: ["load", "measure"])
        for name in ["load", "measure"] {
            tracker.phaseStarted(name, total: 10, unit: "files")
            tracker.phaseProgress(50)
            tracker.phaseCompleted(name, success: true)
        }
        tracker.benchmarkCompleted(success: true)

        let read = try RunReader(path: snapshot).state()
        #expect(read.phases == tracker.state.phases)
        #expect(read.status == .completed)
        #expect(read.fraction == 1)
        #expect(read.journalBytes == (try Data(contentsOf: URL(fileURLWithPath: journal)).count))

        let types = try lines().map(\.type)
        #expect(
            types.filter { $0 != .estimateUpdated } == [
                .benchmarkStarted, .phaseStarted, .phaseProgress, .phaseCompleted, .phaseStarted, .phaseProgress,
                .phaseCompleted, .benchmarkCompleted,
            ]
        )
        #expect(try mode(snapshot) == 0o600)
        #expect(try mode(journal) == 0o600)
    }

    @Test("The snapshot's keys are those of the format")
    func keys() throws {
        let tracker = tracker()
        tracker.benchmarkStarted("b", phases: ["a"])
        tracker.benchmarkCompleted(success: true)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: snapshot))) as? [String: Any]
        )
        let keys = [
            "schema", "run_id", "benchmark", "status", "started_at", "updated_at", "elapsed_seconds", "fraction",
            "remaining_seconds", "phases", "sequence", "journal_bytes", "writer", "heartbeat",
        ]
        for key in keys { #expect(object[key] != nil, "\(key)") }
        let phase = try #require((object["phases"] as? [[String: Any]])?.first)
        let phaseKeys = [
            "index", "name", "status", "stalled", "started_at", "duration_seconds", "fraction", "completed", "total",
            "unit", "message", "error",
        ]
        for key in phaseKeys { #expect(phase[key] != nil, "\(key)") }
        let writer = try #require(object["writer"] as? [String: Any])
        for key in ["host", "pid", "process_started_at", "boot_id"] { #expect(writer[key] != nil, "\(key)") }
    }

    @Test("A new run puts the old journal aside")
    func secondRun() throws {
        for name in ["first", "second"] {
            let tracker = tracker()
            tracker.benchmarkStarted(name)
            tracker.benchmarkCompleted(success: true)
        }
        #expect(try lines().first?.context.benchmarkName == "second")
        #expect(try String(contentsOfFile: previous, encoding: .utf8).contains("\"benchmark_name\":\"first\""))
    }

    @Test("A link, a folder or somebody else's file in their place is refused, and the run goes on")
    func refusals() throws {
        func expectRefusal(_ comment: Comment) throws {
            #expect(throws: FileError.self, comment) { try FileProgressObserver(path: snapshot).prepare() }
            let tracker = tracker()
            tracker.benchmarkStarted("b")
            tracker.benchmarkCompleted(success: true)
            #expect(tracker.state.status == .completed)
        }
        let files = FileManager.default
        let target = folder.path + "/target"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: target))

        for path in [snapshot, journal] {
            try files.createSymbolicLink(atPath: path, withDestinationPath: target)
            try expectRefusal("a link")
            try files.removeItem(atPath: path)
            try files.createDirectory(atPath: path, withIntermediateDirectories: false)
            try expectRefusal("a folder")
            try files.removeItem(atPath: path)
            try Data("{\"other\": 1}".utf8).write(to: URL(fileURLWithPath: path))
            try expectRefusal("a foreign file")
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "{\"other\": 1}")
            try files.removeItem(atPath: path)
            #expect(mkfifo(path, 0o600) == 0)
            try expectRefusal("a pipe")
            try files.removeItem(atPath: path)
        }
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
    }

    @Test("A second writer is refused with the name of the first")
    func secondWriter() throws {
        let first = FileProgressObserver(path: snapshot, logger: .silent)
        try first.prepare()
        let error = #expect(throws: FileError.self) { try FileProgressObserver(path: snapshot).prepare() }
        #expect(error?.description.contains("process \(ProcessInfo.processInfo.processIdentifier) on ") == true)
    }

    @Test("Files that are added in mid run tell it from its beginning")
    func addedLate() throws {
        var configuration = ProgressTracker.Configuration()
        configuration.logger = .silent
        let tracker = ProgressTracker(observers: [], configuration: configuration)
        tracker.benchmarkStarted("b", phases: ["a", "b"])
        tracker.phaseStarted("a")
        tracker.phaseProgress(10)
        tracker.phaseCompleted("a")
        tracker.phaseStarted("b")
        for percentage in 1..<50 { tracker.phaseProgress(Double(percentage)) }
        tracker.addObserver(FileProgressObserver(path: snapshot, logger: .silent))
        tracker.benchmarkCompleted(success: true)
        let lines = try lines()
        #expect(lines.first?.type == .benchmarkStarted)
        var state = RunState()
        for event in lines { state.apply(event) }
        #expect(state.phases.map(\.status) == [.completed, .abandoned])
        #expect(state.phases == tracker.state.phases)
    }

    @Test("A folder that isn't there costs a warning, not the run")
    func missingFolder() throws {
        let observer = FileProgressObserver(path: folder.path + "/none/.progress.json", logger: .silent)
        let tracker = ProgressTracker(observers: [observer])
        tracker.benchmarkStarted("b")
        tracker.benchmarkCompleted(success: true)
        #expect(tracker.state.status == .completed)
        #expect(throws: FileError.self) { try observer.prepare() }
    }

    @Test("Whoever reads while the run goes on always reads a whole snapshot")
    func neverTorn() async throws {
        let tracker = tracker()
        tracker.benchmarkStarted("b", totalPhases: 200)
        let reader = RunReader(path: snapshot)
        await tracker.flush()
        var last = 0
        for number in 0..<200 {
            tracker.phaseStarted("phase \(number)", total: 10)
            tracker.phaseCompleted("phase \(number)")
            await tracker.flush()
            let state = try reader.state()
            #expect(state.sequence >= last)
            #expect(state.phases.count == number + 1, "the journal has what the snapshot doesn't have yet")
            last = state.sequence
        }
        tracker.benchmarkCompleted(success: true)
    }

    @Test("A snapshot that is missing or damaged is rebuilt from the journal")
    func rebuild() throws {
        let tracker = tracker()
        tracker.benchmarkStarted("b", phases: ["a"])
        tracker.phaseStarted("a")
        tracker.phaseCompleted("a")
        tracker.benchmarkCompleted(success: true)
        let whole = try RunReader(path: snapshot).state()
        try FileManager.default.removeItem(atPath: snapshot)
        #expect(try RunReader(path: snapshot).state().phases == whole.phases)
        try Data("{\"schema\":\"headway.pro".utf8).write(to: URL(fileURLWithPath: snapshot))
        #expect(try RunReader(path: snapshot).state().phases == whole.phases)
        try Data("{\"schema\":\"headway.progress/2\"}".utf8).write(to: URL(fileURLWithPath: snapshot))
        #expect(throws: RunReaderError.self) { try RunReader(path: snapshot).state() }
    }

    @Test("Where there is no run the reader says so")
    func nothing() {
        let error = #expect(throws: RunReaderError.self) { try RunReader(path: snapshot).state() }
        #expect(error?.description == "\(snapshot): there is no such file")
    }
}
