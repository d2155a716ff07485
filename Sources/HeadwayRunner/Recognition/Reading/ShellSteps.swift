/// Cuts a shell's command into what it runs one after the other.
///
/// No parser of the shell's language: it knows separators, quotes, substitutions and texts after `<<`, and looks into
/// `sh -c "…"`. What it doesn't know makes rather more steps of one than fewer.
struct ShellSteps {
    /// The words of each pipeline, without what takes no time, such as `cd`, `export` and assignments.
    private(set) var steps: [[String]] = []
    /// Whether something in it may be run several times.
    private(set) var hasLoop = false

    private static let loops: Set<String> = ["for", "while", "until", "select", "case", "watch"]
    private static let keywords: Set<String> = [
        "if", "then", "elif", "else", "fi", "do", "done", "esac", "{", "}", "!", "time", "exec", "builtin",
    ]
    private static let quick: Set<String> = [
        "cd", "pushd", "popd", "export", "unset", "set", "shopt", "source", ".", "ulimit", "umask", "trap", "local",
        "readonly", "alias", "echo", "printf", "true", ":", "exit", "return", "test", "[", "[[", "pwd", "date", "mkdir",
        "rm", "ls", "cp", "mv", "ln", "chmod", "head", "tail", "grep", "sync", "sleep", "touch", "cat", "kill", "wait",
        "which", "command", "type", "hash",
    ]

    private var step: [String] = []
    private var word = ""
    private var hasPipe = false
    /// Where in the step the programs begin that read what the one before prints.
    private var pipedPlaces: [Int] = []
    /// Whether the step only ran a script, whose steps have been taken instead.
    private var isScript = false

    init(_ text: String) {
        let characters = Array(text)
        var place = 0
        var quote: Character?
        // The words that end the texts which begin on the next line.
        var ends: [String] = []
        while place < characters.count {
            let character = characters[place]
            let next = place + 1 < characters.count ? characters[place + 1] : "\n"
            place += 1
            switch character {
            case "\\" where quote == nil || quote == "\"" && "\"\\$`\n".contains(next):
                if next != "\n" { word.append(next) }
                place += 1
            case "$" where next == "(" && quote != "'", "<" where next == "(" && quote == nil,
                ">" where next == "(" && quote == nil:
                word.append("$")
                place = Self.end(ofParentheses: characters, from: place)
            case "<" where next == "<" && quote == nil:
                if let end = Self.endWord(ofText: characters, &place) { ends.append(end) }
            case "`" where quote != "'":
                word.append("$")
                place = (characters[place...].firstIndex(of: "`") ?? characters.count - 1) + 1
            case "'", "\"":
                if quote == nil { quote = character } else if quote == character { quote = nil } else { fallthrough }
            case _ where quote != nil: word.append(character)
            case "#" where word.isEmpty: place = characters[place...].firstIndex(of: "\n") ?? characters.count
            case "|" where next == "|":
                endStep()
                place += 1
            case "|":
                endWord()
                hasPipe = true
                pipedPlaces.append(step.count)
            case "&" where next == ">" || word.last == ">" || word.last == "<": word.append(character)
            case "(" where next == "(" && word.isEmpty: place = Self.end(ofParentheses: characters, from: place - 1)
            case ";", "&", "(", ")", "\n", "\r\n":
                endStep()
                guard character.isNewline else { continue }
                for end in ends { place = Self.end(ofText: characters, from: place, before: end) }
                ends = []
            case _ where character.isWhitespace: endWord()
            default: word.append(character)
            }
        }
        endStep()
    }

    /// Whether the next word is a script: `sh -c "…"`, `ssh HOST "…"`.
    private var isBeforeScript: Bool {
        if step.first == "eval" || step.first == "ssh" && step.count > 1 { return true }
        guard let last = step.last, last.hasPrefix("-"), last.hasSuffix("c") else { return false }
        return step.contains { $0.hasSuffix("sh") || $0 == "su" }
    }

    private mutating func endWord() {
        defer { word = "" }
        guard !word.isEmpty, !isScript else { return }
        guard isBeforeScript, word.contains(where: \.isWhitespace) else { return step.append(word) }
        let script = ShellSteps(word)
        steps += script.steps
        hasLoop = hasLoop || script.hasLoop
        isScript = true
    }

    private mutating func endStep() {
        endWord()
        defer { (step, hasPipe, pipedPlaces, isScript) = ([], false, [], false) }
        guard !isScript else { return }
        if pipedPlaces.contains(where: { $0 < step.count && Self.loops.contains(step[$0]) }) { hasLoop = true }
        // What comes after a group is for what that prints: `{ make; } 2>&1 | tee log`.
        if step.first == "}" || pipedPlaces.first == 0 || step.first.map(Self.isRedirection) == true { return }
        var rest = step[...]
        while let first = rest.first {
            if first == "env" {
                rest = rest.dropFirst().drop { $0.hasPrefix("-") }
            } else if Self.keywords.contains(first) || Self.isAssignment(first) {
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        guard let first = rest.first else { return }
        if Self.loops.contains(first) || rest.contains("xargs") { hasLoop = true }
        if !hasPipe, Self.quick.contains(first) { return }
        steps.append(Array(rest))
    }

    /// The word after `<<`, with which the text ends that is given to a command; nothing after `<<<`.
    private static func endWord(ofText characters: [Character], _ place: inout Int) -> String? {
        place += 1
        if place < characters.count, characters[place] == "<" {
            place += 1
            return nil
        }
        let rest = characters[place...].drop { $0 == "-" || $0 == " " || $0 == "\t" }
        var quote: Character?
        let word = rest.prefix { character in
            if quote == nil, "'\"".contains(character) { quote = character } else if quote == character { quote = nil }
            return quote != nil || !character.isWhitespace && !";&|<>()".contains(character)
        }
        place = word.endIndex
        return String(word.filter { !"'\"\\".contains($0) })
    }

    /// After the line that ends a text.
    private static func end(ofText characters: [Character], from start: Int, before end: String) -> Int {
        var place = start
        while place < characters.count {
            let line = characters[place...].prefix { !$0.isNewline }
            place = min(line.endIndex + 1, characters.count)
            if String(line.drop { $0 == "\t" }) == end { return place }
        }
        // It has no end, so it wasn't one.
        return start
    }

    /// After the parenthesis that closes the one at a place.
    private static func end(ofParentheses characters: [Character], from start: Int) -> Int {
        var depth = 0
        for place in start..<characters.count {
            if characters[place] == "(" { depth += 1 }
            if characters[place] == ")" { depth -= 1 }
            if depth == 0 { return place + 1 }
        }
        return characters.count
    }

    /// Whether a word says where something is written or read: `2>&1`, `>file`.
    private static func isRedirection(_ word: String) -> Bool {
        word.drop { $0.isNumber || $0 == "&" }.first.map { $0 == ">" || $0 == "<" } ?? false
    }

    /// Whether a word sets a variable: `NAME=value`.
    private static func isAssignment(_ word: String) -> Bool {
        guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
        return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "+" }
    }
}
