#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Times in words: as exact as they are meant, and no more.
struct TimeText: Sendable {
    /// What stands between the ends of an interval.
    var dash = "–"

    /// A time that was measured, for example `0.42 s`, `12 s`, `3 min 20 s`, `1 h 05 min`.
    ///
    /// - Parameter seconds: The time in seconds.
    /// - Returns: The text.
    func duration(_ seconds: Double) -> String {
        let seconds = Self.sane(seconds)
        if seconds < 0.995 { return NumberText.fixed(seconds, decimals: 2) + " s" }
        if seconds < 9.95 { return NumberText.fixed(seconds, decimals: 1) + " s" }
        return wholeDuration(seconds.rounded())
    }

    /// A time that goes on, so that it needs no fractions.
    ///
    /// - Parameter seconds: The time in seconds.
    /// - Returns: The text, for example `3 min 20 s`.
    func wholeDuration(_ seconds: Double) -> String {
        let whole = Int(Self.sane(seconds))
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 { return "\(whole / 60) min \(Self.padded(whole % 60)) s" }
        if whole < 360_000 { return "\(whole / 3_600) h \(Self.padded(whole / 60 % 60)) min" }
        return "\(NumberText.grouped(whole / 86_400)) d \(whole / 3_600 % 24) h"
    }

    /// A time as a stopwatch shows it, for example `1:23` or `1:02:03`.
    ///
    /// - Parameter seconds: The time in seconds.
    /// - Returns: The text.
    func clock(_ seconds: Double) -> String {
        let whole = Int(Self.sane(seconds))
        let tail = Self.padded(whole % 60)
        if whole < 3_600 { return "\(whole / 60):\(tail)" }
        return "\(whole / 3_600):\(Self.padded(whole / 60 % 60)):\(tail)"
    }

    /// A time remaining, for example `~4 min left`, or `4–9 min left` where that is all that can be said.
    ///
    /// - Parameter estimate: The estimate.
    /// - Returns: The text; `nil` if the estimate has run out, as work that goes on takes more than none.
    func left(_ estimate: TimeEstimate) -> String? {
        guard let point = Coarse(point: estimate) else { return nil }
        let low = Coarse(estimate.p10)
        let high = Coarse(estimate.p90)
        if estimate.p90 >= 60, estimate.p90 > max(estimate.p10, 1) * 1.6, low.seconds < high.seconds {
            if low.seconds <= 5 { return "<\(high.text) left" }
            let first = low.unit == high.unit ? low.number : low.text
            return "\(first)\(low.unit == high.unit ? dash : " \(dash) ")\(high.text) left"
        }
        return point.mark + point.text + " left"
    }

    /// A time remaining in as few columns as possible, for example `~4m`.
    ///
    /// - Parameter estimate: The estimate.
    /// - Returns: The text; `nil` if the estimate has run out.
    func compactLeft(_ estimate: TimeEstimate) -> String? {
        Coarse(point: estimate).map { $0.mark + $0.compact }
    }

    /// A time that goes on in as few columns as possible, for example `4m`.
    ///
    /// - Parameter seconds: The time in seconds.
    /// - Returns: The text.
    func compactDuration(_ seconds: Double) -> String {
        let whole = Int(Self.sane(seconds))
        if whole < 60 { return "\(whole)s" }
        if whole < 3_600 { return "\(whole / 60)m" }
        return whole < 360_000 ? "\(whole / 3_600)h" : "\(whole / 86_400)d"
    }

    /// When something will be, for example `14:32`, or `14:32 on 24 Nov` on another day.
    ///
    /// - Parameters:
    ///   - seconds: How long it is until then, in seconds.
    ///   - moment: The moment now.
    /// - Returns: The local time.
    func timeOfDay(in seconds: Double, from moment: DisplayMoment) -> String {
        let now = Self.localSeconds(moment)
        let then = now + Self.sane(seconds)
        let day = (then / 86_400).rounded(.down)
        let minutes = Int((then - day * 86_400) / 60)
        let time = "\(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))"
        guard day != (now / 86_400).rounded(.down) else { return time }
        let (month, dayOfMonth) = Self.civil(daysSince1970: Int(day))
        return "\(time) on \(dayOfMonth) \(Self.months[month - 1])"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func localSeconds(_ moment: DisplayMoment) -> Double {
        let seconds = moment.date.timeIntervalSince1970
        return (seconds.isFinite ? min(max(seconds, -1e11), 1e11) : 0) + Double(moment.secondsFromGMT)
    }

    /// The month and day of a day, by the proleptic Gregorian calendar.
    private static func civil(daysSince1970 days: Int) -> (month: Int, day: Int) {
        // Years that begin in March, so that the leap day is the last one.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        return (month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static func sane(_ seconds: Double) -> Double {
        seconds.isFinite ? min(max(seconds, 0), 1e11) : 0
    }
}

/// A time remaining, rounded to what an estimate can promise.
private struct Coarse {
    enum Unit { case seconds, minutes, hours, days }

    let seconds: Double
    let unit: Unit
    /// Whether it takes less than that, rather than about as much.
    private let isLimit: Bool

    /// The time to show; when that has passed, and the work goes on, the longest that it may take; `nil` after that.
    init?(point estimate: TimeEstimate) {
        guard estimate.p90 > 0 || estimate.point > 0 else { return nil }
        self.init(estimate.point > 0 ? estimate.point : estimate.p90, isLimit: estimate.point <= 0)
    }

    init(_ exact: Double, isLimit: Bool = false) {
        let exact = min(max(exact, 0), 1e11)
        self.isLimit = isLimit || exact < 5
        if exact <= 57.5 {
            unit = .seconds
            seconds = max((exact / 5).rounded() * 5, 5)
        } else if exact < 3_570 {
            unit = .minutes
            seconds = max((exact / 60).rounded(), 1) * 60
        } else if exact < 172_800 {
            unit = .hours
            let step: Double = exact < 36_000 ? 300 : 3_600
            seconds = (exact / step).rounded() * step
        } else {
            unit = .days
            seconds = (exact / 86_400).rounded() * 86_400
        }
    }

    var mark: String { isLimit ? "<" : "~" }

    var number: String {
        let whole = Int(seconds)
        switch unit {
        case .seconds: return "\(whole)"
        case .minutes: return "\(whole / 60)"
        case .hours:
            let minutes = whole / 60 % 60
            return minutes == 0 ? "\(whole / 3_600)" : "\(whole / 3_600):\(minutes < 10 ? "0" : "")\(minutes)"
        case .days: return NumberText.grouped(whole / 86_400)
        }
    }

    var text: String {
        switch unit {
        case .seconds: "\(number) s"
        case .minutes: "\(number) min"
        case .hours: "\(number) h"
        case .days: "\(number) d"
        }
    }

    var compact: String {
        switch unit {
        case .seconds: "\(number)s"
        case .minutes: "\(number)m"
        case .hours: "\(number)h"
        case .days: "\(number)d"
        }
    }
}
