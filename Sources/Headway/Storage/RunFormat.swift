#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Events as lines of a journal, and states as snapshots.
package enum RunFormat {
    /// A longer line is not an event.
    package static let longestLine = 16 << 20

    /// How every snapshot begins: its keys are sorted.
    static let snapshotPrefix = "{\"benchmark\":"

    /// An event as a line, its `\n` included.
    package static func line(_ event: ProgressEvent) -> [UInt8] { lines([event]) }

    /// Events as lines.
    package static func lines(_ events: [ProgressEvent]) -> [UInt8] {
        var json = JSONWriter(capacity: 512 * events.count)
        for event in events {
            json.event(event)
            json.endLine()
        }
        return json.bytes
    }

    /// The event of a line; `nil` if it is of a type that isn't known, or isn't an event at all.
    package static func event(_ line: some Collection<UInt8>) -> ProgressEvent? {
        guard line.count <= longestLine else { return nil }
        if let event = line.withContiguousStorageIfAvailable({ EventScanner.event($0) }) ?? nil { return event }
        return decodedEvent(line)
    }

    /// The event of a line as the general decoder reads it, which decides what is one.
    static func decodedEvent(_ line: some Collection<UInt8>) -> ProgressEvent? {
        try? JSONDecoder().decode(ProgressEvent.self, from: Data(line))
    }

    /// A state as a snapshot.
    ///
    /// - Parameters:
    ///   - state: The state.
    ///   - heartbeatAge: How old its heartbeat is, in seconds, if a viewer has something to say about that.
    package static func snapshot(_ state: RunState, heartbeatAge: Double? = nil) -> [UInt8] {
        var json = JSONWriter(capacity: 1_024 + 384 * state.phases.count)
        json.state(state, heartbeatAge: heartbeatAge)
        json.endLine()
        return json.bytes
    }

    /// The state of a snapshot.
    ///
    /// - Throws: What is wrong with it, if it isn't one or is of a newer format.
    package static func state(_ bytes: [UInt8]) throws(RunFormatError) -> RunState {
        struct Header: Decodable {
            var schema: String?
        }
        let data = Data(bytes)
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: data)
        } catch {
            throw .broken("it is not JSON, or not an object")
        }
        guard let schema = header.schema, schema.hasPrefix("headway.progress/") else {
            throw .foreign
        }
        guard schema == RunState.currentSchema || schema.hasPrefix(RunState.currentSchema + ".") else {
            throw .newer(schema)
        }
        do {
            var state = try JSONDecoder().decode(RunState.self, from: data)
            // What a viewer couldn't see and somebody kept: it is no status of a run.
            if state.status == .unknown { state.status = .running }
            return state
        } catch let error as DecodingError {
            throw .broken(error.place)
        } catch {
            throw .broken("\(error)")
        }
    }

    /// How the snapshots of a benchmark begin; `nil` for a name that can't be written.
    package static func snapshotBeginning(benchmark: String) -> [UInt8]? {
        var state = RunState()
        state.benchmark = benchmark
        let bytes = snapshot(state)
        // Up to the comma behind the name, which stands before the next key.
        return bytes.firstRange(of: Array(",\"completed_phases\":".utf8)).map { Array(bytes[...$0.lowerBound]) }
    }

    /// Any value as JSON, its keys in order.
    ///
    /// - Parameter isPretty: Whether it is for people, each member in a line of its own.
    package static func json(_ value: some Encodable, isPretty: Bool = false) throws -> String {
        guard isPretty else { return try String(decoding: encoder.encode(value), as: UTF8.self) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = Self.encoder.outputFormatting.union(.prettyPrinted)
        return try String(decoding: encoder.encode(value), as: UTF8.self)
    }

    private static let encoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}

/// Why a file isn't a snapshot that can be read.
package enum RunFormatError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It is damaged.
    case broken(String)
    /// It is something else.
    case foreign
    /// It was written by a newer Headway.
    case newer(String)

    /// Whether a journal can take the place of the file.
    var isMendable: Bool { if case .broken = self { true } else { false } }

    package var description: String {
        switch self {
        case .broken(let place): "it is damaged (\(place))"
        case .foreign: "it is not a Headway progress file; its `schema` should begin with headway.progress/"
        case .newer(let schema):
            "it was written by a newer Headway (\(schema)); this one reads \(RunState.currentSchema): update Headway"
        }
    }
}

extension DecodingError {
    fileprivate var place: String {
        let context: Context
        switch self {
        case .typeMismatch(_, let it), .valueNotFound(_, let it), .dataCorrupted(let it): context = it
        case .keyNotFound(let key, _): return "`\(key.stringValue)` is missing"
        @unknown default: return "it can't be decoded"
        }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return "at `\(path)`: \(context.debugDescription)"
    }
}
