/// What is to be put on a phase.
struct PhaseUpdate: Hashable {
    /// How far it is.
    enum Amount: Hashable {
        case fraction(Double)
        case count(completed: Int, total: Int?, unit: String?)
    }

    var amount: Amount?
    var message: String?
}
