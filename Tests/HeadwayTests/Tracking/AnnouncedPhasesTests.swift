import Testing

@testable import Headway

@Suite("Announced phases")
struct AnnouncedPhasesTests {
    @Test("Those that begin in the announced order get their places")
    func inOrder() {
        var phases = AnnouncedPhases(["a", "b", "c"])
        #expect(["a", "b", "c"].map { phases.take($0) } == [0, 1, 2])
        #expect(phases.take("a") == nil)
    }

    @Test("Those that come out of turn get theirs, too, and leave the others'")
    func outOfTurn() {
        var phases = AnnouncedPhases(["a", "b", "c", "d"])
        #expect(phases.take("c") == 2)
        #expect(phases.take("a") == 0)
        #expect(phases.take("d") == 3)
        #expect(phases.take("x") == nil)
        #expect(phases.take("b") == 1)
        #expect(phases.take("b") == nil)
    }

    @Test("Of several of one name the next one is taken, in turn or not")
    func sameNames() {
        var phases = AnnouncedPhases(["a", "b", "a", "b", "a"])
        #expect(phases.take("b") == 1)
        #expect(phases.take("a") == 0)
        #expect(phases.take("a") == 2)
        #expect(phases.take("a") == 4)
        #expect(phases.take("a") == nil)
        #expect(phases.take("b") == 3)
    }

    @Test("In whatever order they come, each name gets its places in ascending order")
    func random() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let names = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
                ["a", "b", "c"].randomElement(using: &random) ?? "a"
            }
            var phases = AnnouncedPhases(names)
            var expected: [String: [Int]] = [:]
            for (index, name) in names.enumerated() { expected[name, default: []].append(index) }
            for name in names.shuffled(using: &random) + ["a"] {
                let next = expected[name]?.first
                if next != nil { expected[name]?.removeFirst() }
                #expect(phases.take(name) == next)
            }
        }
    }
}
