/// Something that wants to know how a run goes: a console, a file, a web page.
///
/// Each observer gets the events of a run one after the other, in order. A slow or failing observer delays neither the
/// benchmark nor the other observers.
public protocol ProgressObserver: Sendable {
    /// Takes one event. A plain synchronous method satisfies this, too.
    ///
    /// - Parameter event: What happened.
    /// - Throws: Whatever goes wrong; it is logged, and the observer gets the next event all the same.
    func onProgress(_ event: ProgressEvent) async throws
}
