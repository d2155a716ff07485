import Testing

@testable import Headway

@Suite("LineQueue")
struct LineQueueTests {
    private let long = String(repeating: "x", count: 1 << 20)

    @Test("what there is no room for is counted in its place, and what must not be lost is kept")
    func overflows() {
        var queue = LineQueue(whereabouts: "see the log")
        for _ in 0..<8 { queue.append(long) }
        #expect(!queue.isFull)
        for _ in 0..<1_500 { queue.append("lost") }
        queue.append("done", isEssential: true)
        queue.append("lost, too")
        let lines = queue.take()
        #expect(
            lines.dropFirst(8).map(\.text) == [
                "(1,500 lines are left out: this output is too slow; see the log)", "done",
                "(1 line is left out: this output is too slow; see the log)",
            ]
        )
        queue.append("again")
        #expect(queue.take().map(\.text) == ["again"])
    }

    @Test("a line is taken whole, and more only within the limit")
    func takes() {
        var queue = LineQueue()
        for line in ["first", "second", "third"] { queue.append(line) }
        #expect(queue.take(bytes: 1).map(\.text) == ["first"])
        let rest = queue.take(bytes: 11)
        #expect(rest.map(\.text) == ["second", "third"])
        queue.append("fourth")
        queue.putBack(rest)
        #expect(queue.take().map(\.text) == ["second", "third", "fourth"])
        #expect(queue.isEmpty)
    }

    @Test("what is left out at the end is counted with what was left out before")
    func leavesOut() {
        var queue = LineQueue()
        queue.append("a")
        queue.leaveOut(10)
        queue.append("b")
        queue.append("transition", isEssential: true)
        queue.append("c")
        queue.leaveOutAll()
        #expect(
            queue.take().map(\.text) == [
                "(12 lines are left out: this output is too slow)", "transition",
                "(1 line is left out: this output is too slow)",
            ]
        )
    }

    @Test("it goes on in bounded memory however long nobody reads")
    func bounded() {
        var queue = LineQueue()
        for number in 0..<200_000 { queue.append(String(repeating: "y", count: 100) + "\(number)") }
        #expect(queue.count < 100_000)
        #expect(queue.take(bytes: 5 << 20).reduce(0) { $0 + $1.text.utf8.count } <= 5 << 20)
        #expect(!queue.isFull)
    }
}
