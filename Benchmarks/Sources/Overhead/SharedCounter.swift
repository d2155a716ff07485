import Synchronization

/// The least that counting can cost in a program with threads: one relaxed atomic addition.
final class SharedCounter: Sendable {
    private let value = Atomic<Int>(0)

    @inline(__always)
    func add() {
        value.wrappingAdd(1, ordering: .relaxed)
    }

    var count: Int { value.load(ordering: .relaxed) }
}
