/// The texts of a running phase's row, before it is known how much room they have.
struct PhaseCells: Sendable {
    var mark: ConsoleTheme.Mark
    var name: String
    var percentage: String?
    var fraction: Double?
    var time: String
    var timeStyle: CellStyle = .plain
    var compactTime: String
    var count = ""
    var widestCount = 0
    var rate = ""
    var message = ""

    /// The texts of one phase.
    ///
    /// - Parameters:
    ///   - phase: A running phase.
    ///   - late: How long ago the phase was as it is given, in seconds.
    ///   - left: How much longer it takes.
    ///   - rate: How many units it does a second; `nil` to use its average.
    ///   - theme: The characters to use.
    init(_ phase: PhaseState, late: Double, left: TimeEstimate?, rate: Double?, theme: ConsoleTheme) {
        let visible = theme.visibleText
        let times = TimeText(dash: theme.rangeDash)
        let duration = phase.durationSeconds ?? 0
        mark = theme.mark(for: phase.status, isStalled: phase.stalled)
        name = phase.displayName(visible)
        if phase.isDeterminate {
            fraction = phase.fraction
            percentage = NumberText.percentage(phase.fraction)
        }
        if phase.stalled {
            time = phase.quietSeconds.map { "stalled " + times.wholeDuration($0 + late) } ?? "stalled"
            compactTime = "stalled"
            timeStyle = theme.stalled.style
        } else {
            timeStyle = left.flatMap(times.left) == nil ? theme.faint : .plain
            time = left.flatMap(times.left) ?? times.wholeDuration(duration + late)
            compactTime = left.flatMap(times.compactLeft) ?? times.compactDuration(duration + late)
        }
        let unit = visible.fitted(phase.unit ?? "", columns: 16)
        count = CountText.count(phase, unit: unit) ?? ""
        widestCount = CountText.widest(phase, unit: unit)
        if !count.isEmpty, !phase.stalled {
            let average = duration > 0 ? Double(phase.completed ?? 0) / duration : 0
            self.rate = CountText.rate(rate ?? average, unit: unit) ?? ""
        }
        // Of a phase that hangs the last thing that it printed says more than what it meant to do.
        let words = phase.stalled ? phase.output?.last ?? phase.message : phase.message
        message = visible.fitted(words ?? "", columns: 512)
    }
}
