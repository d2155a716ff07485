import Headway

/// The folder of one run of the command, with all that belongs to it.
public struct RunFolder: Sendable, Hashable {
    /// The run's id.
    public let id: String
    /// Where the folder is, from the root.
    public let path: String

    /// Describes the folder of a run.
    ///
    /// - Parameters:
    ///   - id: The run's id.
    ///   - path: Where the folder is.
    public init(id: String, path: String) {
        self.id = id
        self.path = path
    }

    /// Describes the folder that a snapshot is in.
    ///
    /// - Parameter snapshot: The path of the snapshot, from the root.
    public init(snapshot: String) {
        let folder = snapshot.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        self.init(id: folder.last.map(String.init) ?? "", path: folder.joined(separator: "/"))
    }

    /// The run's snapshot.
    public var snapshot: String { path + "/.progress.json" }
    /// The run's journal.
    var journal: String { RunPaths(snapshot: snapshot).journal }
    /// A copy of the plan.
    public var plan: String { path + "/plan.yaml" }
    /// Where the plan came from.
    public var origin: String { path + "/origin.json" }
    /// What the phases print.
    public var output: String { path + "/output" }

    /// Where a phase's output is kept.
    ///
    /// - Parameters:
    ///   - index: The phase's index.
    ///   - name: Its name; only what is safe in a file's name is taken from it.
    public func log(of index: Int, name: String) -> String {
        let number = String(index + 1)
        let padded = String(repeating: "0", count: max(2 - number.count, 0)) + number
        return "\(output)/\(padded)-\(Self.safe(name)).log"
    }

    /// Where what a phase sends to its terminal is kept as it is.
    ///
    /// - Parameters:
    ///   - index: The phase's index.
    ///   - name: Its name.
    public func rawLog(of index: Int, name: String) -> String {
        log(of: index, name: name).dropLast(".log".count) + ".raw"
    }

    private static func safe(_ name: String) -> String {
        let safe = name.unicodeScalars.prefix(60).map { scalar -> Character in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(Character(scalar)))
            return isPlain || "-_.".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
        }
        return safe.isEmpty ? "phase" : String(safe)
    }
}
