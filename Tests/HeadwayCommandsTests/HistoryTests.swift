import Foundation
import Headway
import Testing

@testable import HeadwayCommands

@Suite("headway history")
struct HistoryTests {
    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    @Test("Past runs tell what each phase is expected to take, and are shown a line a phase")
    func pastRuns() async throws {
        try headway.write(
            "name: b\nphases:\n  - name: short\n    command: 'true'\n    expected_duration: 1h\n"
                + "  - name: sometimes\n    command: test -s ok\n    continue_on_failure: true\n",
            to: "p.yaml"
        )
        _ = try await headway.run("run", "p.yaml")
        try headway.write("ok", to: "ok")
        for _ in 0..<2 { _ = try await headway.run("run", "p.yaml") }
        _ = try await headway.run("run", "--name", "other", "--", "true")

        let text = try await headway.run("history", "b").output.split(separator: "\n")
        #expect(text.count == 4)
        #expect(text[2].hasPrefix("short") && text[2].split(separator: " ")[1] == "3")
        #expect(text[3].hasPrefix("sometimes") && text[3].split(separator: " ")[1] == "2")

        _ = try await headway.run("run", "p.yaml")
        let state = try RunFormat.state(Array(try await headway.run("status", "--json").output.utf8))
        let expected = state.phases[0].expectedSeconds ?? 3_600
        #expect(expected < 60, "what was seen comes before what the plan guesses")

        let json = try JSONSerialization.jsonObject(
            with: Data(try await headway.run("history", "b", "--json").output.utf8)
        )
        let phases = try #require((json as? [String: Any])?["phases"] as? [[String: Any]])
        #expect(phases.map { ($0["durations_seconds"] as? [Double])?.count } == [4, 3])
        #expect(try await headway.run("history", "nobody").code == 64)
    }

    @Test(
        "A benchmark is found again whatever it is called",
        arguments: ["a\"b\\c/d\t\u{7F}\u{2028}\u{8}", "säge 日本語", "-"]
    )
    func oddNames(name: String) async throws {
        _ = try await headway.run("run", "--name=\(name)", "--", "true")
        #expect(try await headway.run("history", "--", name).code == 0)
        #expect(try await headway.run("history").code == 0)
    }

    @Test("Phases of one name are told apart, and those of the newest run come first")
    func names() {
        func run(_ id: String, _ phases: [(String, Double)]) -> PastRun {
            PastRun(
                runID: id,
                startedAt: Date(timeIntervalSince1970: 0),
                phases: phases.map { PastPhase(name: $0.0, durationSeconds: $0.1) }
            )
        }
        let report = HistoryReport(
            benchmark: "b",
            runs: [run("1", [("gone", 9), ("a", 1), ("a", 2)]), run("2", [("new", 5), ("a", 3), ("a", 4)])]
        )
        #expect(report.rows.map(\.phase) == ["new", "a", "a", "gone"])
        #expect(report.rows.map(\.occurrence) == [1, 1, 2, 1])
        #expect(report.rows.map(\.durations) == [[5], [1, 3], [2, 4], [9]])
        #expect(report.rows.map(\.last) == [5, 3, 4, nil])
        #expect(report.text.contains("a (2)"))
    }

    @Test(
        "The last run is held against the others only where the difference is more than noise",
        arguments: [
            ([10, 10.2, 9.9, 10.1, 10], HistoryRow.Verdict.usual), ([10, 10.2, 9.9, 10.1, 14], .slower),
            ([10, 10.2, 9.9, 10.1, 7], .faster), ([10, 14, 7, 12, 14], .usual), ([10, 20], .unknown), ([10], .unknown),
            ([5, 5, 5, 5, 5.05], .usual), ([0, 0, 0, 0, 0], .usual),
        ]
    )
    func verdict(durations: [Double], verdict: HistoryRow.Verdict) {
        #expect(HistoryRow(phase: "a", durations: durations, hasLastRun: true).verdict == verdict)
        #expect(HistoryRow(phase: "a", durations: durations, hasLastRun: false).verdict == .unknown)
    }
}
