/// Durations as people write them: `90s`, `1h30m`, `1.5h`, `2 min`, `250ms`, a plain number of seconds.
public enum DurationText {
    /// Why a text isn't a duration.
    public enum Mistake: Error, Sendable, Hashable {
        /// There is nothing.
        case empty
        /// It isn't written as a duration.
        case malformed
        /// A number is followed by something that isn't a unit.
        case unknownUnit(String)
        /// The units don't go from large to small, each once.
        case order
        /// It is less than nothing.
        case negative
        /// It is more than a hundred years.
        case tooLong
    }

    /// The longest duration that is taken, a hundred years: with it no sum of times overflows.
    public static let longest = Duration.seconds(36_525 * 86_400)

    /// Reads a duration.
    ///
    /// - Parameters:
    ///   - text: What somebody wrote.
    ///   - unit: What a number without a unit counts.
    /// - Returns: The duration, to the nanosecond.
    public static func parse(_ text: String, unit: Duration = .seconds(1)) throws(Mistake) -> Duration {
        var rest = trimmed(text.utf8[...])
        guard let first = rest.first else { throw .empty }
        if first == UInt8(ascii: "-") { throw .negative }
        if first == UInt8(ascii: "+") { rest = rest.dropFirst() }

        var total: Int128 = 0
        var previous: Int128?
        while !rest.isEmpty {
            let number = try number(from: &rest)
            let name = unitName(from: &rest)
            let size: Int128
            if name.isEmpty {
                guard previous == nil, rest.isEmpty else { throw .malformed }
                size = nanoseconds(unit)
            } else {
                guard let known = units[name] else { throw .unknownUnit(name) }
                size = known
            }
            if let previous, size >= previous { throw .order }
            previous = size
            total += number.whole * size + number.fraction * size / number.scale
            if total > nanoseconds(longest) { throw .tooLong }
        }
        guard previous != nil else { throw .malformed }
        return .nanoseconds(Int64(clamping: total))
    }

    /// Writes a duration for people: `250 ms`, `4.2 s`, `1m 30s`, `1h 30m`, `2d 3h`.
    public static func format(_ duration: Duration) -> String {
        if duration < .zero { return "-" + format(duration == .seconds(Int64.min) ? longest : .zero - duration) }
        let (seconds, attoseconds) = duration.components
        if seconds == 0, attoseconds < 999_500_000_000_000_000 {
            return "\((attoseconds + 500_000_000_000_000) / 1_000_000_000_000_000) ms"
        }
        let tenths = Int128(seconds) * 10 + (Int128(attoseconds) + 50_000_000_000_000_000) / 100_000_000_000_000_000
        if tenths < 600 { return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s" }
        let whole = (tenths + 5) / 10
        let minutes = whole < 3_600 ? whole / 60 : (whole + 30) / 60
        if minutes < 60 { return pair(minutes, "m", whole % 60, "s") }
        if minutes < 60 * 24 { return pair(minutes / 60, "h", minutes % 60, "m") }
        let hours = (minutes + 30) / 60
        return pair(hours / 24, "d", hours % 24, "h")
    }

    private static func pair(_ large: Int128, _ largeUnit: String, _ small: Int128, _ smallUnit: String) -> String {
        small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit) \(small)\(smallUnit)"
    }

    private static let units: [String: Int128] = {
        let names: [(Int128, String)] = [
            (1_000_000, "ms msec msecs millisecond milliseconds"),
            (1_000_000_000, "s sec secs second seconds"),
            (60_000_000_000, "m min mins minute minutes"),
            (3_600_000_000_000, "h hr hrs hour hours"),
            (86_400_000_000_000, "d day days"),
        ]
        var units: [String: Int128] = [:]
        for (size, words) in names {
            for word in words.split(separator: " ") { units[String(word)] = size }
        }
        return units
    }()

    private static func nanoseconds(_ duration: Duration) -> Int128 {
        let (seconds, attoseconds) = duration.components
        return Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
    }

    private typealias Bytes = Substring.UTF8View

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func trimmed(_ bytes: Bytes) -> Bytes {
        bytes.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static func number(
        from rest: inout Bytes
    ) throws(Mistake) -> (whole: Int128, fraction: Int128, scale: Int128) {
        var whole: Int128 = 0
        var fraction: Int128 = 0
        var scale: Int128 = 1
        var digits = 0
        while let byte = rest.first, isDigit(byte) {
            // Enough for a hundred years of milliseconds, and far from overflowing.
            whole = min(whole * 10 + Int128(byte - UInt8(ascii: "0")), 1_000_000_000_000_000)
            digits += 1
            rest = rest.dropFirst()
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            while let byte = rest.first, isDigit(byte) {
                if scale < 1_000_000_000_000_000 {
                    fraction = fraction * 10 + Int128(byte - UInt8(ascii: "0"))
                    scale *= 10
                }
                digits += 1
                rest = rest.dropFirst()
            }
        }
        guard digits > 0 else { throw .malformed }
        return (whole, fraction, scale)
    }

    private static func unitName(from rest: inout Bytes) -> String {
        rest = trimmed(rest)
        let name = rest.prefix { !isDigit($0) && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ".") }
        rest = trimmed(rest[name.endIndex...])
        return String(Substring(name)).lowercased()
    }
}
