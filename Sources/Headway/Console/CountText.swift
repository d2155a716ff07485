/// What a phase has counted, and how fast, for people.
enum CountText {
    /// How far a phase has counted, for example `420/1,000 files` or `1.2 MB/3.4 GB`.
    ///
    /// - Parameters:
    ///   - phase: The phase.
    ///   - unit: The unit as it may be shown.
    /// - Returns: The text; `nil` if the phase doesn't count, or counts percent, which are shown anyway.
    static func count(_ phase: PhaseState, unit: String) -> String? {
        guard let completed = phase.completed ?? (phase.total == nil ? nil : 0) else { return nil }
        if isPercent(phase) { return nil }
        let bytes = isBytes(unit)
        let text = number(completed, bytes: bytes)
        let whole = phase.total.map { text + "/" + number($0, bytes: bytes) } ?? text
        return bytes || unit.isEmpty ? whole : "\(whole) \(unit)"
    }

    /// The widest that the text of a phase gets while it counts up.
    ///
    /// - Parameters:
    ///   - phase: The phase.
    ///   - unit: The unit as it may be shown.
    /// - Returns: The columns.
    static func widest(_ phase: PhaseState, unit: String) -> Int {
        var full = phase
        if let total = phase.total { full.completed = max(total, phase.completed ?? 0) }
        let now = count(phase, unit: unit).map(DisplayWidth.columns(of:)) ?? 0
        return max(count(full, unit: unit).map(DisplayWidth.columns(of:)) ?? 0, now)
    }

    /// How fast a phase is, for example `35/s`, `21/min` or `12.3 MB/s`.
    ///
    /// - Parameters:
    ///   - perSecond: Units a second.
    ///   - unit: The unit.
    /// - Returns: The text; `nil` for nothing at all.
    static func rate(_ perSecond: Double, unit: String) -> String? {
        guard perSecond.isFinite, perSecond > 0 else { return nil }
        if isBytes(unit) { return bytes(perSecond) + "/s" }
        if perSecond >= 1 { return NumberText.short(perSecond) + "/s" }
        if perSecond >= 1 / 60.0 { return NumberText.short(perSecond * 60) + "/min" }
        return NumberText.short(perSecond * 3_600) + "/h"
    }

    private static func isPercent(_ phase: PhaseState) -> Bool {
        phase.total == 100 && (phase.unit == nil || phase.unit == "%")
    }

    private static func isBytes(_ unit: String) -> Bool {
        unit == "bytes" || unit == "byte" || unit == "B"
    }

    private static func number(_ value: Int, bytes isBytes: Bool) -> String {
        isBytes ? bytes(Double(value)) : NumberText.grouped(value)
    }

    private static func bytes(_ value: Double) -> String {
        let text = NumberText.short(value)
        guard let last = text.last, last.isLetter else { return text + " B" }
        return text.dropLast() + " \(last)B"
    }
}
