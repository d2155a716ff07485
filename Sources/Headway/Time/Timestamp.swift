#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// RFC 3339 in UTC with milliseconds, the form of every time in Headway's files.
package enum Timestamp {
    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    private static let wholeSeconds = Date.ISO8601FormatStyle()

    /// The date to the millisecond, so that writing and reading it back changes nothing.
    package static func rounded(_ date: Date) -> Date {
        let milliseconds = (date.timeIntervalSinceReferenceDate * 1_000).rounded()
        return Date(timeIntervalSinceReferenceDate: milliseconds / 1_000)
    }

    /// For example `2026-11-22T07:50:12.345Z`.
    package static func format(_ date: Date) -> String {
        if let text = CalendarTime(date)?.text { return text }
        // Half a millisecond more, because the style cuts where it should round.
        return rounded(date).addingTimeInterval(0.000_5).formatted(style)
    }

    /// The date that an RFC 3339 text says, with or without a fraction of a second; `nil` if it isn't one.
    package static func parse(_ text: String) -> Date? {
        if let time = CalendarTime(text) { return time.date }
        guard let date = (try? style.parse(text)) ?? (try? wholeSeconds.parse(text)) else { return nil }
        return rounded(date)
    }

    package static func encode<Key>(
        _ date: Date?,
        into container: inout KeyedEncodingContainer<Key>,
        forKey key: Key
    ) throws {
        try container.encode(date.map(format), forKey: key)
    }

    package static func decode<Key>(from container: KeyedDecodingContainer<Key>, forKey key: Key) throws -> Date {
        let text = try container.decode(String.self, forKey: key)
        guard let date = parse(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: key,
                in: container,
                debugDescription: "not an RFC 3339 time: \(text.prefix(40))"
            )
        }
        return date
    }

    package static func decodeIfPresent<Key>(
        from container: KeyedDecodingContainer<Key>,
        forKey key: Key
    ) throws -> Date? {
        guard container.contains(key), try !container.decodeNil(forKey: key) else { return nil }
        return try decode(from: container, forKey: key)
    }
}
