/// Numbers for people, without what a locale might do to them.
enum NumberText {
    /// A number with a comma every three digits.
    ///
    /// - Parameter number: The number.
    /// - Returns: For example `1,234,567`.
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return number < 0 ? "-" + digits : digits
    }

    /// A number with a fixed number of decimals.
    ///
    /// - Parameters:
    ///   - number: The number, from 0 up to a million or so.
    ///   - decimals: How many decimals, from 0 to 3.
    /// - Returns: For example `3.40`.
    static func fixed(_ number: Double, decimals: Int) -> String {
        let scale = [1, 10, 100, 1_000][min(max(decimals, 0), 3)]
        let scaled = Int((min(max(number, 0), 1e12) * Double(scale)).rounded())
        guard scale > 1 else { return String(scaled) }
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return "\(scaled / scale).\(zeros)\(fraction)"
    }

    /// A number with three digits that count, for example `3.14`, `31.4`, `314`, `3.14k`.
    ///
    /// - Parameter number: The number.
    /// - Returns: The text.
    static func short(_ number: Double) -> String {
        var number = number.isFinite ? min(max(number, 0), 1e24) : 0
        var prefixes = ["", "k", "M", "G", "T", "P", "E"][...]
        while number >= 999.5, prefixes.count > 1 {
            number /= 1_000
            prefixes.removeFirst()
        }
        let decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2
        var text = fixed(number, decimals: decimals)
        if decimals > 0, prefixes.first == "" {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text + (prefixes.first ?? "")
    }

    /// A percentage that says 100 only of what is done.
    ///
    /// - Parameter fraction: How much is done, 0…1.
    /// - Returns: For example `42%`.
    static func percentage(_ fraction: Double) -> String {
        "\(percent(fraction))%"
    }

    /// A part of a whole, to the nearest percent.
    ///
    /// - Parameter fraction: Which part, 0…1.
    /// - Returns: For example `42%`.
    static func share(_ fraction: Double) -> String {
        "\(Int((min(max(fraction, 0), 1) * 100).rounded()))%"
    }

    /// A whole percentage that is 100 only for what is done.
    ///
    /// - Parameter fraction: How much is done, 0…1.
    /// - Returns: 0…100.
    static func percent(_ fraction: Double) -> Int {
        if fraction >= 1 { return 100 }
        // A hair more, because 0.29 * 100 is a hair less than 29.
        return fraction > 0 ? min(Int(fraction * 100 + 1e-9), 99) : 0
    }
}
