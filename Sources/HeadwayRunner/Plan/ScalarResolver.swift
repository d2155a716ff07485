/// Tells what an unquoted text stands for, by the core schema of YAML 1.2.
enum ScalarResolver {
    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func resolve(_ text: String) -> PlanValue {
        if isNull(text) { return .null }
        switch text {
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return number(text).map { .number($0) } ?? .string(text)
        }
    }

    /// A flag where one is expected: there the older words can't mean anything else.
    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }

    /// The number as JSON writes it, or `nil` for what is better kept as text, such as `007`.
    static func number(_ text: String) -> String? {
        let bytes = text.utf8
        guard let first = bytes.first, first < UInt8(ascii: ":"), bytes.count <= 400 else { return nil }
        if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16).flatMap { unsigned(text, $0) } }
        if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8).flatMap { unsigned(text, $0) } }

        var rest = bytes[...]
        var result = ""
        if rest.first == UInt8(ascii: "-") { result = "-" }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = digits(&rest)
        guard whole.count == 1 || !whole.hasPrefix("0") else { return nil }
        result += whole.isEmpty ? "0" : whole
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = digits(&rest)
            guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
            result += "." + (fraction.isEmpty ? "0" : fraction)
        } else if whole.isEmpty {
            return nil
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            result += "e"
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
                result += sign == UInt8(ascii: "-") ? "-" : "+"
                rest = rest.dropFirst()
            }
            let exponent = digits(&rest)
            guard !exponent.isEmpty else { return nil }
            result += exponent
        }
        return rest.isEmpty ? result : nil
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> String {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        return String(Substring(digits))
    }

    /// `Int64` takes a sign after the prefix, YAML doesn't.
    private static func unsigned(_ text: String, _ value: Int64) -> String? {
        text.utf8.contains(UInt8(ascii: "-")) || text.utf8.contains(UInt8(ascii: "+")) ? nil : String(value)
    }
}
