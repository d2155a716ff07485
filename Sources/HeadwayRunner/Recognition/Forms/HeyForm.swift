/// hey prints nothing until its end; with `-z` its command says how long that will take.
struct HeyForm: ProgressForm {
    let name = ProgressFormName.hey
    let filter = LineFilter.nothing
    let duration: Double?

    init(_ command: CommandText) {
        duration = command.seconds(of: "hey", "-z")
    }

    func read(_ line: TextLine) -> ProgressReport? { nil }
}
