import Headway
import HeadwayRunner

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One run as `headway list` shows it.
struct RunListing: Encodable {
    var id: String
    var path: String
    var benchmark: String?
    /// A run's status as it is seen from here, `unknown` if that can't be seen, or `unreadable`.
    var status: String
    var startedAt: Date?
    var elapsedSeconds: Double?
    /// How old the heartbeat of an `unknown` run is.
    var heartbeatAgeSeconds: Double?
    var error: String?

    init(folder: RunFolder) {
        id = folder.id
        path = folder.snapshot
        do {
            let look = try RunLook(path: folder.snapshot)
            benchmark = look.state.benchmark
            status = look.status.rawValue
            startedAt = look.state.startedAt
            elapsedSeconds = look.now.elapsedSeconds
            heartbeatAgeSeconds = look.heartbeatAge
        } catch {
            status = "unreadable"
            self.error = "\(error)"
        }
    }

    enum CodingKeys: String, CodingKey {
        case id, path, benchmark, status, error
        case startedAt = "started_at"
        case elapsedSeconds = "elapsed_seconds"
        case heartbeatAgeSeconds = "heartbeat_age_seconds"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(path, forKey: .path)
        try container.encode(benchmark, forKey: .benchmark)
        try container.encode(status, forKey: .status)
        try Timestamp.encode(startedAt, into: &container, forKey: .startedAt)
        try container.encode(elapsedSeconds, forKey: .elapsedSeconds)
        try container.encodeIfPresent(heartbeatAgeSeconds, forKey: .heartbeatAgeSeconds)
        try container.encodeIfPresent(error, forKey: .error)
    }

    private var words: String {
        let words = status.split(separator: "_").joined(separator: " ")
        guard let heartbeatAgeSeconds else { return words }
        return "\(words), heartbeat \(ConsoleText.duration(heartbeatAgeSeconds)) ago"
    }

    static func json(_ rows: [RunListing]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return (try? encoder.encode(rows)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    static func table(_ rows: [RunListing]) -> String {
        let header = ["ID", "BENCHMARK", "STATUS", "STARTED", "TOOK"]
        let cells = rows.map { row in
            [
                ConsoleText.visible(row.id),
                ConsoleText.visible(row.benchmark ?? "-"),
                row.words,
                row.startedAt.map { String(Timestamp.format($0).prefix(19)) + "Z" } ?? "-",
                row.elapsedSeconds.map { DurationText.format(.seconds(saturating: $0)) } ?? "-",
            ]
        }
        return TextTable.text([header] + cells)
    }
}
