/// fio with `--eta=always`: `Jobs: 1 (f=1): [W(1)][60.0%][w=8196KiB/s][w=2049 IOPS][eta 00m:02s]`.
struct FioForm: ProgressForm {
    let name = ProgressFormName.fio
    let filter = LineFilter([.percent, .bracket, .digit], first: "J")

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.skip("Jobs: ") else { return nil }
        while cursor.skip(past: UInt8(ascii: "[")) {
            guard let fraction = cursor.percentage(), cursor.skip("][") else { continue }
            let end = cursor.rest.firstRange(of: "][eta")?.lowerBound ?? cursor.rest.endIndex
            return ProgressReport(.fraction(fraction), message: cursor.rest[..<end])
        }
        return nil
    }
}
