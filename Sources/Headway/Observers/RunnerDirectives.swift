/// The lines by which a program that is a phase of `headway run` tells of phases of its own.
///
/// A value without a descriptor or a clock: events go in, text comes out. Names and messages are data: whatever is in
/// them, no line begins in them.
struct RunnerDirectives {
    private struct Reported {
        var name: String
        /// When the last progress of it was told, in seconds of the run.
        var toldAt: Double?
        /// Progress that came too soon after that.
        var held: String?
    }

    /// The least time between two lines of progress of a phase, in seconds: they stay in the phase's log.
    private static let pace = 0.5
    /// A longer text is cut, so that a line is written in one piece even into a pipe, in characters and bytes.
    private static let longestText = 400

    private var running: [Int: Reported] = [:]

    /// What there is to say about an event.
    ///
    /// - Parameter event: The event.
    /// - Returns: Whole lines; empty if there is nothing to say.
    mutating func text(for event: ProgressEvent) -> String {
        guard let index = event.phaseIndex else { return "" }
        switch event.type {
        case .phaseStarted: return start(index, event.context)
        case .phaseProgress: return progress(index, event.context, at: event.elapsed.inSeconds)
        case .phaseCompleted: return end(index, event.context)
        case .benchmarkStarted, .benchmarkCompleted, .phaseStalled, .phaseResumed, .estimateUpdated, .journalGap:
            return ""
        }
    }

    private mutating func start(_ index: Int, _ context: EventContext) -> String {
        // A phase of this program whose own command reports phases gives way to them.
        let before = running.removeValue(forKey: index).map { "\($0.held ?? "")::phase end \($0.name) ok\n" } ?? ""
        let name = Self.word(unused(context.phaseName ?? "", index))
        running[index] = Reported(name: name)
        let total = context.total.flatMap { $0 > 0 ? " \($0)" : nil } ?? ""
        return before + "::phase start \(name)\(total)\n"
    }

    /// A name that no other running phase has, as the runner knows them by name.
    private func unused(_ name: String, _ index: Int) -> String {
        let name = Self.cut(name)
        guard running.values.contains(where: { $0.name == Self.word(name) }) else { return name }
        return "\(name) (\(index + 1))"
    }

    private mutating func progress(_ index: Int, _ context: EventContext, at elapsed: Double) -> String {
        guard let phase = running[index], let value = Self.value(context) else { return "" }
        let message = context.message.map { Self.line($0) }.flatMap { $0.isEmpty ? nil : " " + $0 } ?? ""
        let line = "::phase progress \(phase.name) \(value)\(message)\n"
        if let toldAt = phase.toldAt, elapsed - toldAt < Self.pace {
            running[index]?.held = line
            return ""
        }
        running[index]?.toldAt = elapsed
        running[index]?.held = nil
        return line
    }

    /// How far a phase is: `3/10`, or `42.5%`, or a bare count where nobody knows of how many.
    private static func value(_ context: EventContext) -> String? {
        if let completed = context.completed, let total = context.total, total > 0 {
            let share = min(Double(completed) / Double(total), 1) * 100
            guard let percentage = context.percentage, abs(percentage - share) > 1e-6 else {
                return "\(min(completed, total))/\(total)"
            }
        }
        if let percentage = context.percentage {
            let shown = (percentage * 100).rounded(.down) / 100
            return shown == shown.rounded() ? "\(Int(shown))%" : "\(shown)%"
        }
        return context.completed.map { "\($0)" }
    }

    private mutating func end(_ index: Int, _ context: EventContext) -> String {
        // One that was skipped before it began was never told of.
        guard let phase = running.removeValue(forKey: index) else { return "" }
        let status = context.status ?? (context.success == false ? .failed : .completed)
        let word: String
        var reason = context.error
        switch status {
        case .completed: word = "ok"
        case .skipped: word = "skipped"
        case .cancelled: word = "cancelled"
        case .timedOut: (word, reason) = ("failed", reason ?? "timed out")
        case .failed: word = "failed"
        case .abandoned, .pending, .running: (word, reason) = ("failed", reason ?? "its end was never reported")
        }
        let text = reason.map { Self.line($0) }.flatMap { $0.isEmpty ? nil : " " + $0 } ?? ""
        return (phase.held ?? "") + "::phase end \(phase.name) \(word)\(text)\n"
    }

    // MARK: Words

    /// A name as one word: as it is where that is plain, else as a JSON string.
    private static func word(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_.:/+@,=".utf8.contains(byte)
            }
        }
        return isPlain && !name.isEmpty ? name : quoted(name)
    }

    private static func quoted(_ name: String) -> String {
        var text = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case _ where isControl(scalar):
                // All of them are in the first plane.
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// A text for the rest of a line.
    private static func line(_ text: String) -> String {
        var line = ""
        for scalar in cut(text).unicodeScalars {
            line.unicodeScalars.append(isControl(scalar) ? " " : scalar)
        }
        return String(line.drop { $0 == " " })
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func cut(_ text: String) -> String {
        var size = 0
        let head = text.unicodeScalars.prefix { scalar in
            size += UTF8.width(scalar)
            return size <= longestText
        }
        return head.count == text.unicodeScalars.count ? text : String(String.UnicodeScalarView(head)) + "…"
    }
}
