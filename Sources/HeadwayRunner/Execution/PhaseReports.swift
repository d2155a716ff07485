import Headway
import Synchronization

/// Puts what a command says of its progress on its phase, or on the phases that it reports in that one's place.
final class PhaseReports: Sendable {
    private struct State {
        /// The reported phases that haven't ended, the newest last.
        var open: [Phase] = []
        var hasBegun = false
        var hasFailed = false
        var group: Int?
        var count = 0
        var isFinished = false
    }

    /// So many phases of its own a command may report; nobody would look at more.
    private static let mostPhases = 1_000

    /// The command's own phase, until it reports another.
    private let own: Phase
    /// The path of all that the command prints.
    private let log: String
    private let state = Mutex(State())

    init(of phase: Phase, log: String) {
        own = phase
        self.log = log
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
        current.map { update.apply(to: $0) }
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
        for (place, phase) in state.open.reversed().enumerated() {
            phase.complete(place == 0 ? end : PhaseEnd(status: end.status))
        }
        if end.status != .completed, state.open.isEmpty { start(own.name, total: nil).complete(end) }
        return end.status == .completed && state.hasFailed ? .failed : end.status
    }

    private var current: Phase? {
        state.withLock { $0.open.last ?? ($0.hasBegun ? nil : own) }
    }

    /// Takes what the command says of a phase of its own.
    func take(_ directive: PhaseDirective) {
        switch directive.action {
        case .start(let total):
            let isFirstTooMany = state.withLock { state in
                state.count += 1
                return state.count == Self.mostPhases + 1
            }
            if isFirstTooMany { own.noteTooManyReported() }
            guard state.withLock({ !$0.isFinished && $0.count <= Self.mostPhases }) else { return }
            let phase = start(directive.name, total: total)
            state.withLock { $0.open.append(phase) }
        case .progress(let progress):
            let phase = state.withLock { $0.open.last { $0.name == directive.name } }
            phase.map { progress.update.apply(to: $0) }
        case .end(let outcome, let error):
            let status = outcome.status
            let phase = state.withLock { state in
                guard let place = state.open.lastIndex(where: { $0.name == directive.name }) else { return Phase?.none }
                if status != .completed, status != .skipped { state.hasFailed = true }
                return state.open.remove(at: place)
            }
            phase?.complete(
                PhaseEnd(
                    status: status,
                    error: error ?? (status == .failed ? "it says so itself" : nil),
                    log: status == .failed ? log : nil
                )
            )
        }
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
