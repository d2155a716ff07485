#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A history in a file.
extension PhaseHistory {
    private static let largestFile = 256 << 20

    /// Reads a history from a file.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: Why it can't be read: there is none, or it isn't a history.
    public init(path: String) throws(FileError) {
        let path = PlatformFile.absolute(path)
        let bytes = try PlatformFile().contents(of: path, atMost: Self.largestFile)
        do {
            self = try JSONDecoder().decode(PhaseHistory.self, from: Data(bytes))
        } catch {
            throw FileError(
                operation: "read it",
                path: path,
                code: 0,
                reason: "it is not a history of Headway (\(error)); remove it to begin a new one"
            )
        }
    }

    /// Reads a history from a file that the first run hasn't made yet.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - orEmpty: Whether the history is empty where there is no file.
    /// - Throws: Why a file that is there can't be read, so that nobody saves a history over one that couldn't be.
    public init(path: String, orEmpty: Bool) throws(FileError) {
        if orEmpty, try PlatformFile().status(of: PlatformFile.absolute(path)) == nil {
            self.init()
        } else {
            try self.init(path: path)
        }
    }

    /// Writes the history to a file, in place of what is there.
    ///
    /// Whoever reads the file finds the old history or the new one, never a part.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: Why the old one is still there.
    public func save(path: String) throws(FileError) {
        let path = PlatformFile.absolute(path)
        let text: String
        do {
            text = try RunFormat.json(self)
        } catch {
            throw FileError(operation: "encode the history", path: path, code: 0, reason: "\(error)")
        }
        let files = PlatformFile()
        let unfinished = "\(path).\(RunID.make(date: Date()))"
        let file = try files.create(unfinished, appending: false)
        defer { files.close(file) }
        do throws(FileError) {
            if let error = files.write(Array((text + "\n").utf8), to: file).error { throw error }
            try files.rename(unfinished, to: path)
        } catch {
            try? files.remove(unfinished)
            throw error
        }
    }
}
