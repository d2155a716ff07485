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
        for id in ["b", "a", "c"] { _ = try store.begin(id) }
        #expect(try store.all().map(\.id) == ["a", "b", "c"])
        #expect(try String(contentsOfFile: store.root + "/.gitignore", encoding: .utf8) == "*\n")
        #expect(try store.snapshot(of: nil) == store.folder(of: "c").snapshot)
    }

    @Test("A run is found by its id, a unique start of it, or its path")
    func find() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store = RunStore(root: root)
        for id in ["20260101", "20260102", "2027"] { _ = try store.begin(id) }
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
