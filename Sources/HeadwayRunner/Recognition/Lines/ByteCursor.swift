/// Reads a line from left to right.
struct ByteCursor {
    /// What hasn't been read yet.
    private(set) var rest: LineBytes

    init(_ bytes: LineBytes) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next byte.
    var next: UInt8? { rest.first }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Reads over a text; `false` if it isn't there.
    mutating func skip(_ text: StaticString) -> Bool {
        let isThere = text.withUTF8Buffer { rest.starts(with: $0) }
        if isThere { rest = rest.dropFirst(text.utf8CodeUnitCount) }
        return isThere
    }

    /// Reads over blanks.
    mutating func skipBlanks() {
        rest = rest.drop(while: Self.isBlank)
    }

    mutating func skip(while condition: (UInt8) -> Bool) {
        rest = rest.drop(while: condition)
    }

    /// Goes to just after the first place of a byte; `false`, and nothing is read, if it isn't there.
    mutating func skip(past byte: UInt8) -> Bool {
        guard let place = rest.firstIndex(of: byte) else { return false }
        rest = rest[(place + 1)...]
        return true
    }

    /// A word: what is before the next blank, with the blanks after it read over.
    mutating func word() -> LineBytes? {
        let word = rest.prefix { !Self.isBlank($0) }
        guard !word.isEmpty else { return nil }
        rest = rest[word.endIndex...].drop(while: Self.isBlank)
        return word
    }

    /// A whole number.
    mutating func integer() -> Int? {
        var value = 0
        var index = rest.startIndex
        while index < rest.endIndex, Self.isDigit(rest[index]) {
            guard index - rest.startIndex < 18 else { return nil }
            value = value * 10 + Int(rest[index] - UInt8(ascii: "0"))
            index += 1
        }
        guard index > rest.startIndex else { return nil }
        rest = rest[index...]
        return value
    }

    /// A number, with or without a fraction.
    mutating func decimal() -> Double? {
        guard let whole = integer() else { return nil }
        guard next == UInt8(ascii: "."), let digit = rest.dropFirst().first, Self.isDigit(digit) else {
            return Double(whole)
        }
        rest = rest.dropFirst()
        var value = Double(whole)
        var scale = 0.1
        while let byte = next, Self.isDigit(byte) {
            value += Double(byte - UInt8(ascii: "0")) * scale
            scale /= 10
            rest = rest.dropFirst()
        }
        return value
    }

    /// A percentage such as `45%` or `12.5%`, as 0…1.
    mutating func percentage() -> Double? {
        let start = rest
        guard let number = decimal(), number <= 100, skip("%") else {
            rest = start
            return nil
        }
        return number / 100
    }

    /// A count such as `12/345`, whose first number isn't larger.
    mutating func ratio() -> (completed: Int, total: Int)? {
        let start = rest
        guard let completed = integer(), skip("/"), let total = integer(), total > 0, completed <= total else {
            rest = start
            return nil
        }
        return (completed, total)
    }
}
