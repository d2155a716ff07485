public import Logging

/// Prints log messages above a console's display instead of into it.
///
/// ```swift
/// let console = ConsoleProgressObserver()
/// LoggingSystem.bootstrap { ConsoleLogHandler(label: $0, console: console) }
/// ```
public struct ConsoleLogHandler: LogHandler {
    /// The least severe level that is printed.
    public var logLevel: Logger.Level = .info
    /// What is printed with every message.
    public var metadata: Logger.Metadata = [:]
    /// Where more of that comes from.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let console: ConsoleProgressObserver

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - label: The logger's label.
    ///   - console: The console above whose display to print.
    ///   - metadataProvider: Where metadata of the task comes from.
    public init(
        label: String,
        console: ConsoleProgressObserver,
        metadataProvider: Logger.MetadataProvider? = LoggingSystem.metadataProvider
    ) {
        self.label = label
        self.console = console
        self.metadataProvider = metadataProvider
    }

    /// The metadata under a key.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Prints a message.
    ///
    /// - Parameter event: The message and what belongs to it.
    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all["error.message"] = "\(error)" }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        console.print("\(event.level.rawValue) \(label):\(pairs.isEmpty ? "" : pairs + ":") \(event.message)")
    }
}
