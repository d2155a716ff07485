/// A phase's command, as far as it tells how to read its output.
struct CommandText {
    /// Whether it is a single command, rather than several or a script.
    let isSingle: Bool
    private let words: [Substring]

    init(_ text: String) {
        let separators: Set<Character> = [";", "|", "&", "\n", "(", ")", "`"]
        var words: [Substring] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || separators.contains($0) || $0 == "'" || $0 == "\"" }
        ) {
            words.append(word)
        }
        self.words = words
        isSingle = !text.contains { separators.contains($0) }
    }

    /// Whether it names a tool, by its name or by its path, followed by its subcommand if there is one.
    func names(_ tool: String, _ subcommand: String? = nil) -> Bool {
        indices(of: tool).contains { index in
            guard let subcommand else { return true }
            // A toolchain or an option may come between the two.
            return words[(index + 1)...].prefix(3).contains { $0 == subcommand }
        }
    }

    /// The value of an option of a tool: `-T 60`, `-T60`, `--time 60`, `--time=60`, `count=60`.
    func option(of tool: String, _ names: String...) -> String? {
        guard let index = indices(of: tool).first else { return nil }
        let arguments = words[(index + 1)...]
        for (place, word) in zip(arguments.indices, arguments) {
            for name in names where word.hasPrefix(name) {
                let rest = word.dropFirst(name.count)
                if name.hasSuffix("=") { return String(rest) }
                if rest.isEmpty { return arguments.dropFirst(place - arguments.startIndex + 1).first.map(String.init) }
                if rest.first == "=" { return String(rest.dropFirst()) }
                if !name.hasPrefix("--"), rest.first?.isNumber == true { return String(rest) }
            }
        }
        return nil
    }

    /// How long a tool runs by its own option, in seconds; only if it is all that the command runs.
    func seconds(of tool: String, _ names: String...) -> Double? {
        guard isSingle else { return nil }
        for name in names {
            guard let text = option(of: tool, name), let duration = try? DurationText.parse(text), duration > .zero
            else {
                continue
            }
            return duration / .seconds(1)
        }
        return nil
    }

    /// Whether a word is among a tool's arguments.
    func argument(of tool: String, where condition: (Substring) -> Bool) -> Bool {
        guard let index = indices(of: tool).first else { return false }
        return words[(index + 1)...].contains(where: condition)
    }

    private func indices(of tool: String) -> [Int] {
        words.indices.filter { words[$0] == tool || words[$0].hasSuffix("/" + tool) }
    }
}
