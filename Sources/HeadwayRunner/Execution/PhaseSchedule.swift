/// Decides which phases may begin: those that need nothing that isn't done, in the plan's order, so many at a time.
struct PhaseSchedule {
    enum Decision: Hashable {
        case start(Int)
        case skip(Int, why: String)
    }

    private enum Standing: Hashable {
        case waiting
        case running
        case ended(isDone: Bool)
    }

    private let phases: [PlanPhase]
    private let jobs: Int
    private let places: [String: Int]
    private var standings: [Standing]
    private var running = 0
    /// All phases before this one have ended or run.
    private var first = 0

    /// - Parameters:
    ///   - phases: The plan's phases.
    ///   - jobs: How many may run at once.
    init(_ phases: [PlanPhase], jobs: Int) {
        self.phases = phases
        self.jobs = max(jobs, 1)
        places = Dictionary(phases.indices.map { (phases[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        standings = Array(repeating: .waiting, count: phases.count)
    }

    /// Whether a phase hasn't begun that could.
    var hasWaiting: Bool { standings[first...].contains(.waiting) }

    /// What to do next; `nil` if nothing can be done before a phase that runs has ended.
    ///
    /// - Parameter hasFailed: Whether a phase of the run has failed.
    mutating func next(hasFailed: Bool) -> Decision? {
        while first < phases.count, standings[first] != .waiting { first += 1 }
        for index in phases.indices[first...] where standings[index] == .waiting {
            let phase = phases[index]
            if phase.skipIfFailed, hasFailed { return skip(index, "an earlier phase failed") }
            switch standing(of: phase.needs ?? []) {
            case .ended(isDone: true):
                guard running < jobs else { return nil }
                // Two that read the same input would each get some of it.
                if phase.input == .inherit, isInputTaken { continue }
                running += 1
                standings[index] = .running
                return .start(index)
            case .ended(isDone: false):
                let missing = (phase.needs ?? []).first { standing(of: [$0]) == .ended(isDone: false) }
                return skip(index, "it needs \(missing ?? "a phase"), which didn't succeed")
            case .waiting, .running: continue
            }
        }
        return nil
    }

    private var isInputTaken: Bool {
        phases.indices.contains { standings[$0] == .running && phases[$0].input == .inherit }
    }

    /// Notes that a phase has ended, or need not run.
    mutating func end(_ index: Int, isDone: Bool) {
        if standings[index] == .running { running -= 1 }
        standings[index] = .ended(isDone: isDone)
    }

    private mutating func skip(_ index: Int, _ why: String) -> Decision {
        end(index, isDone: false)
        return .skip(index, why: why)
    }

    /// How the phases that one needs stand together: as the one that has done least.
    private func standing(of needs: [String]) -> Standing {
        var isWaiting = false
        for need in needs {
            guard let place = places[need] else { continue }
            switch standings[place] {
            case .ended(isDone: false): return .ended(isDone: false)
            case .ended(isDone: true): break
            case .waiting, .running: isWaiting = true
            }
        }
        return isWaiting ? .waiting : .ended(isDone: true)
    }
}
