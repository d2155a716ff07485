#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A moment as its UTC calendar says it, to the millisecond, for the years of which there can be runs.
///
/// Every event has a time, and a general formatter takes longer for it than for all the rest of the event.
struct CalendarTime: Sendable, Hashable {
    /// Milliseconds since 1970.
    private let milliseconds: Int

    /// From 1970 to the end of 9999; what is outside is for a general formatter.
    private static let range = 0..<253_402_300_800_000

    /// The seconds between 1970 and the date that `Date` counts from.
    private static let referenceSeconds = 978_307_200

    init?(_ date: Date) {
        let rounded = (date.timeIntervalSinceReferenceDate * 1_000).rounded()
        guard abs(rounded) < 1e15 else { return nil }
        let milliseconds = Int(rounded) + Self.referenceSeconds * 1_000
        guard Self.range.contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    /// Reads the form that ``text`` has and no other.
    init?(_ text: String) {
        var text = text
        guard let time = text.withUTF8({ Self($0) }) else { return nil }
        self = time
    }

    /// Reads the form that ``text`` has and no other.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        func has(_ byte: Unicode.Scalar, at place: Int) -> Bool { bytes[place] == UInt8(ascii: byte) }
        guard bytes.count == 24, has("-", at: 4), has("-", at: 7), has("T", at: 10), has(":", at: 13), has(":", at: 16),
            has(".", at: 19), has("Z", at: 23)
        else { return nil }
        func number(_ places: Range<Int>) -> Int? {
            var number = 0
            for place in places {
                guard bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") else { return nil }
                number = number * 10 + Int(bytes[place] - UInt8(ascii: "0"))
            }
            return number
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let fraction = number(20..<23),
            year >= 1970, (1...12).contains(month), day >= 1, day <= Self.days(ofMonth: month, year: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Self.day(year: year, month: month, day: day)
        milliseconds = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + fraction
    }

    var date: Date {
        Date(timeIntervalSinceReferenceDate: Double(milliseconds - Self.referenceSeconds * 1_000) / 1_000)
    }

    /// For example `2026-11-22T07:50:12.345Z`.
    var text: String {
        let (day, time) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let date = Self.date(day: day)
        return String(unsafeUninitializedCapacity: 24) { buffer in
            func put(_ value: Int, _ places: Range<Int>) {
                var rest = value
                for place in places.reversed() {
                    buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
            }
            for (place, byte) in zip([4, 7, 10, 13, 16, 19, 23], "--T::.Z".utf8) { buffer[place] = byte }
            put(date.year, 0..<4)
            put(date.month, 5..<7)
            put(date.day, 8..<10)
            put(time / 3_600_000, 11..<13)
            put(time / 60_000 % 60, 14..<16)
            put(time / 1_000 % 60, 17..<19)
            put(time % 1_000, 20..<23)
            return 24
        }
    }

    // Years are counted from March, so that a leap day is the last one: then the months before it have a fixed length.

    private static func date(day: Int) -> (year: Int, month: Int, day: Int) {
        // Days from 1 March of the year 0, in eras of 400 years.
        let (era, dayOfEra) = (day + 719_468).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    private static func day(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = year.quotientAndRemainder(dividingBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func days(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
