/// A regular expression as instructions for the matcher.
struct PatternProgram: Sendable {
    enum Instruction {
        /// Takes a byte of a set, and goes on with the next instruction.
        case take(ByteSet)
        /// Goes on with both, the first one preferred.
        case split(Int, Int)
        case jump(Int)
        /// Remembers the place.
        case save(slot: Int)
        case check(PatternAssertion)
        case match
    }

    /// More than any expression that a person writes.
    private static let mostInstructions = 1_000

    /// Enough to tell most lines without a match, and cheap to look for.
    private static let longestRequiredText = 16

    private(set) var instructions: [Instruction] = []
    /// With what a match can begin.
    private(set) var firstBytes = ByteSet.all

    /// What each match has in it, or the beginning of that.
    let requiredText: [UInt8]

    init(_ node: PatternNode) throws(PatternError) {
        requiredText = Array(node.requiredText.prefix(Self.longestRequiredText))
        try compile(node)
        try add(.match)
        firstBytes = possibleFirstBytes()
    }

    @discardableResult
    private mutating func add(_ instruction: Instruction) throws(PatternError) -> Int {
        guard instructions.count < Self.mostInstructions else {
            throw PatternError("the expression is too large", advice: "use smaller numbers of repetitions")
        }
        instructions.append(instruction)
        return instructions.count - 1
    }

    private mutating func compile(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .empty: break
        case .bytes(let set): try add(.take(set))
        case .sequence(let nodes): for node in nodes { try compile(node) }
        case .assertion(let assertion): try add(.check(assertion))
        case .group(let group, let node):
            try add(.save(slot: group.index * 2))
            try compile(node)
            try add(.save(slot: group.index * 2 + 1))
        case .either(let nodes):
            var ends: [Int] = []
            for node in nodes.dropLast() {
                let split = try add(.split(instructions.count + 1, 0))
                try compile(node)
                ends.append(try add(.jump(0)))
                instructions[split] = .split(split + 1, instructions.count)
            }
            if let last = nodes.last { try compile(last) }
            for end in ends { instructions[end] = .jump(instructions.count) }
        case .repeated(let node, let from, let to, let isGreedy):
            for _ in 0..<from {
                let before = instructions.count
                try compile(node)
                // Nothing, however often, is nothing.
                if instructions.count == before { break }
            }
            guard let to else { return try compileLoop(node, isGreedy) }
            var splits: [Int] = []
            for _ in from..<to {
                splits.append(try add(.split(0, 0)))
                try compile(node)
            }
            for split in splits { instructions[split] = branch(into: split + 1, or: instructions.count, isGreedy) }
        }
    }

    private mutating func compileLoop(_ node: PatternNode, _ isGreedy: Bool) throws(PatternError) {
        let split = try add(.split(0, 0))
        try compile(node)
        try add(.jump(split))
        instructions[split] = branch(into: split + 1, or: instructions.count, isGreedy)
    }

    private func branch(into body: Int, or end: Int, _ isGreedy: Bool) -> Instruction {
        isGreedy ? .split(body, end) : .split(end, body)
    }

    private func possibleFirstBytes() -> ByteSet {
        var set = ByteSet()
        var seen = Set<Int>()
        var places = [0]
        while let place = places.popLast() {
            guard seen.insert(place).inserted else { continue }
            switch instructions[place] {
            case .take(let bytes): set.formUnion(bytes)
            case .split(let first, let second): places += [first, second]
            case .jump(let target): places.append(target)
            case .save, .check: places.append(place + 1)
            case .match: return .all
            }
        }
        return set
    }
}
