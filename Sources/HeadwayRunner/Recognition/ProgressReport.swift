/// What a command's output reveals.
enum ProgressReport: Hashable {
    /// How far the command is, or the phase of it that has begun last.
    case progress(ProgressDirective)
    /// Something of a phase that the command reports.
    case phase(PhaseDirective)
}
