#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An event as a line of JSON, as the journal has it.
enum JournalLine {
    /// The line of an event.
    ///
    /// - Parameter event: The event.
    /// - Returns: The line without a line feed; `nil` if it can't be said in JSON.
    static func text(_ event: ProgressEvent) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(event) else { return nil }
        return String(bytes: data, encoding: .utf8)
    }
}
