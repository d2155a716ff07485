/// Make as CMake uses it: `[ 45%] Building C object …`.
struct CMakeForm: ProgressForm {
    let name = ProgressFormName.cmake
    let filter = LineFilter([.percent, .bracket, .digit], first: "[")
    let neededSteps = 3
    let isBuild = true

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard cursor.skip("[") else { return nil }
        cursor.skipBlanks()
        guard let fraction = cursor.percentage(), cursor.skip("] "), let first = cursor.next,
            !ByteCursor.isBlank(first)
        else { return nil }
        return ProgressReport(.fraction(fraction), message: cursor.rest)
    }
}
