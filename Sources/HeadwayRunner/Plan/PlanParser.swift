import Yams

/// Runs the YAML parser and puts its complaints into the form of all others.
enum PlanParser {
    /// Composes the one document of a text.
    ///
    /// - Parameters:
    ///   - text: What to parse.
    ///   - path: The plan's file.
    ///   - marker: What stands for `*` in the text, if anything does.
    static func compose(
        _ text: String,
        path: String,
        marker: Unicode.Scalar? = nil
    ) throws(PlanErrors) -> Node? {
        do {
            // Without rules nothing is resolved by regular expressions, and keys are equal where their text is. The
            // encoding is said, since the default one is looked up in the environment and announced.
            return try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw PlanErrors(planError(for: error, text: text, path: path, marker: marker))
        } catch {
            throw PlanErrors(PlanError(path: path, position: nil, message: "the plan isn't YAML: \(error)"))
        }
    }

    private static func planError(
        for error: YamlError,
        text: String,
        path: String,
        marker: Unicode.Scalar?
    ) -> PlanError {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if problem.hasPrefix("Maximum nesting level") { return .tooDeep(path: path, position: PlanPosition(mark)) }
            var message = "this isn't YAML: \(problem)"
            if let context { message += " \(context.text) (from line \(context.mark.line))" }
            // What was never closed is found at the end of the text, but must be mended where it was opened.
            let isUnclosed = problem.hasPrefix("found unexpected end of stream")
            return PlanError(
                path: path,
                position: PlanPosition(isUnclosed ? context?.mark ?? mark : mark),
                message: message,
                advice: advice(for: problem, context: context, mark: mark, text: text)
            )
        case .composer(let context, let problem, let mark, _):
            let isSecond = context != nil
            return PlanError(
                path: path,
                position: PlanPosition(mark),
                message: isSecond ? "another document begins here" : "this isn't YAML: \(problem)",
                advice: isSecond
                    ? "a plan is one document: remove this \"---\" and what belongs to it"
                    : "define it before, as in \"&name\", or quote the value if it is text that begins with \"*\""
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.map { key in
                guard let marker else { return key }
                return String(String.UnicodeScalarView(key.unicodeScalars.map { $0 == marker ? "*" : $0 }))
            }
            return duplicateKey(keys, first: PlanPosition(context.mark), text: text, path: path)
        case .reader(let problem, _, _, _):
            return PlanError(path: path, position: nil, message: "the plan isn't YAML: \(problem)")
        default:
            return PlanError(path: path, position: nil, message: "the plan isn't YAML: \(error)")
        }
    }

    private static func duplicateKey(_ keys: [String], first: PlanPosition, text: String, path: String) -> PlanError {
        let key = keys.first ?? ""
        let second = KeyLocator.next(key, after: first, in: text)
        var message = "the key \(PlanText.quoted(key)) is given twice"
        if second != nil { message += ", first in line \(first.line)" }
        if keys.count > 1 {
            message += ", and so is " + PlanText.list(keys.dropFirst().prefix(5).map { PlanText.quoted($0) })
        }
        return PlanError(path: path, position: second ?? first, message: message, advice: "keep one of them")
    }

    private static func advice(
        for problem: String,
        context: YamlError.Context?,
        mark: Mark,
        text: String
    ) -> String? {
        let line = KeyLocator.line(mark.line, of: text)
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
            return "indent with spaces, YAML takes no tabs there"
        }
        if problem.hasPrefix("mapping values are not allowed") {
            return "a value with \": \" in it must be in quotes or in a block (\"|\"); else check the indentation"
        }
        if let context, context.text.contains("quoted scalar") { return "close the quotes" }
        // What comes after the value is where the parser stops; the value's beginning is what misled it.
        for number in Set([mark.line, context?.mark.line ?? mark.line]) {
            if let sign = KeyLocator.firstOfValue(in: KeyLocator.line(number, of: text)),
                "[{*&!@`%\"'|>".contains(sign)
            {
                return "a value that begins with \(sign == "\"" ? "a quote" : "\"\(sign)\"") means something in YAML: "
                    + "put the whole value in quotes, or in a block after \"|\""
            }
        }
        return "check the indentation and the quotes of this line and the one before"
    }
}

extension PlanError {
    /// The mistake of nesting without need.
    static func tooDeep(path: String, position: PlanPosition) -> PlanError {
        PlanError(
            path: path,
            position: position,
            message: "mappings and lists are nested too deep here",
            advice: "a plan needs about five levels"
        )
    }
}
