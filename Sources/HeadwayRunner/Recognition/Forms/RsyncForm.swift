/// rsync: `     6,600,000  36%    6.06MB/s    0:00:01 (xfr#11, to-chk=19/31)`, with `-h` `6.60M  36%`.
///
/// With `--info=progress2` the percentage is that of all files, with `--progress` that of one, and how many are left to
/// check tells how far all are.
struct RsyncForm: ProgressForm {
    private enum Kind { case unknown, all, eachFile }

    let name = ProgressFormName.rsync
    let filter = LineFilter.digits(.percent)
    private var kind: Kind
    private var filesDone: Int?
    private var filesTotal = 0

    init(_ command: CommandText) {
        let words = command.arguments(of: "rsync")?.words ?? []
        let isAll = words.contains { $0.contains("progress2") }
        // Short options may be written as one: `-ahP`.
        let isEach = words.contains { word in
            word == "--progress" || word.hasPrefix("-") && !word.hasPrefix("--") && word.contains("P")
        }
        kind = isAll ? .all : isEach ? .eachFile : .unknown
    }

    mutating func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        guard cursor.integer() != nil else { return nil }
        cursor.skip { ByteCursor.isDigit($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
        if let unit = cursor.next, "KMGTP".utf8.contains(unit) { cursor.skip { $0 == unit } }
        cursor.skipBlanks()
        guard let fraction = cursor.percentage() else { return nil }
        cursor.skipBlanks()
        guard let rate = cursor.word(), rate.suffix(3).elementsEqual("B/s".utf8), let time = cursor.word(),
            time.contains(UInt8(ascii: ":"))
        else { return nil }
        note(fraction, left: Self.left(&cursor))
        switch kind {
        case .unknown: return ProgressReport(nil, message: rate)
        case .all: return ProgressReport(.fraction(fraction), message: rate)
        case .eachFile:
            guard let filesDone, filesTotal > 0 else { return ProgressReport(nil, message: rate) }
            let part = fraction < 1 ? fraction : 0
            return ProgressReport(.fraction((Double(filesDone) + part) / Double(filesTotal)), message: rate)
        }
    }

    /// Learns from what stands after a file that is done.
    private mutating func note(_ fraction: Double, left: (left: Int, total: Int)?) {
        guard let left else { return }
        if kind == .unknown { kind = fraction < 1 || left.left == 0 ? .all : .eachFile }
        filesDone = left.total - left.left
        filesTotal = left.total
    }

    /// How many files are left, from `(xfr#11, to-chk=19/31)`.
    ///
    /// While rsync still looks for files it says `ir-chk`, and there may be more.
    private static func left(_ cursor: inout ByteCursor) -> (left: Int, total: Int)? {
        guard cursor.skip("(xfr#"), cursor.integer() != nil, cursor.skip(", to-chk="), let ratio = cursor.ratio() else {
            return nil
        }
        return (ratio.completed, ratio.total)
    }
}
