import Foundation
import HeadwayRunner
import Testing

/// What a refusal may take in a debug build on a busy machine.
///
/// It takes a fifth of a second in a release build, and without the guard these texts take hours or crash.
private let patience = Duration.seconds(10)

@Suite(.serialized) struct PlanGuardTests {
    @Test(arguments: PlanBomb.all.indices)
    func `A bomb is refused at once`(index: Int) {
        let bomb = PlanBomb.all[index]
        let lines = LockedLines()
        let elapsed = ContinuousClock().measure {
            onSmallStack { lines.set(mistakes(bomb.text)) }
        }
        #expect(lines.get().first?.contains(bomb.message) == true, "\(bomb.name): \(lines.get())")
        #expect(elapsed < patience, "\(bomb.name)")
    }

    @Test(arguments: PlanBomb.deep.indices)
    func `What nests too deep is refused on a small stack`(index: Int) {
        let bomb = PlanBomb.deep[index]
        let lines = LockedLines()
        let elapsed = ContinuousClock().measure {
            onSmallStack { lines.set(mistakes(bomb.text)) }
        }
        #expect(lines.get().count == 1, "\(bomb.name)")
        #expect(elapsed < patience, "\(bomb.name)")
    }

    @Test func `The deepest plan that is allowed loads on a small stack`() {
        let names = LockedLines()
        onSmallStack {
            let open = String(repeating: "{a: [", count: 8)
            let text = "metadata: \(open)x\(String(repeating: "]}", count: 8))\n\(phaseStart)"
            names.set((try? plan(text).phases.map(\.name)) ?? [])
        }
        #expect(names.get() == ["a"])
    }

    @Test func `Many aliases of a small value are fine`() throws {
        let items = String(repeating: "*a, ", count: 100_000)
        let plan = try plan("constraints: &a {b: c}\nmetadata: [\(items)]\n\(phaseStart)")
        guard case .array(let values) = plan.descriptive["metadata"] else {
            Issue.record("no list")
            return
        }
        #expect(values.count == 100_000)
    }

    @Test func `A command may say what looks like anchors and aliases`() throws {
        let phases = (0..<200).map { "  - name: p\($0)\n    command: \"x &a\($0) | y *a\($0) 2>&1 *1\"\n" }.joined()
        #expect(try plan("phases:\n" + phases).phases.count == 200)
        let many = (0..<5_000).map { "  - {name: p\($0), command: \"a && b & x 2>&1 | y *1 &>z *z\"}\n" }.joined()
        #expect(try plan("phases:\n" + many).phases.count == 5_000)
    }

    @Test func `A text that is too long is refused before it is parsed`() {
        let elapsed = ContinuousClock().measure {
            #expect(mistakes(String(repeating: "# a b\n", count: 2 << 20))[0].contains("more than 8 MB"))
        }
        #expect(elapsed < patience)
    }

    @Test func `Ten thousand phases load in a time that grows with their number`() throws {
        func text(_ count: Int) -> String {
            "phases:\n"
                + (0..<count).map {
                    "  - name: phase \($0)\n    command: echo \($0) && true\n    timeout: 10m\n"
                        + "    expected_artifacts: [a.csv]\n"
                }.joined()
        }
        let clock = ContinuousClock()
        let few = text(1_000)
        let many = text(10_000)
        // The shortest of several: other tests run at the same time.
        let short = try (0..<3).map { _ in try clock.measure { _ = try plan(few) } }.min() ?? .zero
        let long = try (0..<2).map { _ in try clock.measure { _ = try plan(many) } }.min() ?? .zero
        #expect(long < short * 40, "\(short) for 1,000 phases, \(long) for 10,000")
    }
}

/// Runs a body on a thread with the smallest stack that platforms give to threads.
private func onSmallStack(_ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        body()
        done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
}

private final class LockedLines: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [String] = []

    func set(_ lines: [String]) {
        lock.withLock { self.lines = lines }
    }

    func get() -> [String] {
        lock.withLock { lines }
    }
}
