/// GNU parallel: `15% 3:17=8s 0.6` with `--bar`, `ETA: 1s Left: 5 AVG: 0.20s  local:3/10/100%/0.2s` with `--eta`, the
/// latter half of it with `--progress`.
struct ParallelForm: ProgressForm {
    let name = ProgressFormName.parallel
    let filter = LineFilter([.percent, .digit]).drawn

    func read(_ line: TextLine) -> ProgressReport? {
        readBar(line) ?? readJobs(line)
    }

    private func readBar(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.percentage() != nil, cursor.skip(" "), let done = cursor.integer(), cursor.skip(":"),
            let left = cursor.integer(), cursor.skip("="), done + left > 0
        else { return nil }
        let argument = cursor.skip(past: UInt8(ascii: " ")) ? cursor.rest : .none
        return ProgressReport(.count(done, of: done + left), message: argument, unit: "jobs")
    }

    private func readJobs(_ line: TextLine) -> ProgressReport? {
        guard line.marks.contains(.slash) else { return nil }
        var cursor = ByteCursor(line.text)
        var left: Int?
        if cursor.skip("ETA: ") {
            guard cursor.word() != nil, cursor.skip("Left: ") else { return nil }
            left = cursor.integer()
            guard left != nil, cursor.skip(" AVG: "), cursor.word() != nil else { return nil }
        }
        var done = 0
        var hosts = 0
        // A host after the other: jobs that run, that are done, their share of those that were started, seconds for each.
        while let host = cursor.word() {
            guard let colon = host.lastIndex(of: UInt8(ascii: ":")) else { break }
            var numbers = ByteCursor(host[(colon + 1)...])
            guard numbers.integer() != nil, numbers.skip("/"), let count = numbers.integer(), numbers.skip("/"),
                numbers.integer() != nil, numbers.skip("%/"), count < 1 << 40
            else { break }
            done += count
            hosts += 1
        }
        guard hosts > 0 else { return nil }
        return ProgressReport(.count(done, of: left.map { done + $0 }), unit: "jobs")
    }
}
