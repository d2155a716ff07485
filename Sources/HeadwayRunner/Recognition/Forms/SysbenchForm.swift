/// sysbench with `--report-interval`: `[ 3s ] thds: 1 eps: 4018.50 lat (ms,95%): 0.35`.
///
/// How long it takes is its `--time`, or its default of ten seconds.
struct SysbenchForm: ProgressForm {
    let name = ProgressFormName.sysbench
    let filter = LineFilter([.bracket, .digit], first: "[")
    private let seconds: Double?

    private static let standard = 10.0
    /// With these it takes longer than that, or not as long.
    private static let others: Set<String> = ["--events", "--max-requests", "--warmup-time", "--config-file"]

    init(_ command: CommandText) {
        guard let arguments = command.arguments(of: "sysbench") else {
            seconds = nil
            return
        }
        // One that can't be read, such as `--time=$T`, isn't the default.
        let time = arguments.option("--time", "--max-time").map { Double($0) ?? 0 }
        let standard = arguments.count(of: Self.others) == 0 ? Self.standard : nil
        seconds = (time ?? standard).flatMap { $0 > 0 ? $0 : nil }
    }

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.skip("[ "), let now = cursor.decimal(), cursor.skip("s ] thds: ") else { return nil }
        _ = cursor.word()
        return ProgressReport(seconds.map { .fraction(now / $0) }, message: cursor.rest)
    }
}
