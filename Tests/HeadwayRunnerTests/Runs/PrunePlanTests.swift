import Foundation
import Headway
import Testing

@testable import HeadwayRunner

@Suite("What pruning removes")
struct PrunePlanTests {
    private func run(
        _ id: String,
        _ status: RunStatus? = .completed,
        day: Double = 0,
        isLive: Bool = false,
        isStripped: Bool = false,
        files: String? = nil
    ) -> PrunePlan.Run {
        PrunePlan.Run(
            folder: RunFolder(id: id, path: "/runs/" + id),
            benchmark: "b",
            status: status,
            startedAt: Date(timeIntervalSince1970: day * 86_400),
            isLive: isLive,
            isStripped: isStripped,
            files: files
        )
    }

    @Test("A run that may go on stays, whatever the rule says")
    func live() {
        let runs = [
            run("live", .running, isLive: true), run("phase lives", .interrupted, isLive: true), run("dead", .failed),
        ]
        #expect(PrunePlan(runs: runs, rule: .keep(0)).removed.map(\.id) == ["dead"])
        #expect(PrunePlan(runs: runs, rule: .before(Date())).removed.map(\.id) == ["dead"])
    }

    @Test("The folder in which a run that stays keeps its files stays, whatever the rule says")
    func files() {
        let runs = [
            run("first", .failed), run("other", .failed), run("resumed", .running, isLive: true, files: "/runs/first"),
        ]
        #expect(PrunePlan(runs: runs, rule: .keep(0)).removed.map(\.id) == ["other"])
        let over = [run("first", .failed), run("resumed", .failed, files: "/runs/first")]
        #expect(PrunePlan(runs: over, rule: .keep(1)).isEmpty)
        #expect(PrunePlan(runs: over, rule: .keep(0)).removed.map(\.id) == ["first", "resumed"])
    }

    @Test("Of the newest twenty successes the snapshot stays; those that have nothing else left are left alone")
    func history() {
        let runs = (0..<25).map { run("r\($0)", day: Double($0), isStripped: $0 == 10) }
        let plan = PrunePlan(runs: runs, rule: .keep(3))
        #expect(plan.removed.map(\.id) == (0..<5).map { "r\($0)" })
        #expect(plan.stripped.map(\.id) == (5..<22).filter { $0 != 10 }.map { "r\($0)" })
        #expect(PrunePlan(runs: Array(runs[10...10]), rule: .keep(0)).isEmpty)
    }
}
