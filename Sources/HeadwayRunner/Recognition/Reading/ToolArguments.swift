/// What a command gives a tool: the words after its name.
struct ToolArguments {
    let words: ArraySlice<String>

    /// Whether it only prepares something, or cleans up: as pgbench and sysbench say it.
    var onlyPrepares: Bool {
        words.contains { word in
            ["--initialize", "prepare", "cleanup", "prewarm", "--version"].contains(word)
                || word.hasPrefix("-i") && word.dropFirst(2).allSatisfy { $0.isLowercase } && word.count < 5
        }
    }

    /// The value of an option: `-T 60`, `-T60`, `--time 60`, `--time=60`, `count=60`.
    func option(_ names: String...) -> String? {
        for (place, word) in zip(words.indices, words) {
            for name in names where word.hasPrefix(name) {
                let rest = word.dropFirst(name.count)
                if name.hasSuffix("=") { return String(rest) }
                if rest.isEmpty { return words[(place + 1)...].first ?? "" }
                if rest.first == "=" { return String(rest.dropFirst()) }
                if !name.hasPrefix("--"), rest.first?.isNumber == true || rest.first == "$" { return String(rest) }
            }
        }
        return nil
    }

    /// How many of some words there are, with or without a value: `--lib`, `--test=a`.
    func count(of names: Set<String>) -> Int {
        words.count { word in names.contains(String(word.prefix { $0 != "=" })) }
    }
}
