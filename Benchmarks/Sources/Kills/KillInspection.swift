import Foundation
import Headway

/// Looks at the files of a killed writer.
struct KillInspection {
    /// What a call that had returned so long before the kill has told must be in the journal, in nanoseconds.
    static let transitionDelay: UInt64 = 50_000_000
    /// A progress value that is older than this must be, in nanoseconds: a sampling, the journal's interval, and what a
    /// transition may take.
    static let progressDelay: UInt64 = 100_000_000 + 1_000_000_000 + transitionDelay

    let path: String
    let runID: String
    let records: [KillRecord]
    /// When the signal was sent, by the monotonic clock in nanoseconds.
    let killedAt: UInt64
    /// Whether another run had been at the path before.
    let isSecond: Bool
    let checksDelays: Bool

    private(set) var violations: [String] = []
    private(set) var transitions = 0
    private(set) var values = 0
    private(set) var hasSnapshot = false
    /// How long before the kill the oldest call had returned whose transition isn't in the journal, in nanoseconds.
    private(set) var longestDelay: UInt64 = 0
    private(set) var lines = 0

    init(path: String, runID: String, records: [KillRecord], killedAt: UInt64, isSecond: Bool, checksDelays: Bool) {
        self.path = path
        self.runID = runID
        self.records = records
        self.killedAt = killedAt
        self.isSecond = isSecond
        self.checksDelays = checksDelays
    }

    /// The longest time for which the machine kept the control waiting, in nanoseconds.
    private(set) var stall: UInt64 = 0

    mutating func run() {
        var last: UInt64?
        for record in records where record.kind == .control || record.kind == .begun {
            if let last, record.time > last { stall = max(stall, record.time - last) }
            last = record.time
        }
        if let last, killedAt > last { stall = max(stall, killedAt - last) }
        let hasBegun = records.contains { $0.kind == .begun && isDue($0, after: Self.transitionDelay) }
        let snapshot = readSnapshot()
        guard let journal = readJournal() else {
            if hasBegun { violations.append("there is no journal, though the run had begun") }
            return
        }
        // Killed between two runs at one path: the old files are still there, and whole.
        let isOurs = journal.runID == runID
        if hasBegun, !isOurs, checksDelays {
            violations.append("the journal is of run \(journal.runID ?? "none"), not \(runID)")
        }
        if isOurs { compare(journal) }
        readState(journal, snapshot: snapshot, isOurs: isOurs)
    }

    private func isDue(_ record: KillRecord, after delay: UInt64) -> Bool {
        record.time + delay + stall <= killedAt
    }

    private struct Journal {
        var runID: String?
        var sequence = 0
        var started: Set<Int> = []
        var completed: Set<Int> = []
        var values: [Int: Int] = [:]
    }

    private mutating func readSnapshot() -> [String: Any]? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        hasSnapshot = true
        guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            object["schema"] as? String == RunState.currentSchema
        else {
            violations.append("the snapshot can't be parsed")
            return nil
        }
        return object
    }

    private mutating func readJournal() -> Journal? {
        let journalPath = path.replacingOccurrences(of: ".json", with: ".events.jsonl")
        guard let data = FileManager.default.contents(atPath: journalPath) else { return nil }
        guard let end = data.lastIndex(of: UInt8(ascii: "\n")) else { return Journal() }
        var journal = Journal()
        for line in data[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            lines += 1
            guard let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
                let type = object["type"] as? String,
                let sequence = object["sequence"] as? Int,
                let id = object["run_id"] as? String,
                let context = object["context"] as? [String: Any]
            else {
                violations.append("line \(lines) of the journal can't be parsed")
                continue
            }
            if sequence <= journal.sequence {
                violations.append("line \(lines) has the sequence \(sequence) after \(journal.sequence)")
            }
            if let known = journal.runID, known != id { violations.append("line \(lines) is of another run") }
            journal.sequence = sequence
            journal.runID = id
            guard let phase = context["phase_index"] as? Int else { continue }
            if type == "phase_started" { journal.started.insert(phase) }
            if type == "phase_completed" { journal.completed.insert(phase) }
            if let value = context["completed"] as? Int { journal.values[phase] = value }
        }
        return journal
    }

    /// Compares what was told with what is there.
    private mutating func compare(_ journal: Journal) {
        for record in records {
            switch record.kind {
            case .started, .completed:
                let isThere = (record.kind == .started ? journal.started : journal.completed).contains(record.phase)
                if isDue(record, after: Self.transitionDelay) { transitions += 1 }
                guard !isThere, record.time < killedAt else { continue }
                longestDelay = max(longestDelay, killedAt - record.time)
                if checksDelays, isDue(record, after: Self.transitionDelay) {
                    violations.append(
                        "phase \(record.phase), \(record.kind): \(age(record)) before the kill, not there"
                    )
                }
            case .updated:
                guard checksDelays, isDue(record, after: Self.progressDelay) else { continue }
                values += 1
                if journal.values[record.phase] ?? -1 < record.value {
                    violations.append(
                        "phase \(record.phase): \(record.value) was told \(age(record)) before the kill, the journal has "
                            + (journal.values[record.phase].map(String.init) ?? "nothing")
                    )
                }
            case .begun, .control: break
            }
        }
    }

    private func age(_ record: KillRecord) -> String { "\((killedAt - record.time) / 1_000_000) ms" }

    /// What a viewer makes of it.
    private mutating func readState(_ journal: Journal, snapshot: [String: Any]?, isOurs: Bool) {
        // An empty journal and no snapshot are no run yet.
        if journal.runID == nil, snapshot == nil { return }
        do {
            let state = try RunReader(path: path).state()
            if state.seenStatus != .interrupted { violations.append("its status is \(state.seenStatus.rawValue)") }
            guard isOurs else { return }
            if state.runID != runID { violations.append("a viewer sees the run \(state.runID)") }
            if state.sequence < journal.sequence { violations.append("a viewer sees less than the journal has") }
            for (phase, value) in journal.values {
                let seen = state.phases.indices.contains(phase) ? state.phases[phase].completed ?? -1 : -1
                if seen < value { violations.append("a viewer sees \(seen) of phase \(phase), not \(value)") }
            }
        } catch {
            violations.append("a viewer can't read it: \(error)")
        }
    }
}
