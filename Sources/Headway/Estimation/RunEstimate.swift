/// How much longer a run takes, and each of its running phases.
public struct RunEstimate: Sendable, Hashable {
    /// How much longer the run takes.
    public var run: TimeEstimate
    /// How much longer each running phase takes, by the phase's place in the run.
    public var phases: [Int: TimeEstimate]
    /// Whether it rests on more than the time that has passed: on past runs, on progress, on a phase that completed, or
    /// on what was expected.
    public var isGrounded: Bool

    init(run: TimeEstimate, phases: [Int: TimeEstimate], isGrounded: Bool) {
        self.run = run
        self.phases = phases
        self.isGrounded = isGrounded
    }
}
