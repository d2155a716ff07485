/// Runs a regular expression over lines.
///
/// It counts its steps, and takes no more than it is allowed: what a line costs is its length times that of the
/// expression, and of long lines there may be many.
struct PatternMatcher {
    /// Where groups begin and end, two places a group; -1 where they didn't match.
    typealias Places = [Int32]

    private struct Threads {
        var instructions: [Int32] = []
        /// The places of all of them, one after the other.
        var places: [Int32] = []

        mutating func append(_ instruction: Int, _ places: Places) {
            instructions.append(Int32(instruction))
            self.places.append(contentsOf: places)
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

    private static let placeCount = ProgressPattern.Group.allCases.count * 2
    private static let noPlaces = Places(repeating: -1, count: placeCount)

    /// How many steps it may still take; with none left it finds nothing.
    var stepsLeft = 0

    private let program: PatternProgram
    private var current = Threads()
    private var next = Threads()
    /// Where an instruction was last visited: the place in the line, and before it all lines until then.
    private var visited: [Int]
    private var firstMark = 0
    private var steps: [Step] = []
    /// The places of the thread that is being followed.
    private var places = noPlaces

    init(_ program: PatternProgram) {
        self.program = program
        visited = [Int](repeating: -1, count: program.instructions.count)
    }

    /// Finds the first match.
    ///
    /// - Parameter text: A line.
    /// - Returns: Where its groups are, counted from the text's beginning; `nil` if there is no match, or if it would take
    ///   more steps than are left.
    mutating func firstMatch(in text: LineBytes) -> Places? {
        guard stepsLeft > 0, hasRequiredText(text) else { return nil }
        var found: Places?
        current.removeAll()
        defer { firstMark += text.count + 2 }
        for place in 0...text.count {
            guard stepsLeft > 0 else { return nil }
            let byte = place < text.count ? text[text.startIndex + place] : nil
            if found == nil {
                if current.instructions.isEmpty, let byte, !program.firstBytes.contains(byte) { continue }
                clearPlaces()
                add(0, toNext: false, at: place, in: text)
            }
            if current.instructions.isEmpty, found != nil { break }
            next.removeAll()
            stepsLeft -= current.instructions.count
            // What comes later is what is preferred less.
            threads: for index in current.instructions.indices {
                let instruction = Int(current.instructions[index])
                switch program.instructions[instruction] {
                case .take(let set):
                    guard let byte, set.contains(byte) else { continue }
                    takePlaces(of: index)
                    add(instruction + 1, toNext: true, at: place + 1, in: text)
                case .match:
                    takePlaces(of: index)
                    found = places
                    break threads
                default: break
                }
            }
            swap(&current, &next)
        }
        return found
    }

    private mutating func clearPlaces() {
        for slot in 0..<Self.placeCount { places[slot] = -1 }
    }

    private mutating func takePlaces(of thread: Int) {
        let first = thread * Self.placeCount
        for slot in 0..<Self.placeCount { places[slot] = current.places[first + slot] }
    }

    private mutating func hasRequiredText(_ text: LineBytes) -> Bool {
        let wanted = program.requiredText
        guard let first = wanted.first else { return true }
        var rest = text
        while stepsLeft > 0, let place = rest.firstIndex(of: first) {
            stepsLeft -= 1
            if text[place...].starts(with: wanted) { return true }
            rest = rest[(place + 1)...]
        }
        return false
    }

    /// Adds a thread with all that can be reached from it without taking a byte.
    private mutating func add(
        _ start: Int,
        toNext: Bool,
        at place: Int,
        in text: LineBytes
    ) {
        let mark = firstMark + place
        steps.append(.visit(start))
        while let step = steps.popLast() {
            guard case .visit(let index) = step else {
                if case .restore(let slot, let value) = step { places[slot] = value }
                continue
            }
            stepsLeft -= 1
            guard visited[index] != mark else { continue }
            visited[index] = mark
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
