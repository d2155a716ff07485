import Foundation
import Headway
import HeadwayTesting

/// One measurement, in a process of its own.
struct Measurement {
    /// How long the design that rewrites everything is given.
    private static let patience = 20.0
    /// How many events a snapshot is behind its journal when a reader comes.
    private static let tail = 1_000

    let path: String
    let count: Int

    private var journalPath: String { path.replacingOccurrences(of: ".json", with: ".events.jsonl") }

    /// The files as they are: every event is due at once, as each comes a second after the last.
    func journal() throws {
        let time = ManualClock()
        let observer = FileProgressObserver(path: path, clock: time)
        try observer.prepare()
        observer.onProgress(Events.start)
        observer.onProgress(Events.phaseStart)
        try Result.measure {
            for number in 0..<count {
                time.advance(by: .seconds(1))
                observer.onProgress(Events.progress(number))
            }
            return count
        }.say()
        observer.onProgress(Events.end(count))
        try addTail()
    }

    /// Adds lines that the snapshot doesn't cover, as many as a burst may bring before the next one is due.
    private func addTail() throws {
        let encoder = JSONEncoder()
        var tail = Data()
        for number in 0..<Self.tail {
            tail += try encoder.encode(Events.progress(count + 1 + number)) + [UInt8(ascii: "\n")]
        }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: journalPath))
        try file.seekToEnd()
        try file.write(contentsOf: tail)
        try file.close()
    }

    /// One array of events, and all of it written anew for each.
    func rewriteAll() throws {
        let encoder = JSONEncoder()
        try Result.measure {
            var events: [ProgressEvent] = []
            let start = ContinuousClock.now
            for number in 0..<count {
                events.append(Events.progress(number))
                try encoder.encode(events).write(to: URL(fileURLWithPath: path), options: .atomic)
                if (ContinuousClock.now - start) / .seconds(1) > Self.patience { break }
            }
            return events.count
        }.say()
    }

    /// The system call alone, with a line as long as an event's.
    func bareWrite() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = [UInt8](try encoder.encode(Events.progress(123_456))) + [UInt8(ascii: "\n")]
        let file = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        try Result.measure {
            for _ in 0..<count where write(file, line, line.count) != line.count { exit(1) }
            return count
        }.say()
    }

    /// A reader's first look at a journal with a snapshot.
    func firstState() throws {
        try Result.measure { try RunReader(path: path).state().sequence }.say()
    }

    /// All events of a journal, without its snapshot.
    func wholeJournal() throws {
        try Result.measure {
            var count = 0
            try RunReader(path: path).events { _ in count += 1 }
            return count
        }.say()
    }

    /// The state of a journal, without its snapshot: all of it is folded.
    func rebuilding() throws {
        let alone = path.replacingOccurrences(of: ".json", with: "-alone.json")
        let journal = alone.replacingOccurrences(of: ".json", with: ".events.jsonl")
        try FileManager.default.linkItem(atPath: journalPath, toPath: journal)
        defer { try? FileManager.default.removeItem(atPath: journal) }
        try Result.measure { try RunReader(path: alone).state().sequence }.say()
    }

    /// The lines of a journal as a general decoder reads them.
    func generalDecoder() throws {
        struct Line: Decodable {
            var type: String
            var sequence: Int
            var context: [String: Value]
        }
        enum Value: Decodable {
            case any

            init(from decoder: any Decoder) throws { self = .any }
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: journalPath))
        let lines = data.split(separator: UInt8(ascii: "\n")).prefix(count)
        let decoder = JSONDecoder()
        try Result.measure {
            var last = 0
            for line in lines { last = max(last, try decoder.decode(Line.self, from: line).sequence) }
            return lines.count
        }.say()
    }
}
