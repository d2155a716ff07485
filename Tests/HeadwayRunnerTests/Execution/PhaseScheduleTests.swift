import Testing

@testable import HeadwayRunner

@Suite("Which phases may begin")
struct PhaseScheduleTests {
    private func phase(_ name: String, needs: [String]? = nil, skipIfFailed: Bool = false) -> PlanPhase {
        PlanPhase(name: name, command: "true", skipIfFailed: skipIfFailed, needs: needs)
    }

    /// All that may be done before somebody ends.
    private func decisions(_ schedule: inout PhaseSchedule, hasFailed: Bool = false) -> [PhaseSchedule.Decision] {
        var all: [PhaseSchedule.Decision] = []
        while let next = schedule.next(hasFailed: hasFailed) { all.append(next) }
        return all
    }

    @Test("One at a time they run in the plan's order, but after what they need")
    func oneByOne() {
        var schedule = PhaseSchedule([phase("a", needs: ["c"]), phase("b"), phase("c")], jobs: 1)
        #expect(decisions(&schedule) == [.start(1)])
        schedule.end(1, isDone: true)
        #expect(decisions(&schedule) == [.start(2)])
        schedule.end(2, isDone: true)
        #expect(schedule.hasWaiting)
        #expect(decisions(&schedule) == [.start(0)])
        schedule.end(0, isDone: true)
        #expect(decisions(&schedule).isEmpty && !schedule.hasWaiting)
    }

    @Test("Several at once, as many as there are jobs, each as soon as what it needs is done")
    func several() {
        var schedule = PhaseSchedule(
            [phase("a"), phase("b"), phase("c"), phase("d", needs: ["a"]), phase("e", needs: ["a", "b"])],
            jobs: 2
        )
        #expect(decisions(&schedule) == [.start(0), .start(1)])
        schedule.end(0, isDone: true)
        #expect(decisions(&schedule) == [.start(2)])
        schedule.end(2, isDone: true)
        #expect(decisions(&schedule) == [.start(3)])
        schedule.end(3, isDone: true)
        #expect(decisions(&schedule).isEmpty)
        schedule.end(1, isDone: true)
        #expect(decisions(&schedule) == [.start(4)])
    }

    @Test("What needs a phase that didn't succeed is skipped, and what needs that, too; others go on")
    func skipped() {
        var schedule = PhaseSchedule(
            [phase("a"), phase("b", needs: ["a"]), phase("c", needs: ["b"]), phase("d")],
            jobs: 1
        )
        #expect(decisions(&schedule) == [.start(0)])
        schedule.end(0, isDone: false)
        #expect(
            decisions(&schedule, hasFailed: true) == [
                .skip(1, why: "it needs a, which didn't succeed"), .skip(2, why: "it needs b, which didn't succeed"),
                .start(3),
            ]
        )
    }

    @Test("What is kept need not run, and is there for those who need it")
    func kept() {
        var schedule = PhaseSchedule([phase("a"), phase("b", needs: ["a"])], jobs: 4)
        schedule.end(0, isDone: true)
        #expect(decisions(&schedule) == [.start(1)])
    }

    @Test("A phase that is to be skipped after a failure is")
    func picky() {
        var schedule = PhaseSchedule([phase("a"), phase("b", skipIfFailed: true)], jobs: 1)
        #expect(decisions(&schedule) == [.start(0)])
        schedule.end(0, isDone: false)
        #expect(decisions(&schedule, hasFailed: true) == [.skip(1, why: "an earlier phase failed")])
    }
}
