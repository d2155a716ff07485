/// What a command says of a phase's end: `NAME [ok|failed|skipped|cancelled] [ERROR]`.
///
/// Where the name ends, if it has no quotes, only those can tell who know which phases are open.
struct PhaseEnding: Hashable {
    /// How the phase ended.
    enum Outcome: Hashable {
        case ok, failed, skipped, cancelled
    }

    let text: String

    /// Takes what follows `::phase end`; nothing if that can't be a name.
    init?(_ text: Substring) {
        guard !text.allSatisfy({ $0 == " " }), text.first != "\"" || DirectiveText.quoted(text) != nil else {
            return nil
        }
        self.text = String(text)
    }

    /// Tells the name from the rest.
    ///
    /// An outcome that nobody knows is a failure: to take it for success would be worse.
    ///
    /// - Parameter open: The phases that haven't ended, the newest last, with the totals with which they began.
    /// - Returns: Which of them ended, how, and what went wrong; nothing if it is none of them.
    func resolved(among open: [(name: String, total: Int?)]) -> (place: Int, outcome: Outcome, error: String?)? {
        func end(_ name: String, _ rest: Substring) -> (place: Int, outcome: Outcome, error: String?)? {
            guard let place = open.lastIndex(where: { $0.name == name }) else { return nil }
            // Who ends it in the words with which it began has not said that it failed.
            if let total = open[place].total, rest == String(total) { return (place, .ok, nil) }
            let (outcome, error) = Self.outcome(rest)
            return (place, outcome, error)
        }
        if let (name, rest) = DirectiveText.quoted(text[...]), let ended = end(name, rest) { return ended }
        let words = text.split(separator: " ")
        for count in words.indices.map({ $0 + 1 }).reversed() {
            let rest = count < words.count ? text[words[count].startIndex...] : ""
            if let ended = end(words[..<count].joined(separator: " "), rest) { return ended }
        }
        return nil
    }

    private static func outcome(_ text: Substring) -> (Outcome, error: String?) {
        let words = text.split(separator: " ", maxSplits: 1)
        guard let first = words.first else { return (.ok, nil) }
        let error = words.count > 1 ? String(words[1].trimmingPrefix(while: { $0 == " " })) : ""
        guard let outcome = outcome(named: first) else {
            let says =
                words.count > 1
                ? String(text) : "\(PlanText.quoted(String(first))) is no end of a phase; write ok or failed"
            return (.failed, says)
        }
        return (outcome, error.isEmpty || outcome == .ok ? nil : error)
    }

    private static func outcome(named word: Substring) -> Outcome? {
        let isMark: (Character) -> Bool = { ":,.!()[]\"'".contains($0) }
        return switch String(word.lowercased().trimmingPrefix(while: isMark)).trimmingSuffix(while: isMark) {
        case "ok", "okay", "passed", "pass", "success", "succeeded", "successful", "completed", "complete", "done",
            "finished", "ended", "✓", "0":
            .ok
        case "failed", "fail", "failure", "error", "ko": .failed
        case "skipped", "skip": .skipped
        case "cancelled", "canceled": .cancelled
        default: nil
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, condition(last) { rest = rest.dropLast() }
        return rest
    }
}
