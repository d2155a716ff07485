import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("Exporting timings")
struct ExportTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private func json(_ name: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(headway.read(name).utf8))
        return try #require(value as? [String: Any])
    }

    @Test("A repeated command's times are in all three files, with what they have in common")
    func repeated() async throws {
        let result = try await headway.run(
            "run",
            "--repeat",
            "4",
            "--warmup",
            "1",
            "--export-json",
            "t.json",
            "--export-csv",
            "t.csv",
            "--export-markdown",
            "t.md",
            "--",
            "true"
        )
        #expect(result.code == 0)
        #expect(result.output.contains("4 runs: "))
        let object = try json("t.json")
        #expect(object["status"] as? String == "completed")
        let timing = try #require((object["results"] as? [[String: Any]])?.first)
        let times = try #require(timing["times"] as? [Double])
        #expect(times.count == 4)
        #expect(timing["min"] as? Double == times.min())
        #expect(timing["max"] as? Double == times.max())
        #expect(abs((timing["mean"] as? Double ?? 0) - times.reduce(0, +) / 4) < 1e-12)
        #expect(timing["stddev"] is Double && timing["median"] is Double)
        let rows = headway.read("t.csv").components(separatedBy: "\r\n")
        #expect(rows[0] == "name,status,duration,runs,mean,stddev,median,min,max")
        #expect(rows[1].hasPrefix("true,completed,") && rows[1].split(separator: ",").count == 9)
        #expect(headway.read("t.md").contains("| true | completed | 4 |"))
    }

    @Test("A run that fails, times out or is skipped in part leaves its timings all the same")
    func failed() async throws {
        try headway.write(
            "phases:\n  - name: a\n    command: 'true'\n  - name: b\n    command: exit 3\n  - name: c\n    command: 'true'\n",
            to: "p.yaml"
        )
        #expect(try await headway.run("run", "p.yaml", "--export-json", "t.json").code == 1)
        let results = try #require(try json("t.json")["results"] as? [[String: Any]])
        #expect(results.compactMap { $0["status"] as? String } == ["completed", "failed", "skipped"])
        #expect((results[1]["times"] as? [Double])?.isEmpty == true, "what failed is not a measurement")
        #expect(results[1]["duration"] is Double)
    }

    @Test("A file that can't be written is refused before anything runs")
    func refused() async throws {
        for path in [".", "none/t.json"] {
            let result = try await headway.run("run", "--export-json", path, "--", "touch", "ran")
            #expect(result.code == 74)
            #expect(result.errors.contains("\(path): the timings can't be written"))
        }
        #expect(!FileManager.default.fileExists(atPath: headway.folder + "/ran"))
        #expect(!FileManager.default.fileExists(atPath: headway.folder + "/.headway"))
    }

    @Test("What was in the file is there until the run has ended, and then gone as a whole")
    func overwritten() async throws {
        try headway.write(String(repeating: "old ", count: 10_000), to: "t.csv")
        let result = try await headway.run("run", "--export-csv", "t.csv", "--", "cp", "t.csv", "seen")
        #expect(result.code == 0)
        #expect(headway.read("seen").hasPrefix("old "))
        #expect(!headway.read("t.csv").contains("old"))
    }

    @Test("Names that mean something to a sheet, a table or a page are only names")
    func names() async throws {
        let name = "=1+1,\"q\"|<b>`*"
        try headway.write(
            "phases:\n  - name: \(String(decoding: try JSONEncoder().encode(name), as: UTF8.self))\n    command: 'true'\n",
            to: "p.yaml"
        )
        _ = try await headway.run("run", "p.yaml", "--export-csv", "t.csv", "--export-markdown", "t.md")
        #expect(headway.read("t.csv").contains("\r\n\"'=1+1,\"\"q\"\"|<b>`*\",completed"))
        let row = try #require(headway.read("t.md").split(separator: "\n").last)
        #expect(row.contains(#"=1+1,"q"\|&lt;b&gt;\`\*"#))
    }

    @Test("A pipe takes them, too")
    func pipe() async throws {
        let call = try headway.start(
            ["-c", "mkfifo f; cat f > read & '\(headway.path)' run --export-csv f -- true; wait"],
            executable: "/bin/sh"
        )
        #expect(await call.end().code == 0)
        #expect(headway.read("read").contains("true,completed,"))
    }
}
