/// How the columns of a display are shared out among the parts of a running phase's row.
///
/// When they run out, the message goes first, then rate, count and bar; name, percentage and time stay to the end.
struct RowColumns: Sendable, Hashable {
    private(set) var mark = 2
    private(set) var name = 0
    private(set) var percentage = 0
    private(set) var bar = 0
    private(set) var time = 0
    private(set) var count = 0
    private(set) var rate = 0
    private(set) var message = 0
    /// Whether times are written in as few columns as possible.
    private(set) var isCompact = false

    /// What the rows of a display want, each part as wide as its widest row, so that everything lines up.
    struct Needs: Sendable, Hashable {
        var name = 0
        var time = 0
        var compactTime = 0
        var count = 0
        var rate = 0
        var hasMessage = false
        var hasBar = false
    }

    /// Shares out columns.
    ///
    /// Each part but the first has a blank before it.
    ///
    /// - Parameters:
    ///   - total: How many there are.
    ///   - needs: What the parts want.
    init(total: Int, needs: Needs) {
        share(total, needs)
    }

    private mutating func share(_ total: Int, _ needs: Needs) {
        isCompact = total < 50
        percentage = needs.hasBar ? 4 : 0
        time = isCompact ? max(needs.compactTime, needs.hasBar ? 4 : 0) : max(needs.time, needs.hasBar ? 12 : 0)
        name = min(needs.name, max(total / 3, 10))
        func left() -> Int {
            total - mark - name
                - [percentage, bar, time, count, rate, message].reduce(0) { $0 + ($1 > 0 ? $1 + 1 : 0) }
        }
        // The name gives way first, down to a few characters.
        if left() < 0 { name = max(name + left(), min(name, 3)) }
        if left() < 0 { time = 0 }
        if left() < 0 { percentage = 0 }
        if left() < 0 { name = max(total - mark, 0) }
        if left() < 0 { mark = max(min(total, 2), 0) }

        let smallestBar = 6
        guard needs.hasBar, left() > smallestBar else { return }
        bar = smallestBar
        guard needs.count < left() else { return growBar(by: left()) }
        count = needs.count
        let rateColumns = needs.rate > 0 ? max(needs.rate, 8) : 0
        guard rateColumns < left() else { return growBar(by: left()) }
        rate = rateColumns
        // A message of less than this says nothing, and a bar of less than that little.
        let smallestMessage = 10
        let fairBar = 12
        guard needs.hasMessage, left() + bar > smallestMessage + fairBar else { return growBar(by: left()) }
        growBar(by: fairBar - bar)
        growBar(by: (left() - smallestMessage) / 3)
        message = left() - 1
    }

    private mutating func growBar(by columns: Int) {
        bar = min(bar + max(columns, 0), 32)
    }
}
