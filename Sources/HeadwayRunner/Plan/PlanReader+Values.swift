/// Reads single keys, and says what is wrong with them.
extension PlanReader {
    /// The keys of one mapping by what they stand for.
    typealias Fields = [String: PlanEntry]

    /// Whether nothing before gave the same; the older form has other names for some keys.
    mutating func isFirst(_ entry: PlanEntry, in fields: inout Fields) -> Bool {
        let name = PlanKeys.canonical(entry.key)
        guard let first = fields[name] else {
            fields[name] = entry
            return true
        }
        if first.key == entry.key {
            diagnostics.add(
                "the key \(PlanText.quoted(entry.key)) is already given in line \(first.position.line)",
                at: entry.position,
                advice: "keep one of them"
            )
        } else {
            diagnostics.add(
                "\"\(entry.key)\" says the same as \"\(first.key)\" in line \(first.position.line)",
                at: entry.position,
                advice: "keep one of them"
            )
        }
        return false
    }

    /// Keeps a key that is handed on, or reports one that isn't known.
    mutating func keep(_ entry: PlanEntry, in values: inout [String: PlanValue], known: [String], isPhase: Bool) {
        guard !PlanKeys.isDescriptive(entry.key) else {
            values[entry.key] = entry.value.value
            return
        }
        diagnostics.add(
            "a \(isPhase ? "phase" : "plan") has no key \(PlanText.quoted(entry.key))",
            at: entry.position,
            advice: PlanKeys.advice(
                for: entry.key,
                known: known,
                other: isPhase ? PlanKeys.plan : PlanKeys.phase,
                otherLevel: isPhase ? "the plan" : "its phases"
            )
        )
    }

    /// Reports a value of the wrong kind.
    mutating func expected(_ wanted: String, for entry: PlanEntry, advice: String? = nil) {
        diagnostics.add(
            "\(PlanText.quoted(entry.key)) must be \(wanted), but this is \(entry.value.kind)",
            at: entry.value.isNull ? entry.position : entry.value.position,
            advice: advice
        )
    }

    /// Reports a value that isn't text: mostly it was meant to be, and begins with a sign that YAML takes for its own.
    mutating func expectedText(for entry: PlanEntry) {
        let advice =
            entry.value.isNull
            ? "write something; what begins with \"#\", or is \"~\" or \"null\", must be in quotes"
            : "put the whole value in quotes, or in a block after \"|\""
        expected("text", for: entry, advice: advice)
    }

    /// Text that may be left empty.
    mutating func optionalText(_ entry: PlanEntry) -> String? {
        if entry.value.isNull { return nil }
        guard case .scalar(let text, _) = entry.value.content else {
            expectedText(for: entry)
            return nil
        }
        return text
    }

    /// Text with something in it that can be handed to a program.
    mutating func requiredText(_ entry: PlanEntry) -> String? {
        guard case .scalar(let text, _) = entry.value.content, !entry.value.isNull else {
            expectedText(for: entry)
            return nil
        }
        guard !text.isBlank else {
            diagnostics.add(
                "\(PlanText.quoted(entry.key)) is empty",
                at: entry.value.position,
                advice: "write something, or leave the key out"
            )
            return nil
        }
        return refuseNUL(in: text, of: entry.key, at: entry.value.position) ? text : nil
    }

    /// The name of a plan or a phase.
    ///
    /// Control characters are fine: whoever shows it deals with them.
    mutating func requiredName(_ entry: PlanEntry) -> String? {
        requiredText(entry)
    }

    /// A command for the shell.
    ///
    /// What looks like a flag or a number is a command too: `true`.
    mutating func command(_ entry: PlanEntry) -> String? {
        guard let text = requiredText(entry) else { return nil }
        check(command: text, from: "\"command\"", at: entry.value.position)
        return text
    }

    /// Reports a command that no shell could be given.
    mutating func check(command: String, from source: String, at position: PlanPosition?) {
        if command.isBlank {
            diagnostics.add("\(source) is empty", at: position, advice: "give a command, or leave it out")
        } else if command.utf8.contains(0) {
            diagnostics.add("\(source) has a NUL character in it", at: position, advice: "no program can be given one")
        } else if command.utf8.count > limits.environmentBytes {
            diagnostics.add(
                "\(source) is longer than \(limits.environmentBytes >> 10) KiB",
                at: position,
                advice: "move it to a script of its own"
            )
        }
    }

    /// A limit in time.
    mutating func timeout(_ entry: PlanEntry) -> Duration? {
        let unit = entry.key == "timeout_seconds" ? Duration.seconds(1) : nil
        guard let duration = duration(entry, unit: unit) else { return nil }
        guard duration > .zero else {
            diagnostics.add(
                "\(PlanText.quoted(entry.key)) is nothing at all",
                at: entry.value.position,
                advice: "leave it out to have the default"
            )
            return nil
        }
        return duration
    }

    /// A duration; with a unit, a plain number of it.
    mutating func duration(_ entry: PlanEntry, unit: Duration?) -> Duration? {
        let isPlain = unit != nil
        let minutes = unit == .seconds(60)
        let wanted = isPlain ? "a number of \(minutes ? "minutes" : "seconds")" : "a duration"
        let example = isPlain ? "such as \(minutes ? "5" : "1800")" : "such as 30m, 1h30m, 90s or 250ms"
        guard case .scalar(let text, _) = entry.value.content, !entry.value.isNull else {
            expected(wanted, for: entry, advice: example)
            return nil
        }
        let newKey = PlanKeys.canonical(entry.key)
        if isPlain, text.unicodeScalars.contains(where: \.properties.isAlphabetic) {
            expected(wanted, for: entry, advice: "write \(example), or \"\(newKey): …\" with a unit")
            return nil
        }
        do {
            return try DurationText.parse(text, unit: unit ?? .seconds(1))
        } catch {
            let shown = PlanText.quoted(text, limit: 40)
            let message =
                switch error {
                case .empty: "\(PlanText.quoted(entry.key)) is empty"
                case .negative: "\(shown) is less than nothing"
                case .tooLong: "\(shown) is more than a hundred years"
                case .unknownUnit(let unit): "\(shown) has the unit \(PlanText.quoted(unit)), which isn't known"
                case .order: "\(shown) doesn't go from large units to small ones"
                case .malformed: "\(shown) isn't \(wanted)"
                }
            diagnostics.add(message, at: entry.value.position, advice: "write \(wanted), \(example)")
            return nil
        }
    }

    /// A flag; `false` where it is wrong.
    mutating func flag(_ entry: PlanEntry) -> Bool {
        var advice = "write one of them, or leave the key out"
        if case .scalar(let text, let isPlain) = entry.value.content, let flag = ScalarResolver.flag(text) {
            if isPlain { return flag }
            advice = "write it without quotes"
        }
        expected("true or false", for: entry, advice: advice)
        return false
    }

    /// A whole number.
    mutating func count(_ entry: PlanEntry, atLeast least: Int) -> Int? {
        if case .scalar(let text, _) = entry.value.content, let count = Int(text), count >= least,
            count <= PlanPhase.mostRepetitions
        {
            return count
        }
        expected("a whole number from \(least) to \(PlanPhase.mostRepetitions)", for: entry)
        return nil
    }

    /// A size in bytes.
    mutating func size(_ entry: PlanEntry) -> Int? {
        if case .scalar(let text, _) = entry.value.content, let size = SizeText.parse(text), size > 0 { return size }
        expected("a size", for: entry, advice: "write 500k, 10M or 1G")
        return nil
    }

    /// What a command can read.
    mutating func input(_ entry: PlanEntry) -> PhaseInput {
        if case .scalar(let text, _) = entry.value.content, let input = PhaseInput(rawValue: text) { return input }
        let names = PhaseInput.allCases.map { "\"\($0.rawValue)\"" }
        expected(names.joined(separator: " or "), for: entry)
        return .closed
    }

    /// Paths that must exist.
    mutating func artifacts(_ entry: PlanEntry) -> [String] {
        if entry.value.isNull { return [] }
        guard case .list(let nodes) = entry.value.content else {
            expected("a list of paths", for: entry, advice: "write [a.csv, b.csv]")
            return []
        }
        return nodes.compactMap { node in
            requiredText(PlanEntry(key: "expected_artifacts", position: entry.position, value: node))
        }
    }

    /// Environment variables.
    mutating func environment(_ entry: PlanEntry) -> [PlanVariable] {
        if entry.value.isNull { return [] }
        guard case .mapping(let entries) = entry.value.content else {
            expected("a mapping of names to values", for: entry, advice: "write \"NAME: value\", each on a line")
            return []
        }
        return entries.compactMap { variable in
            guard !variable.key.isEmpty, !variable.key.utf8.contains(UInt8(ascii: "=")), !variable.key.utf8.contains(0)
            else {
                diagnostics.add(
                    "\(PlanText.quoted(variable.key)) can't be the name of an environment variable",
                    at: variable.position,
                    advice: "write \"NAME: value\"; a name is not empty and has no \"=\" in it"
                )
                return nil
            }
            guard case .scalar(let text, _) = variable.value.content else {
                expectedText(for: variable)
                return nil
            }
            guard refuseNUL(in: text, of: variable.key, at: variable.value.position) else { return nil }
            return PlanVariable(name: variable.key, value: variable.value.isNull ? "" : text)
        }
    }

    /// How to read progress: `auto`, `none`, the name of a form, or a regular expression with named groups.
    mutating func progress(_ entry: PlanEntry) -> ProgressSetting {
        guard let text = requiredText(entry) else { return .auto }
        do throws(PatternError) {
            return try ProgressSetting(text)
        } catch {
            diagnostics.add("\"progress\": \(error.message)", at: entry.value.position, advice: error.advice)
            return .auto
        }
    }

    private mutating func refuseNUL(in text: String, of key: String, at position: PlanPosition) -> Bool {
        guard text.utf8.contains(0) else { return true }
        diagnostics.add(
            "\(PlanText.quoted(key)) has a NUL character in it",
            at: position,
            advice: "no program can be given one"
        )
        return false
    }
}

extension String {
    /// Whether there is nothing to see in it.
    var isBlank: Bool {
        unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }
}
