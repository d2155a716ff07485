/// Sizes as people write them: `500k`, `10M`, `1.5 GiB`, or a plain number of bytes.
package enum SizeText {
    /// No file is larger than this, in bytes.
    private static let largest = 1e15

    /// Reads a size.
    ///
    /// - Parameter text: A number, with a unit or without; the units are powers of 1024, as `ls -h` and `du -h` have them.
    /// - Returns: The size in bytes; `nil` if it isn't one.
    package static func parse(_ text: some StringProtocol) -> Int? {
        let text = text.lowercased().filter { $0 != " " }
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(number.count)
        guard let shift = shift(of: unit), let value = Double(number), value.isFinite else { return nil }
        let bytes = value * Double(1 << shift)
        return bytes <= largest ? Int(bytes.rounded()) : nil
    }

    private static func shift(of unit: Substring) -> Int? {
        switch unit {
        case "", "b": 0
        case "k", "kb", "kib": 10
        case "m", "mb", "mib": 20
        case "g", "gb", "gib": 30
        case "t", "tb", "tib": 40
        default: nil
        }
    }

    /// Writes a size for people.
    ///
    /// - Parameter bytes: The size.
    /// - Returns: A number and a unit, such as `1.5 MiB`.
    package static func format(_ bytes: Int) -> String {
        var value = Double(bytes)
        var units = ["bytes", "KiB", "MiB", "GiB", "TiB"][...]
        while value >= 1024, units.count > 1 {
            value /= 1024
            units = units.dropFirst()
        }
        let rounded = (value * 10).rounded() / 10
        let number = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
        return "\(number) \(bytes == 1 ? "byte" : units.first ?? "bytes")"
    }
}
