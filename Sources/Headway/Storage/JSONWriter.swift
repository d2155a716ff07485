/// Writes JSON by hand, without spaces.
///
/// A line of the journal is written for every event, and a general encoder takes ten times as long for it as the system
/// takes to append it. What is written here decodes to the same values.
///
/// A number that JSON can't say (infinite, or not one) becomes `null` or is left out where that may be, and 0 where not:
/// an event must not be lost for it.
struct JSONWriter {
    /// What has been written.
    private(set) var bytes: [UInt8] = []
    /// Whether something stands before, so that a comma must come first.
    private var isFirst = true

    init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    // MARK: Members

    /// Writes an object's member whatever its value, `null` included.
    mutating func member(_ key: some CodingKey, _ value: String?) {
        self.key(key)
        if let value { text(value) } else { null() }
    }

    mutating func member(_ key: some CodingKey, _ value: Int?) {
        self.key(key)
        if let value { integer(value) } else { null() }
    }

    mutating func member(_ key: some CodingKey, _ value: Double?) {
        self.key(key)
        if let value, value.isFinite { number(value) } else { null() }
    }

    /// Writes a number that must be there.
    mutating func required(_ key: some CodingKey, _ value: Double) {
        self.key(key)
        number(value.isFinite ? value : 0)
    }

    mutating func member(_ key: some CodingKey, _ value: Bool) {
        self.key(key)
        flag(value)
    }

    /// Writes an object's member if it has a value.
    mutating func optional(_ key: some CodingKey, _ value: String?) {
        if let value { member(key, value) }
    }

    mutating func optional(_ key: some CodingKey, _ value: Int?) {
        if let value { member(key, value) }
    }

    mutating func optional(_ key: some CodingKey, _ value: Double?) {
        if let value, value.isFinite { member(key, value) }
    }

    mutating func optional(_ key: some CodingKey, _ value: Bool?) {
        if let value { member(key, value) }
    }

    mutating func optional(_ key: some CodingKey, _ value: [Double]?) {
        guard let value else { return }
        self.key(key)
        array(value) { json, number in
            if number.isFinite { json.number(number) } else { json.null() }
        }
    }

    mutating func optional(_ key: some CodingKey, _ value: [String]?) {
        guard let value else { return }
        self.key(key)
        array(value) { $0.text($1) }
    }

    /// Begins a member; its value comes next.
    mutating func key(_ key: some CodingKey) {
        self.key(key.stringValue)
    }

    /// Begins a member whose name isn't fixed.
    mutating func key(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        isFirst = true
    }

    // MARK: Values

    /// Writes an object with the members that the body writes.
    mutating func object(_ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    /// Writes an array with a value for each element.
    mutating func array<Element>(_ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        isFirst = true
        for element in elements { body(&self, element) }
        bytes.append(UInt8(ascii: "]"))
        isFirst = false
    }

    mutating func text(_ value: String) {
        separate()
        quote(value)
    }

    mutating func integer(_ value: Int) {
        separate()
        var rest = value.magnitude
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let begin = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[begin...].reverse()
    }

    /// Writes a finite number, with as many digits as it takes to read the same one back.
    mutating func number(_ value: Double) {
        separate()
        if value == value.rounded(), abs(value) < 1e15, value != 0 {
            isFirst = true
            return integer(Int(value))
        }
        var digits = value.description
        if digits.hasSuffix(".0") { digits.removeLast(2) }
        bytes.append(contentsOf: digits.utf8)
    }

    mutating func flag(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Ends a line.
    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    // MARK: Parts

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var begin = 0
            for place in 0..<utf8.count where Self.isSpecial[Int(utf8[place])] {
                guard let escape = Self.escape(utf8, at: place) else { continue }
                bytes.append(contentsOf: utf8[begin..<place])
                bytes.append(contentsOf: escape.text.utf8)
                begin = place + escape.length
            }
            bytes.append(contentsOf: utf8[begin...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The bytes that may begin something to escape.
    private static let isSpecial = (0...255).map { byte in
        byte < 0x20 || byte == 0x22 || byte == 0x5c || byte == 0x7f || byte == 0xc2 || byte == 0xe2
    }

    /// What stands for a character that can't, or had better not, stand for itself: beside the control characters those
    /// that some readers take for the end of a line.
    private static func escape(
        _ utf8: UnsafeBufferPointer<UInt8>,
        at place: Int
    ) -> (text: String, length: Int)? {
        let byte = utf8[place]
        switch byte {
        case UInt8(ascii: "\""): return ("\\\"", 1)
        case UInt8(ascii: "\\"): return ("\\\\", 1)
        case UInt8(ascii: "\n"): return ("\\n", 1)
        case UInt8(ascii: "\r"): return ("\\r", 1)
        case UInt8(ascii: "\t"): return ("\\t", 1)
        case 0x08: return ("\\b", 1)
        case 0x0c: return ("\\f", 1)
        case 0xc2: return place + 1 < utf8.count && utf8[place + 1] == 0x85 ? ("\\u0085", 2) : nil
        case 0xe2:
            guard place + 2 < utf8.count, utf8[place + 1] == 0x80 else { return nil }
            switch utf8[place + 2] {
            case 0xa8: return ("\\u2028", 3)
            case 0xa9: return ("\\u2029", 3)
            default: return nil
            }
        default:
            let digits = String(byte, radix: 16)
            return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits, 1)
        }
    }
}
