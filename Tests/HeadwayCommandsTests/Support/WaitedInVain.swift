/// What a test has waited for without its coming.
struct WaitedInVain: Error {
    let what: String

    /// Waits until something is so, five minutes at most: a test that waits in vain is to fail, not to hang.
    ///
    /// - Parameters:
    ///   - what: What it waits for.
    ///   - isSo: Whether it is so.
    static func wait(for what: String, until isSo: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while try await !isSo() {
            guard ContinuousClock.now < deadline else { throw WaitedInVain(what: what) }
            await Task.yield()
        }
    }
}
