/// Any bytes as a snapshot: an error, or a state that can be folded into, written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard var state = try? RunFormat.state(Array(UnsafeBufferPointer(start: data, count: size))) else { return 0 }
    let snapshot = RunFormat.snapshot(state)
    guard let again = try? RunFormat.state(snapshot) else { fatalError("what was written can't be read") }
    precondition(again.phases.map(\.name) == state.phases.map(\.name), "the phases changed")
    precondition(again.sequence == state.sequence && again.status == state.status, "the state changed")
    for event in state.restatement() {
        precondition(RunFormat.event(RunFormat.line(event)) != nil, "a line can't be read")
    }
    for (number, type) in ProgressEventType.allCases.enumerated() {
        var context = EventContext()
        context.phaseIndex = number
        context.percentage = 50
        let next = state.sequence.addingReportingOverflow(1)
        state.apply(
            ProgressEvent(
                type: type,
                timestamp: state.updatedAt ?? Timestamp.parse("2026-11-22T07:50:12.345Z")!,
                context: context,
                sequence: next.overflow ? 0 : next.partialValue,
                elapsed: .seconds(number),
                runID: state.runID
            )
        )
        precondition(state.fraction >= 0 && state.fraction <= 1, "the fraction left 0…1")
    }
    _ = state.remaining(atElapsed: 1e300)
    _ = state.asSeen()
    return 0
}
