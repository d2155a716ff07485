/// What makes phases of different runs the same: the name, and which one of that name it is, as names may repeat.
package struct PhaseKey: Hashable {
    package var name: String
    package var occurrence: Int

    /// The keys of phases in order.
    package static func keys(of names: some Sequence<String>) -> [PhaseKey] {
        var seen: [String: Int] = [:]
        return names.map { name in
            let occurrence = seen[name, default: 0]
            seen[name] = occurrence + 1
            return PhaseKey(name: name, occurrence: occurrence)
        }
    }
}
