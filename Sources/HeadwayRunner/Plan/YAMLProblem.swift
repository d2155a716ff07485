/// What libYAML says of a text that it can't read.
struct YAMLProblem: Error {
    /// What is wrong, such as `did not find expected key`.
    var text: String
    /// Where that was noticed.
    var position: PlanPosition
    /// What was being read, such as `while parsing a block mapping`.
    var context: String?
    /// Where that begins.
    var contextPosition: PlanPosition?
}
