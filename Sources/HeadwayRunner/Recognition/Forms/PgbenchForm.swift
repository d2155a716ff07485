/// pgbench: `progress: 5.0 s, 3211.2 tps, lat 0.621 ms …` with `-P`, and `300000 of 500000 tuples (60%) done` with `-i`.
///
/// It says how long it takes or how many transactions it runs only at its end, so that is taken from its command.
struct PgbenchForm: ProgressForm {
    let name = ProgressFormName.pgbench
    let filter = LineFilter.digits(and: "p")
    private let seconds: Double?
    private let transactions: Double?
    /// Whether filling tables is only the beginning.
    private let measures: Bool
    /// How often it reports, in seconds.
    private let interval: Double
    /// When it began, where it tells the time of day: `--progress-timestamp`.
    private var start: Double?
    private var done = 0.0
    private var elapsed = 0.0

    private static let earliestTimeOfDay = 1e9

    init(_ command: CommandText) {
        let arguments = command.arguments(of: "pgbench")
        let time = arguments?.option("-T", "--time")
        seconds = time.flatMap(Double.init).flatMap { $0 > 0 ? $0 : nil }
        // One that can't be read, such as `-c $N`, isn't the default.
        let clients = arguments?.option("-c", "--client").map { Double($0) ?? 0 } ?? 1
        let count = arguments?.option("-t", "--transactions").flatMap(Double.init)
        transactions = time == nil ? count.map { $0 * clients }.flatMap { $0 > 0 ? $0 : nil } : nil
        measures = command.measures(with: "pgbench")
        interval = arguments?.option("-P", "--progress").flatMap(Double.init) ?? 0
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.skip("progress: ") else { return readTuples(line) }
        guard let time = cursor.decimal(), cursor.skip(" s, ") else { return nil }
        let now = elapsed(at: time)
        let message = cursor.rest
        guard let rate = cursor.decimal(), cursor.skip(" tps") else { return nil }
        done += rate * max(now - elapsed, 0)
        elapsed = now
        return ProgressReport(
            seconds.map { .fraction(now / $0) } ?? transactions.map { .fraction(done / $0) },
            message: cursor.rest.starts(with: ", lat".utf8) ? message.prefix { $0 != UInt8(ascii: ",") } : message
        )
    }

    /// How long it has been measuring, by the time that it tells: that, or seconds since 1970.
    private mutating func elapsed(at time: Double) -> Double {
        guard time > Self.earliestTimeOfDay else { return time }
        let start = self.start ?? time - interval
        self.start = start
        return time - start
    }

    private func readTuples(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard let completed = cursor.integer(), cursor.skip(" of "), let total = cursor.integer(), completed <= total,
            total > 0, cursor.skip(" tuples (")
        else { return nil }
        // Where it goes on to measure, filling the tables is only talked about.
        guard !measures else { return ProgressReport(nil, message: line.text) }
        return ProgressReport(.count(completed, of: total), unit: "tuples")
    }
}
