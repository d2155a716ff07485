/// Which phases a display of few rows shows, and how many it folds into a line.
///
/// Running phases come first, then those that failed, then the neighbours of what is going on. The work is bounded by
/// the rows, however many phases there are.
struct PhaseSelection: Sendable, Hashable {
    /// The phases to show, in the order to show them in.
    private(set) var shown: [Int] = []
    /// How many phases that are done aren't shown.
    private(set) var hiddenDone = 0
    /// How many phases that failed aren't shown.
    private(set) var hiddenFailed = 0
    /// How many running phases aren't shown.
    private(set) var hiddenRunning = 0
    /// How many phases to come aren't shown.
    private(set) var hiddenPending = 0

    /// Whether a line above the phases tells what was folded.
    var hasTopFold: Bool { hiddenDone + hiddenFailed > 0 }
    /// Whether a line below the phases tells what was folded.
    var hasBottomFold: Bool { hiddenRunning + hiddenPending > 0 }

    /// Chooses phases.
    ///
    /// - Parameters:
    ///   - state: The run.
    ///   - limit: How many rows there are for phases and folds.
    ///   - comfortable: How many of them may be used for phases that neither run nor failed.
    init(_ state: RunState, limit: Int, comfortable: Int) {
        let urgent = state.runningPhases.count + state.failedPhases.count
        let rows = min(limit, max(comfortable, urgent + 2))
        guard rows > 0 else { return }
        if state.totalPhases <= rows, state.phases.count == state.totalPhases {
            shown = state.indicesInOrder
            return
        }
        // A single row shows a phase, and of what isn't running the header tells enough.
        choose(state, capacity: max(rows - 1, 1))
        if rows == 1 {
            (hiddenDone, hiddenFailed, hiddenRunning, hiddenPending) = (0, 0, 0, 0)
        } else if hasTopFold, hasBottomFold {
            if hiddenRunning > 0 || rows == 2 {
                (hiddenDone, hiddenFailed) = (0, 0)
            } else {
                choose(state, capacity: rows - 2)
            }
        }
    }

    private mutating func choose(_ state: RunState, capacity: Int) {
        var chosen = Set(state.runningPhases.prefix(capacity))
        let running = chosen.count
        chosen.formUnion(state.failedPhases.suffix(capacity - running))
        let failed = chosen.count - running

        // Neighbours are those in the order in which phases are shown.
        let order = state.hasReportedPhases ? state.indicesInOrder : nil
        let places = state.runningPhases.map { index in order?.firstIndex(of: index) ?? index }
        var before = (places.min() ?? min(state.completedPhases, state.phases.count)) - 1
        var after = (places.max() ?? before) + 1
        var done = 0
        var pending = 0
        // Each step takes one phase to come and one that is done; what it passes by is bounded, too.
        var steps = capacity * 4 + 16
        while chosen.count < capacity, steps > 0, before >= 0 || after < state.phases.count {
            steps -= 1
            if after < state.phases.count {
                let index = order?[after] ?? after
                if state.phases[index].status == .pending, chosen.insert(index).inserted { pending += 1 }
                after += 1
            }
            if before >= 0, chosen.count < capacity {
                let index = order?[before] ?? before
                if state.phases[index].status.countsAsDone, chosen.insert(index).inserted { done += 1 }
                before -= 1
            }
        }
        shown = state.inOrder(chosen)
        hiddenRunning = state.runningPhases.count - running
        hiddenFailed = state.failedPhases.count - failed
        hiddenDone = max(state.completedPhases - state.failedPhases.count, 0) - done
        let toCome = state.status.isEnd ? 0 : state.totalPhases - state.completedPhases - state.runningPhases.count
        hiddenPending = toCome - pending
        hiddenDone = max(hiddenDone, 0)
        hiddenPending = max(hiddenPending, 0)
    }
}
