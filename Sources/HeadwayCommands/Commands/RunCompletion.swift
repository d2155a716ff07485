import HeadwayRunner

/// What a shell offers where a run is due: the ids of the runs.
enum RunCompletion {
    /// The runs whose ids begin as the word at the cursor does, newest first.
    ///
    /// - Parameters:
    ///   - words: The words of the command line as they are written, the command first.
    ///   - prefix: What is written of the id.
    static func ids(words: [String], prefix: String) -> [String] {
        let runs = (try? StoreOptions.store(ofWords: words).all()) ?? []
        return runs.map(\.id).reversed().filter { $0.hasPrefix(prefix) && isPlain($0) }
    }

    /// Whether a shell takes it as it is: bash expands what it is offered, so a folder's name could be made to run a command.
    private static func isPlain(_ id: String) -> Bool {
        id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
            default: false
            }
        }
    }
}
