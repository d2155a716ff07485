/// An observer of Headway's own that takes all that waits for it at once, because that costs it less.
protocol BatchObserver: ProgressObserver {
    /// Takes events.
    ///
    /// - Parameter events: What has happened, in order; at least one.
    func onProgress(_ events: [ProgressEvent])
}
