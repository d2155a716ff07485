/// wrk says nothing but how long it will take, `Running 30s test @ http://…`, and that into a file only at its end: then its
/// command says so, too.
struct WrkForm: ProgressForm {
    let name = ProgressFormName.wrk
    let filter = LineFilter(.digit, first: "R")
    let neededSteps = 1
    let duration: Double?

    private static let sizes: [UInt8: Int] = [UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3_600]

    init(_ command: CommandText) {
        duration = command.seconds(of: "wrk", "-d", "--duration")
    }

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard duration == nil, cursor.skip("Running "), let number = cursor.integer(), number <= 1_000_000,
            let size = cursor.next.flatMap({ Self.sizes[$0] }), number > 0, cursor.skip(past: UInt8(ascii: " ")),
            cursor.skip("test @ ")
        else { return nil }
        return ProgressReport(.lasts(seconds: Double(number * size)))
    }
}
