import Headway
import Synchronization

/// Puts what a command says of its progress on its phase, or on the phases that it reports in that one's place.
final class PhaseReports: Sendable {
    private struct Open {
        var phase: Phase
        var progress: RisingProgress
        /// How many units of work it said that it has when it began.
        var total: Int?
    }

    private struct State {
        /// The command's own phase, until it reports another.
        var own: Open
        /// The reported phases that haven't ended, the newest last.
        var open: [Open] = []
        var hasBegun = false
        var hasFailed = false
        var group: Int?
        var count = 0
        var isFinished = false
        var hasComplained = false
    }

    /// So many phases of its own a command may report; nobody would look at more.
    private static let mostPhases = 1_000

    /// The command's own phase, until it reports another.
    private let own: Phase
    /// The path of all that the command prints.
    private let log: String
    private let onWarning: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - phase: The command's own phase.
    ///   - log: The path of all that it prints.
    ///   - onWarning: Called once, if it says something that makes no sense.
    init(of phase: Phase, log: String, onWarning: @escaping @Sendable (String) -> Void) {
        own = phase
        self.log = log
        self.onWarning = onWarning
        state = Mutex(State(own: Open(phase: phase, progress: RisingProgress(total: nil))))
    }

    /// The process group in which the command runs.
    var group: Int? {
        get { state.withLock { $0.group } }
        set {
            state.withLock { $0.group = newValue }
            own.processGroup = newValue
        }
    }

    /// Takes what the command's output reveals of how far it is.
    func take(_ update: PhaseUpdate) {
        let (phase, risen) = state.withLock { state -> (Phase?, PhaseUpdate) in
            if let last = state.open.indices.last {
                return (state.open[last].phase, state.open[last].progress.rise(update))
            }
            return state.hasBegun ? (nil, update) : (state.own.phase, state.own.progress.rise(update))
        }
        phase.map { risen.apply(to: $0) }
    }

    /// Notes that the command has printed something.
    ///
    /// - Parameter line: The last line of it.
    func noteActivity(_ line: String?) {
        current?.noteActivity(line)
    }

    /// Ends all that hasn't ended.
    ///
    /// - Parameter end: How the command ended.
    /// - Returns: How it ended in all: a command whose phase has failed has failed.
    func finish(_ end: PhaseEnd) -> PhaseStatus {
        let state = state.withLock { state in
            defer { (state.open, state.isFinished) = ([], true) }
            return state
        }
        guard state.hasBegun else {
            own.complete(end)
            return end.status
        }
        // The newest one tells why; what it is part of only ends as it does.
        for (place, open) in state.open.reversed().enumerated() {
            open.phase.complete(place == 0 ? end : PhaseEnd(status: end.status))
        }
        if end.status != .completed, state.open.isEmpty { start(own.name, total: nil).complete(end) }
        return end.status == .completed && state.hasFailed ? .failed : end.status
    }

    private var current: Phase? {
        state.withLock { $0.open.last?.phase ?? ($0.hasBegun ? nil : own) }
    }

    /// Takes what the command says of a phase of its own.
    func take(_ directive: PhaseDirective) {
        switch directive {
        case .start(let name, let total): begin(name, total: total)
        case .progress(let name, let progress): advance(name, progress.update)
        case .end(let ending): end(ending)
        case .notUnderstood(let line):
            complain(
                "has printed a line that isn't understood, \(PlanText.quoted(line)): write \"::progress 42%\", "
                    + "\"::progress 3/10\", \"::phase start NAME\" or \"::phase end NAME ok\""
            )
        }
    }

    private func begin(_ name: String, total: Int?) {
        let isFirstTooMany = state.withLock { state in
            state.count += 1
            return state.count == Self.mostPhases + 1
        }
        if isFirstTooMany { own.noteTooManyReported() }
        guard state.withLock({ !$0.isFinished && $0.count <= Self.mostPhases }) else { return }
        let open = Open(phase: start(name, total: total), progress: RisingProgress(total: total), total: total)
        state.withLock { $0.open.append(open) }
    }

    private func advance(_ name: String, _ update: PhaseUpdate) {
        let found = state.withLock { state -> (Phase, PhaseUpdate)? in
            guard let place = state.open.lastIndex(where: { $0.phase.name == name }) else { return nil }
            return (state.open[place].phase, state.open[place].progress.rise(update))
        }
        guard let (phase, risen) = found else { return complainOfUnknown("::phase progress \(name) …") }
        risen.apply(to: phase)
    }

    private func end(_ ending: PhaseEnding) {
        let ended = state.withLock { state -> (phase: Phase, status: PhaseStatus, error: String?)? in
            let open = state.open.map { (name: $0.phase.name, total: $0.total) }
            guard let (place, outcome, error) = ending.resolved(among: open) else { return nil }
            let status = outcome.status
            if status != .completed, status != .skipped { state.hasFailed = true }
            return (state.open.remove(at: place).phase, status, error)
        }
        guard let ended else { return complainOfUnknown("::phase end \(ending.text)") }
        ended.phase.complete(
            PhaseEnd(
                status: ended.status,
                error: ended.error ?? (ended.status == .failed ? "it says so itself" : nil),
                log: ended.status == .failed ? log : nil
            )
        )
    }

    private func complainOfUnknown(_ line: String) {
        // Of too many phases only the first were taken, and that is said.
        guard state.withLock({ $0.count <= Self.mostPhases }) else { return }
        complain(
            "has printed \(PlanText.quoted(line)), but no phase by that name is open: begin it with \"::phase start NAME\""
        )
    }

    /// Says that something makes no sense, once.
    private func complain(_ what: String) {
        let isFirst = state.withLock { state in
            defer { state.hasComplained = true }
            return !state.hasComplained
        }
        if isFirst { onWarning("phase \(PlanText.quoted(own.name)) \(what); further lines like this aren't told") }
    }

    private func start(_ name: String, total: Int?) -> Phase {
        let phase = own.startReported(name, total: total)
        let group = state.withLock { state in
            state.hasBegun = true
            return state.group
        }
        if phase.processGroup == nil { phase.processGroup = group }
        return phase
    }
}
