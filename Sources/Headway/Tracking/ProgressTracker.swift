/// Follows one run of a benchmark: takes what it reports, keeps its state, and tells any number of observers.
///
/// There are two ways in. The structured one can't leave anything open, and turns an error into a failed phase:
///
/// ```swift
/// let tracker = ProgressTracker(observers: [ConsoleProgressObserver()])
/// try await tracker.benchmark("sorts", phases: ["load", "measure"]) { run in
///     try await run.phase("measure", total: 1_000, unit: "iterations") { phase in
///         for input in inputs { sort(input); phase.advance() }
///     }
/// }
/// ```
///
/// The other one is a call for each thing that happens: ``benchmarkStarted(_:totalPhases:phases:expectedSeconds:)``,
/// ``phaseStarted(_:total:unit:)``, ``phaseProgress(_:message:)``, ``phaseCompleted(_:success:error:)``,
/// ``benchmarkCompleted(success:error:)``.
///
/// The tracker never harms the benchmark: all calls may be made from any thread in any order, none but the last waits
/// for anything, and one that makes no sense is clamped or ignored, counted in ``misuses``, and said once in the log.
/// A tracker is for one run.
public final class ProgressTracker: Sendable {
    let core: TrackerCore

    /// Makes a tracker.
    ///
    /// - Parameters:
    ///   - observers: Who is told of the run.
    ///   - configuration: Its clock, paces and log.
    public init(observers: [any ProgressObserver] = [], configuration: Configuration = Configuration()) {
        core = TrackerCore(configuration: configuration)
        for observer in observers { _ = core.add(observer) }
    }

    deinit {
        if core.look({ $0.isRunning }) {
            core.record { ledger, moment in
                ledger.complete(.cancelled, error: "its tracker was released before benchmarkCompleted", at: moment)
            }
        }
        core.close()
    }

    // MARK: Observers

    /// Adds an observer; it is told of what is reported from now on.
    ///
    /// The console and the files are told what they need of what was before, too.
    ///
    /// - Parameter observer: Who.
    /// - Returns: A token with which it can be removed.
    @discardableResult
    public func addObserver(_ observer: any ProgressObserver) -> ObserverToken {
        core.add(observer)
    }

    /// Removes an observer.
    ///
    /// It isn't called any more, except that a call which has begun goes on.
    ///
    /// - Parameter token: What ``addObserver(_:)`` returned; one that was removed before is ignored.
    public func removeObserver(_ token: ObserverToken) {
        core.remove(token)
    }

    /// Waits until every observer has handled all that was reported before the call.
    ///
    /// Called from inside an observer it doesn't wait. It knows an observer by its task: one that awaits a detached task which
    /// flushes waits for itself, and so do observers of two trackers that flush each other's. Nothing else that waits for
    /// observers lacks a deadline.
    public func flush() async {
        await core.flush()
    }

    // MARK: Looking

    /// The run as it is now, all that was reported included.
    public var state: RunState { core.state }

    /// How much longer the run will take; `nil` before it has begun, after it has ended, and where nothing can be said.
    public var remainingTime: TimeEstimate? { core.remainingTime }

    /// How often each kind of senseless call was made.
    public var misuses: [Misuse: Int] { core.misuses }

    // MARK: Structured phases

    /// Begins a phase: the announced one of that name that comes next, or a new one.
    ///
    /// - Parameters:
    ///   - name: Its name. Names may repeat.
    ///   - total: How many units of work it has, if it counts any and knows.
    ///   - unit: What it counts, for example `"files"`.
    /// - Returns: The handle with which it reports and ends. If no run is going on the handle does nothing.
    public func startPhase(_ name: String, total: Int? = nil, unit: String? = nil) -> Phase {
        let started = core.record { ledger, moment in
            ledger.startPhase(name, total: total, unit: unit, at: moment)
        }
        return handle(name, started)
    }

    /// Begins a phase that nobody has announced, even if one of that name was.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - total: How many units of work it has, if it knows.
    ///   - command: The name of the phase whose command reports it.
    ///   - running: The index of a running phase that it takes the place of; none to add one.
    package func startUnannouncedPhase(
        _ name: String,
        total: Int? = nil,
        of command: String,
        inPlaceOf running: Int? = nil
    ) -> Phase {
        let started = core.record { ledger, moment in
            ledger.startUnannouncedPhase(name, total: total, of: command, inPlaceOf: running, at: moment)
        }
        return handle(name, started)
    }

    private func handle(_ name: String, _ started: (index: Int, meter: PhaseMeter)?) -> Phase {
        let meter = started?.meter ?? PhaseMeter(total: nil, unit: nil)
        return Phase(name: name, index: started?.index, meter: meter, tracker: self)
    }
}
