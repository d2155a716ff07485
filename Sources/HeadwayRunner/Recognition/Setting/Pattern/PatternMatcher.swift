/// Runs a regular expression over lines.
struct PatternMatcher {
    /// Where groups begin and end, two places a group; -1 where they didn't match.
    typealias Places = [Int32]

    private struct Threads {
        var instructions: [Int32] = []
        var places: [Places] = []

        mutating func append(_ instruction: Int, _ places: Places) {
            instructions.append(Int32(instruction))
            self.places.append(places)
        }

        mutating func removeAll() {
            instructions.removeAll(keepingCapacity: true)
            places.removeAll(keepingCapacity: true)
        }
    }

    private enum Step {
        case visit(Int)
        case restore(slot: Int, Int32)
    }

    private static let noPlaces = Places(repeating: -1, count: ProgressPattern.Group.allCases.count * 2)

    private let program: PatternProgram
    private var current = Threads()
    private var next = Threads()
    /// At which place an instruction was last visited.
    private var visited: [Int]
    private var steps: [Step] = []

    init(_ program: PatternProgram) {
        self.program = program
        visited = [Int](repeating: -1, count: program.instructions.count)
    }

    /// Finds the first match.
    ///
    /// - Parameter text: A line.
    /// - Returns: Where its groups are, counted from the text's beginning; `nil` if there is no match.
    mutating func firstMatch(in text: LineBytes) -> Places? {
        guard hasRequiredText(text) else { return nil }
        var found: Places?
        current.removeAll()
        for index in visited.indices { visited[index] = -1 }
        for place in 0...text.count {
            let byte = place < text.count ? text[text.startIndex + place] : nil
            if found == nil {
                if current.instructions.isEmpty, let byte, !program.firstBytes.contains(byte) { continue }
                add(0, Self.noPlaces, toNext: false, at: place, in: text)
            }
            if current.instructions.isEmpty, found != nil { break }
            next.removeAll()
            for (index, instruction) in current.instructions.enumerated() {
                switch program.instructions[Int(instruction)] {
                case .take(let set):
                    guard let byte, set.contains(byte) else { continue }
                    add(Int(instruction) + 1, current.places[index], toNext: true, at: place + 1, in: text)
                case .match: found = current.places[index]
                default: break
                }
                // What comes later is what is preferred less.
                if case .match = program.instructions[Int(instruction)] { break }
            }
            swap(&current, &next)
        }
        return found
    }

    private func hasRequiredText(_ text: LineBytes) -> Bool {
        let wanted = program.requiredText
        guard let first = wanted.first else { return true }
        var rest = text
        while let place = rest.firstIndex(of: first) {
            if text[place...].starts(with: wanted) { return true }
            rest = rest[(place + 1)...]
        }
        return false
    }

    /// Adds a thread with all that can be reached from it without taking a byte.
    private mutating func add(
        _ start: Int,
        _ startPlaces: Places,
        toNext: Bool,
        at place: Int,
        in text: LineBytes
    ) {
        var places = startPlaces
        steps.append(.visit(start))
        while let step = steps.popLast() {
            guard case .visit(let index) = step else {
                if case .restore(let slot, let value) = step { places[slot] = value }
                continue
            }
            guard visited[index] != place else { continue }
            visited[index] = place
            switch program.instructions[index] {
            case .jump(let target): steps.append(.visit(target))
            case .split(let first, let second):
                steps.append(.visit(second))
                steps.append(.visit(first))
            case .save(let slot):
                steps.append(.restore(slot: slot, places[slot]))
                steps.append(.visit(index + 1))
                places[slot] = Int32(place)
            case .check(let assertion):
                if Self.holds(assertion, at: place, in: text) { steps.append(.visit(index + 1)) }
            case .take, .match:
                if toNext {
                    next.append(index, places)
                } else {
                    current.append(index, places)
                }
            }
        }
    }

    private static func holds(_ assertion: PatternAssertion, at place: Int, in text: LineBytes) -> Bool {
        func isWord(_ place: Int) -> Bool {
            place >= 0 && place < text.count && ByteSet.word.contains(text[text.startIndex + place])
        }
        return switch assertion {
        case .lineStart: place == 0
        case .lineEnd: place == text.count
        case .wordBoundary: isWord(place - 1) != isWord(place)
        case .noWordBoundary: isWord(place - 1) == isWord(place)
        }
    }
}
