/// The options of a measurement, each a number.
struct Options: Sendable {
    private var values: [String: Double] = [:]

    /// Reads `--name value` pairs; `nil` if they aren't.
    init?(_ arguments: some Collection<String>) {
        var rest = Array(arguments)[...]
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst().flatMap(Double.init) else { return nil }
            values[String(name.dropFirst(2))] = value
        }
    }

    func number(_ name: String, default value: Double) -> Double { values[name] ?? value }

    func count(_ name: String, default value: Int) -> Int { values[name].map { Int($0) } ?? value }
}
