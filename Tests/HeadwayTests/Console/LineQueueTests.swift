import Testing

@testable import Headway

@Suite("LineQueue")
struct LineQueueTests {
    private let long = String(repeating: "x", count: 1 << 20)

    @Test("what there is no room for is counted in its place, and what must not be lost is kept")
    func overflows() {
        var queue = LineQueue(whereabouts: "see the log")
        for _ in 0..<7 { queue.append(long) }
        queue.append(String(repeating: "x", count: 1 << 19))
        #expect(!queue.isFull)
        queue.append(long)
        for _ in 0..<1_500 { queue.append("lost") }
        queue.append("done", isEssential: true)
        queue.append("lost, too")
        let lines = queue.take()
        #expect(
            lines.dropFirst(8).map(\.text) == [
                "(1,501 lines are left out: this output is too slow; see the log)", "done",
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
        let rest = queue.take(bytes: 15)
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

    @Test(
        "it goes on in bounded memory however long nobody reads, and is written in pieces",
        arguments: ["", "x", String(repeating: "y", count: 100)]
    )
    func bounded(line: String) {
        var queue = LineQueue()
        for _ in 0..<400_000 { queue.append(line) }
        #expect(queue.count <= LineQueue.byteLimit / MemoryLayout<LineQueue.Line>.stride + 1)
        #expect(queue.isFull)
        let limit = 32 << 10
        while queue.isFull { #expect(queue.take(bytes: limit).reduce(0) { $0 + $1.text.utf8.count + 1 } <= limit) }
    }

    @Test("lines stay in order while some come and some go")
    func order() {
        var queue = LineQueue()
        var shown: [String] = []
        for number in 0..<1_000 {
            queue.append("\(number)")
            if number % 7 == 0 {
                let taken = queue.take(bytes: 20)
                if number % 2 == 0 { queue.putBack(taken) } else { shown += taken.map(\.text) }
            }
        }
        shown += queue.take().map(\.text)
        #expect(shown == (0..<1_000).map(String.init))
    }
}
