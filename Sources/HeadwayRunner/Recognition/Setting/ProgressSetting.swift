/// How to read progress from a phase's output: the key `progress` of a plan.
public enum ProgressSetting: Sendable, Hashable {
    /// Whatever is recognized, once there is evidence for it.
    case auto
    /// Nothing is read.
    case none
    /// One form.
    case form(ProgressFormName)
    /// What a regular expression finds.
    case pattern(ProgressPattern)

    /// How a plan says it.
    package var text: String {
        switch self {
        case .auto: "auto"
        case .none: "none"
        case .form(let name): name.rawValue
        case .pattern(let pattern): pattern.source
        }
    }

    /// Reads a plan's value.
    ///
    /// - Parameter text: What somebody wrote.
    /// - Throws: What is wrong with it.
    package init(_ text: String) throws(PatternError) {
        switch text {
        case "auto": self = .auto
        case "none": self = .none
        default:
            if let name = ProgressFormName(rawValue: text) {
                self = .form(name)
                return
            }
            // A name is one word; whatever has more in it is meant to be an expression.
            let isWord = text.allSatisfy { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
            guard isWord else {
                self = .pattern(try ProgressPattern(text))
                return
            }
            let names = ["auto", "none"] + ProgressFormName.allCases.map(\.rawValue)
            let advice =
                NearestName.suggestion(for: text, among: names).map { "did you mean \"\($0)\"?" }
                ?? "write \(PlanText.list(names)), or a regular expression with named groups"
            throw PatternError("nothing is known to print progress as \(PlanText.quoted(text))", advice: advice)
        }
    }
}
