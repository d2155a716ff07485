/// rich: `Processing... ━━━━━━━╸━━━━━━━━━━ 43% 0:00:01`, also `12/345` in place of the percentage, or before the bar (Keras).
struct RichForm: ProgressForm {
    let name = ProgressFormName.rich
    let filter = LineFilter([.glyph, .digit])
    let drawsStages = true

    func read(_ line: TextLine) -> ProgressReport? {
        guard let bar = DrawnBar(in: line) else { return nil }
        var cursor = ByteCursor(bar.rest)
        while let word = cursor.word() {
            var number = ByteCursor(word)
            if let fraction = number.percentage(), number.isAtEnd {
                return ProgressReport(.fraction(fraction), bar: bar.label, on: line)
            }
            if let ratio = number.ratio(), number.isAtEnd {
                return ProgressReport(.count(ratio.completed, of: ratio.total), bar: bar.label, on: line)
            }
        }
        var label = ByteCursor(bar.label)
        guard let ratio = label.ratio(), label.isAtEnd else { return nil }
        return ProgressReport(.count(ratio.completed, of: ratio.total), bar: .none, on: line)
    }
}
