/// sysbench with `--report-interval`: `[ 3s ] thds: 1 eps: 4018.50 lat (ms,95%): 0.35`.
///
/// How long it takes is its `--time`, or its default of ten seconds.
struct SysbenchForm: ProgressForm {
    let name = ProgressFormName.sysbench
    let filter = LineFilter([.bracket, .digit], first: "[")
    private let seconds: Double?

    init(_ command: CommandText) {
        let hasLimit = command.option(of: "sysbench", "--events") != nil
        let time = command.option(of: "sysbench", "--time", "--max-time").flatMap(Double.init)
        let standard: Double? = command.names("sysbench") && !hasLimit ? 10 : nil
        seconds = (time ?? standard).flatMap { $0 > 0 ? $0 : nil }
    }

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.skip("[ "), let now = cursor.decimal(), cursor.skip("s ] thds: ") else { return nil }
        _ = cursor.word()
        return ProgressReport(seconds.map { .fraction(now / $0) }, message: cursor.rest)
    }
}
