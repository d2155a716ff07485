/// A part of a state that tells how it came about, and doesn't count when states are compared.
@propertyWrapper
struct Uncompared<Value: Sendable>: Sendable {
    var wrappedValue: Value
}

extension Uncompared: Hashable {
    static func == (a: Uncompared, b: Uncompared) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
