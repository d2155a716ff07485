import Foundation
import Testing

@testable import HeadwayRunner

/// What a recognizer has said of a whole output.
struct Recognized {
    /// How far the phase was, whenever that was said, 0…1.
    var fractions: [Double] = []
    var counts: [Int] = []
    var units: Set<String> = []
    var messages: [String] = []
    /// What can't be: less than nothing, more than all, and what is no number.
    var nonsense: [PhaseUpdate.Amount] = []

    /// Reads an output.
    ///
    /// - Parameters:
    ///   - chunk: How many bytes are printed at a time.
    ///   - pauses: Whether nothing comes for a while after each.
    init(
        _ output: [UInt8],
        _ setting: ProgressSetting = .auto,
        command: String = "",
        chunk: Int = 61,
        pauses: Bool = false
    ) {
        var recognizer = ProgressRecognizer(setting, command: command)
        for begin in stride(from: 0, to: output.count, by: chunk) {
            note(recognizer.take(Array(output[begin..<min(begin + chunk, output.count)])))
            if pauses { note(recognizer.pause(at: .zero)) }
        }
        note(recognizer.finish())
    }

    init(_ output: String, _ setting: ProgressSetting = .auto, command: String = "", chunk: Int = 61) {
        self.init(Array(output.utf8), setting, command: command, chunk: chunk)
    }

    private mutating func note(_ update: PhaseUpdate?) {
        guard let update else { return }
        if let message = update.message { messages.append(message) }
        if let amount = update.amount, !Self.canBe(amount) { nonsense.append(amount) }
        switch update.amount {
        case .fraction(let fraction): fractions.append(fraction)
        case .count(let completed, let total, let unit):
            if let total { fractions.append(Double(completed) / Double(total)) } else { counts.append(completed) }
            if let unit { units.insert(unit) }
        case nil: break
        }
    }

    private static func canBe(_ amount: PhaseUpdate.Amount) -> Bool {
        switch amount {
        case .fraction(let fraction): (0...1).contains(fraction)
        case .count(let completed, let total, _): completed >= 0 && completed <= total ?? .max && total != 0
        }
    }

    var isClaimed: Bool { !fractions.isEmpty || !counts.isEmpty }

    var neverFalls: Bool {
        zip(fractions, fractions.dropFirst()).allSatisfy { $0 <= $1 }
            && zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 }
    }
}

/// Output of real tools; how each was captured is said in the README beside them.
enum Capture {
    static func bytes(_ name: String, in folder: String = "progress") throws -> [UInt8] {
        let url = try #require(
            Bundle.module.url(forResource: "Resources/\(folder)/\(name)", withExtension: "txt")
        )
        return Array(try Data(contentsOf: url))
    }

    static func names(in folder: String) -> [String] {
        guard let root = Bundle.module.url(forResource: "Resources", withExtension: nil) else { return [] }
        let files = try? FileManager.default.contentsOfDirectory(atPath: root.path + "/" + folder)
        return (files ?? []).map { String($0.dropLast(4)) }.sorted()
    }
}
