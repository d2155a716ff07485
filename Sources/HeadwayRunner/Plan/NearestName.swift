/// Finds what somebody meant to write.
enum NearestName {
    /// The candidate that is closest to a name, if any is close enough to be worth suggesting.
    static func suggestion(for name: String, among candidates: [String]) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let wanted = normalized(name)
        let allowed = max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let other = normalized(candidate)
            guard abs(other.count - wanted.count) <= allowed else { continue }
            let distance = distance(wanted, other)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// How many insertions, deletions, replacements and swaps of neighbours turn one text into the other.
    static func distance(_ lhs: String, _ rhs: String) -> Int {
        distance(Array(lhs.utf8), Array(rhs.utf8))
    }

    /// Case, dashes, blanks and camel case are no difference in what somebody meant.
    private static func normalized(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter { !"_- ".utf8.contains($0) }
    }

    private static func distance(_ lhs: [UInt8], _ rhs: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...rhs.count)
        for row in lhs.indices {
            var current = [row + 1]
            current.reserveCapacity(rhs.count + 1)
            for column in rhs.indices {
                let replaced = previous[column] + (lhs[row] == rhs[column] ? 0 : 1)
                var cost = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, lhs[row] == rhs[column - 1], lhs[row - 1] == rhs[column] {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[rhs.count]
    }
}
