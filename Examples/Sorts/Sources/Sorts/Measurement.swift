/// How long one way to sort took for each of its inputs.
struct Measurement: CustomStringConvertible {
    let name: String
    private var times: [Duration] = []
    private(set) var isCorrect = true

    init(name: String) {
        self.name = name
    }

    /// What went wrong, if something did.
    var error: String? { isCorrect ? nil : "\(name) left its input in the wrong order" }

    /// Sorts once, and looks whether the result is in order.
    mutating func time(_ sort: () -> [Int]) {
        let clock = ContinuousClock()
        var sorted: [Int] = []
        times.append(clock.measure { sorted = sort() })
        if !zip(sorted, sorted.dropFirst()).allSatisfy({ $0 <= $1 }) { isCorrect = false }
    }

    var description: String {
        let ordered = times.sorted()
        guard let median = ordered.dropFirst(ordered.count / 2).first else { return "\(name): nothing was measured" }
        let microseconds = Int(median / .microseconds(1))
        return "\(name): \(times.count) inputs, \(microseconds) µs in the median"
    }
}
