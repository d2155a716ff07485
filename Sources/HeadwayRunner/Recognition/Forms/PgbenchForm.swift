/// pgbench: `progress: 5.0 s, 3211.2 tps, lat 0.621 ms …` with `-P`, and `300000 of 500000 tuples (60%) done` with `-i`.
///
/// It says how long it takes or how many transactions it runs only at its end, so that is taken from its command.
struct PgbenchForm: ProgressForm {
    let name = ProgressFormName.pgbench
    let filter = LineFilter.digits(and: "p")
    private let seconds: Double?
    private let transactions: Double?
    private var done = 0.0
    private var elapsed = 0.0

    init(_ command: CommandText) {
        seconds = command.option(of: "pgbench", "-T", "--time").flatMap(Double.init).flatMap { $0 > 0 ? $0 : nil }
        let clients = command.option(of: "pgbench", "-c", "--client").flatMap(Double.init) ?? 1
        let count = command.option(of: "pgbench", "-t", "--transactions").flatMap(Double.init)
        transactions = seconds == nil ? count.map { $0 * clients }.flatMap { $0 > 0 ? $0 : nil } : nil
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.skip("progress: ") else { return readTuples(line) }
        guard let now = cursor.decimal(), cursor.skip(" s, ") else { return nil }
        let message = cursor.rest
        guard let rate = cursor.decimal(), cursor.skip(" tps") else { return nil }
        done += rate * max(now - elapsed, 0)
        elapsed = now
        return ProgressReport(
            seconds.map { .fraction(now / $0) } ?? transactions.map { .fraction(done / $0) },
            message: cursor.rest.starts(with: ", lat".utf8) ? message.prefix { $0 != UInt8(ascii: ",") } : message
        )
    }

    private func readTuples(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard let completed = cursor.integer(), cursor.skip(" of "), let total = cursor.integer(), completed <= total,
            total > 0, cursor.skip(" tuples (")
        else { return nil }
        // Where it goes on to measure, filling the tables is only talked about.
        guard seconds == nil, transactions == nil else { return ProgressReport(nil, message: line.text) }
        return ProgressReport(.count(completed, of: total), unit: "tuples")
    }
}
