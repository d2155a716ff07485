/// Goes through the bytes of plain JSON once, from value to value.
///
/// Plain is most of what ``JSONWriter`` writes: no spaces, no escapes, no `null`. Each method says whether it found
/// what it looked for; after a `false` the scanner is of no more use.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    /// - Parameter bytes: What to go through; they must outlive the scanner.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { place == bytes.count }

    private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    // MARK: Objects

    /// An object whose members come in the order of a table, each at most once.
    mutating func object<Key>(
        _ table: JSONKeyTable<Key>,
        _ member: (inout JSONScanner, Key) -> Bool
    ) -> Bool {
        var from = 0
        return object { json, name in
            guard let key = table.key(name, from: &from) else { return false }
            return member(&json, key)
        }
    }

    /// An object with any members.
    mutating func object(_ member: (inout JSONScanner, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        guard skip(UInt8(ascii: "{")) else { return false }
        if skip(UInt8(ascii: "}")) { return true }
        repeat {
            guard let name = plainText(), skip(UInt8(ascii: ":")), member(&self, name) else { return false }
        } while skip(UInt8(ascii: ","))
        return skip(UInt8(ascii: "}"))
    }

    // MARK: Texts

    /// The bytes between two quotation marks, if there is nothing to decode in them.
    mutating func plainText() -> UnsafeBufferPointer<UInt8>? {
        guard skip(UInt8(ascii: "\"")) else { return nil }
        let begin = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                defer { place += 1 }
                return UnsafeBufferPointer(rebasing: bytes[begin..<place])
            }
            if byte < 0x20 || byte == UInt8(ascii: "\\") { return nil }
            place += 1
        }
        return nil
    }

    mutating func text(_ value: inout String) -> Bool {
        guard let text = plainText().flatMap({ String(validating: $0, as: UTF8.self) }) else { return false }
        value = text
        return true
    }

    mutating func text(_ value: inout String?) -> Bool {
        value = plainText().flatMap { String(validating: $0, as: UTF8.self) }
        return value != nil
    }

    mutating func texts(_ value: inout [String]?) -> Bool {
        guard skip(UInt8(ascii: "[")) else { return false }
        var texts: [String] = []
        if !skip(UInt8(ascii: "]")) {
            repeat {
                var one = ""
                guard text(&one) else { return false }
                texts.append(one)
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "]")) else { return false }
        }
        value = texts
        return true
    }

    // MARK: Numbers

    /// A number with this many digits can't overflow.
    private static let mostDigits = 18
    /// Whole numbers up to here are exact.
    private static let largestExact = 1 << 53
    /// Powers of ten that are exact.
    private static let powers: [Double] = (0...22).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// Digits, and what number they are as long as that can't overflow.
    private mutating func digits() -> (count: Int, value: Int) {
        let begin = place
        var value = 0
        while place < bytes.count, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") {
            if place - begin < Self.mostDigits { value = value * 10 + Int(bytes[place] - UInt8(ascii: "0")) }
            place += 1
        }
        return (place - begin, value)
    }

    /// Digits as JSON has them before a point: no zero before others.
    private mutating func wholeDigits() -> (count: Int, value: Int)? {
        let leading = next
        let whole = digits()
        return whole.count == 1 || (whole.count > 1 && leading != UInt8(ascii: "0")) ? whole : nil
    }

    mutating func integer(_ value: inout Int) -> Bool {
        let isNegative = skip(UInt8(ascii: "-"))
        guard let whole = wholeDigits(), whole.count <= Self.mostDigits, isAtSeparator else { return false }
        value = isNegative ? -whole.value : whole.value
        return true
    }

    mutating func integer(_ value: inout Int?) -> Bool {
        var number = 0
        guard integer(&number) else { return false }
        value = number
        return true
    }

    /// A number with a fraction or without.
    mutating func number(_ value: inout Double) -> Bool {
        let begin = place
        let isNegative = skip(UInt8(ascii: "-"))
        guard let whole = wholeDigits() else { return false }
        var (count, mantissa, decimals) = (whole.count, whole.value, 0)
        if skip(UInt8(ascii: ".")) {
            let fraction = digits()
            guard fraction.count > 0 else { return false }
            (count, decimals) = (count + fraction.count, fraction.count)
            if count <= Self.mostDigits {
                for _ in 0..<decimals { mantissa *= 10 }
                mantissa += fraction.value
            }
        }
        if count <= Self.mostDigits, mantissa <= Self.largestExact, isAtSeparator {
            // The quotient of two exact numbers, which is rounded once: so it is the nearest number.
            let number = Double(mantissa) / Self.powers[decimals]
            value = isNegative ? -number : number
            return true
        }
        if skip(UInt8(ascii: "e")) {
            if !skip(UInt8(ascii: "-")) { _ = skip(UInt8(ascii: "+")) }
            guard digits().count > 0 else { return false }
        }
        guard isAtSeparator,
            let number = Double(String(decoding: UnsafeBufferPointer(rebasing: bytes[begin..<place]), as: UTF8.self)),
            number.isNormal
        else { return false }
        value = number
        return true
    }

    mutating func number(_ value: inout Double?) -> Bool {
        var number: Double = 0
        guard self.number(&number) else { return false }
        value = number
        return true
    }

    /// Whether a number is over; else it has an exponent or something else.
    private var isAtSeparator: Bool {
        next == UInt8(ascii: ",") || next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
    }

    /// A whole number that stands as a name.
    static func index(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        var scanner = JSONScanner(name)
        guard let whole = scanner.wholeDigits(), whole.count <= mostDigits, scanner.isAtEnd else { return nil }
        return whole.value
    }

    // MARK: Flags

    mutating func flag(_ value: inout Bool?) -> Bool {
        if skip("true") {
            value = true
        } else if skip("false") {
            value = false
        } else {
            return false
        }
        return true
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        let end = place + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset] != word.utf8Start[offset] { return false }
        place = end
        return true
    }
}
