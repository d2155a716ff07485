import Foundation
import Testing

@testable import HeadwayRunner

@Suite("The folders of runs")
struct RunStoreTests {
    private let root = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString

    @Test("A store begins empty, keeps its runs in order, and keeps them out of repositories")
    func begin() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = RunStore(root: root + "/deep/.headway")
        #expect(try store.all().isEmpty)
        #expect(throws: RunStoreError.self) { try store.snapshot(of: nil) }
        for id in ["b", "a", "c"] { try begin(id, in: store) }
        #expect(try store.all().map(\.id) == ["a", "b", "c"])
        #expect(try String(contentsOfFile: store.root + "/.gitignore", encoding: .utf8) == "*\n")
        #expect(try store.snapshot(of: nil) == store.folder(of: "c").snapshot)
    }

    /// Begins a run as the command does.
    private func begin(_ id: String, in store: RunStore) throws {
        let folder = try store.begin(id)
        try Data().write(to: URL(fileURLWithPath: folder.plan))
    }

    @Test("Only folders with something of a run in them are runs")
    func strays() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = RunStore(root: root)
        try begin("run-1", in: store)
        _ = try store.begin("zz-empty")
        let runs = root + "/runs/"
        try Data().write(to: URL(fileURLWithPath: runs + "zzz.txt"))
        for name in [".hidden", "journal-only", "damaged"] {
            try FileManager.default.createDirectory(atPath: runs + name, withIntermediateDirectories: true)
        }
        try Data().write(to: URL(fileURLWithPath: runs + ".hidden/plan.yaml"))
        try Data().write(to: URL(fileURLWithPath: runs + "journal-only/.progress.events.jsonl"))
        try Data().write(to: URL(fileURLWithPath: runs + "damaged/.progress.json"))
        #expect(try store.all().map(\.id) == ["damaged", "journal-only", "run-1"])
        #expect(try store.snapshot(of: nil) == store.folder(of: "run-1").snapshot)
    }

    @Test("Runs that begin at the same time in a fresh folder don't disturb one another")
    func race() {
        for round in 0..<40 {
            let root = root + "-\(round)"
            defer { try? FileManager.default.removeItem(atPath: root) }
            DispatchQueue.concurrentPerform(iterations: 8) { index in
                #expect(throws: Never.self) { try RunStore(root: root).begin("run-\(index)") }
            }
        }
    }

    @Test("A run is found by its id, a unique start of it, or its path")
    func find() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = RunStore(root: root)
        for id in ["20260101", "20260102", "2027"] { try begin(id, in: store) }
        #expect(try store.snapshot(of: "20260102") == store.folder(of: "20260102").snapshot)
        #expect(try store.snapshot(of: "2027") == store.folder(of: "2027").snapshot)
        #expect(try store.snapshot(of: "20260102/../x.json").hasSuffix("20260102/../x.json"))
        #expect(throws: RunStoreError.ambiguous(name: "2026", ids: ["20260101", "20260102"])) {
            try store.snapshot(of: "2026")
        }
        #expect(throws: RunStoreError.noSuchRun(name: "9", root: root)) { try store.snapshot(of: "9") }
        #expect(throws: RunStoreError.self) { try store.snapshot(of: "") }
    }

    @Test(
        "A log's name is safe whatever the phase is called",
        arguments: [
            (0, "gzip -9", "01-gzip_-9.log"), (9, "../../etc/passwd", "10-.._.._etc_passwd.log"),
            (99, "", "100-phase.log"),
            (1, "日本語", "02-___.log"), (1, "a\u{1B}\n", "02-a__.log"),
        ]
    )
    func logNames(index: Int, name: String, file: String) {
        #expect(RunFolder(id: "x", path: "/r").log(of: index, name: name) == "/r/output/" + file)
    }
}
