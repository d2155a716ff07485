/// Any bytes as a journal: read at once, and as a follower that finds it in two pieces, with the same result.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let paths = RunPaths(snapshot: "/run.json")
    let files = MemoryFiles(path: paths.journal)

    files.content = bytes
    var state = RunState()
    var count = 0
    guard var lines = try? JournalLines(path: paths.journal, files: files) else { fatalError("it can't be opened") }
    while let line = try? lines.next() {
        guard let event = RunFormat.event(line) else { continue }
        precondition(event == RunFormat.decodedEvent(line), "what is read in one pass is something else")
        count += 1
        state.apply(event)
        precondition(state.fraction >= 0 && state.fraction <= 1, "the fraction left 0…1")
        guard let again = RunFormat.event(RunFormat.line(event)) else { fatalError("what was written can't be read") }
        precondition(again == event, "an event changed")
    }
    precondition((try? RunFormat.state(RunFormat.snapshot(state))) != nil, "the state can't be read again")

    var follower = RunFollower(paths: paths, files: files)
    var followed = 0
    for length in [size / 2, size] {
        files.content = Array(bytes.prefix(length))
        _ = try? follower.read { _ in followed += 1 }
    }
    precondition(followed == count, "the follower saw \(followed) events, not \(count)")
    if let seen = follower.state {
        precondition(seen.sequence == state.sequence && seen.phases == state.phases, "the follower saw another state")
    }
    return 0
}
