/// Runs the YAML reader and puts its complaints into the form of all others.
struct PlanParser: ~Copyable {
    private let text: String
    private let path: String
    private var reader: YAMLReader

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - text: What to parse.
    ///   - path: The plan's file.
    init(_ text: String, path: String) throws(PlanErrors) {
        self.text = text
        self.path = path
        do {
            reader = try YAMLReader(text)
        } catch {
            throw PlanErrors(Self.planError(for: error, text: text, path: path))
        }
    }

    /// The next event of the text.
    mutating func next() throws(PlanErrors) -> YAMLEvent {
        do {
            return try reader.next()
        } catch {
            throw PlanErrors(Self.planError(for: error, text: text, path: path))
        }
    }

    private static func planError(for problem: YAMLProblem, text: String, path: String) -> PlanError {
        // The libYAML that comes with Yams looks up to a thousand signs ahead, and then has a limit of its own.
        if problem.text.hasPrefix("Maximum nesting level") { return .tooDeep(path: path, position: problem.position) }
        var message = "this isn't YAML: \(problem.text)"
        if let context = problem.context, let position = problem.contextPosition {
            message += " \(context) (from line \(position.line))"
        }
        // What was never closed is found at the end of the text, but must be mended where it was opened.
        let isUnclosed = problem.text.hasPrefix("found unexpected end of stream")
        return PlanError(
            path: path,
            position: isUnclosed ? problem.contextPosition ?? problem.position : problem.position,
            message: message,
            advice: advice(for: problem, text: text)
        )
    }

    private static func advice(for problem: YAMLProblem, text: String) -> String {
        let line = PlanLine.text(problem.position.line, of: text)
        if [line, problem.contextPosition.map { PlanLine.text($0.line, of: text) } ?? ""].contains(where: isDirective) {
            return "a plan needs no directives: leave the line that begins with \"%\" out, or indent it if it is text"
        }
        // The beginning of a block tells its indentation, and nothing but spaces can.
        if problem.text.hasPrefix("found a tab character where an indentation") {
            return "indent with spaces; where a text itself begins with a tab, write how many spaces it is indented by "
                + "behind the \"|\", as in \"|2\""
        }
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
            return "indent with spaces, YAML takes no tabs there"
        }
        if problem.text.hasPrefix("mapping values are not allowed") {
            return "a value with \": \" in it must be in quotes or in a block (\"|\"); else check the indentation"
        }
        if let context = problem.context, context.contains("quoted scalar") { return "close the quotes" }
        guard let sign = misleadingSign(for: problem, text: text) else {
            return "check the indentation and the quotes of this line and the one before"
        }
        return "a value that begins with \(sign == "\"" ? "a quote" : "\"\(sign)\"") means something in YAML: "
            + "put the whole value in quotes, or in a block after \"|\""
    }

    private static func isDirective(_ line: String) -> Bool { line.hasPrefix("%") }

    /// The sign that made the parser take a value for something else than the text that it may be meant as.
    private static func misleadingSign(for problem: YAMLProblem, text: String) -> Character? {
        switch problem.context {
        case "while scanning an alias": return "*"
        case "while scanning an anchor": return "&"
        default: break
        }
        // What comes after the value is where the parser stops; the value's beginning is what misled it.
        for number in [problem.position.line, problem.contextPosition?.line ?? problem.position.line] {
            if let sign = PlanLine.firstOfValue(in: PlanLine.text(number, of: text)), "[{*&!@`%\"'|>".contains(sign) {
                return sign
            }
        }
        return nil
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
