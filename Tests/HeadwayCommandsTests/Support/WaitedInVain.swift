/// What a test has waited for without its coming.
struct WaitedInVain: Error {
    let what: String

    /// Waits until something is so, five minutes at most: a test that waits in vain is to fail, not to hang.
    ///
    /// It looks a hundred times a second: one look after the other would take the processors from what it waits for.
    ///
    /// - Parameters:
    ///   - what: What it waits for.
    ///   - isSo: Whether it is so.
    static func wait(for what: String, until isSo: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while try await !isSo() {
            guard ContinuousClock.now < deadline else { throw WaitedInVain(what: what) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
