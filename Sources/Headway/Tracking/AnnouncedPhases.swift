/// The phases that were announced by name and haven't begun.
///
/// Most runs begin them in the order in which they announced them, and many have a lot: so nothing is kept but the names,
/// which the first event has anyway, until a phase comes out of turn.
struct AnnouncedPhases {
    private let names: [String]
    /// Whether a phase has been taken.
    private var isTaken: [Bool]
    /// The first that hasn't.
    private var next = 0
    /// The places of each name, the next one last; `nil` as long as nobody has come out of turn.
    ///
    /// What is taken in turn stays among them.
    private var places: [String: [Int32]]?

    init(_ names: [String] = []) {
        self.names = names
        isTaken = Array(repeating: false, count: names.count)
    }

    /// Takes the phase of that name that comes next.
    ///
    /// - Returns: Its index; `nil` if there is none any more.
    mutating func take(_ name: String) -> Int? {
        guard next < names.count else { return nil }
        if names[next] == name {
            defer { take(next) }
            return next
        }
        if places == nil { findPlaces() }
        while let place = places?[name]?.popLast() {
            let index = Int(place)
            guard !isTaken[index] else { continue }
            take(index)
            return index
        }
        return nil
    }

    private mutating func take(_ index: Int) {
        isTaken[index] = true
        while next < names.count, isTaken[next] { next += 1 }
        if next == names.count { self = AnnouncedPhases() }
    }

    private mutating func findPlaces() {
        var found: [String: [Int32]] = [:]
        for index in (next..<names.count).reversed() where !isTaken[index] {
            found[names[index], default: []].append(Int32(index))
        }
        places = found
    }
}
