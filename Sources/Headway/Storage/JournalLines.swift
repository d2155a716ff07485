/// The whole lines of a journal, one after the other, in bounded memory.
package struct JournalLines {
    private static let chunk = 1 << 20

    private let file: OpenFile
    private let files: any FileSystem
    private var offset = 0
    private var buffer: [UInt8] = []
    private var begin = 0
    private var isSkipping = false

    /// Opens a journal.
    package init(path: String, files: any FileSystem) throws(FileError) {
        self.files = files
        file = try files.open(path, for: .reading)
    }

    package func close() {
        files.close(file)
    }

    /// The next line, without its end; `nil` after the last whole one.
    package mutating func next() throws(FileError) -> ArraySlice<UInt8>? {
        var searched = begin
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n"), from: searched) {
                let line = buffer[begin..<end]
                begin = end + 1
                searched = begin
                if !isSkipping { return line }
                isSkipping = false
                continue
            }
            buffer.removeSubrange(..<begin)
            begin = 0
            if buffer.count > RunFormat.longestLine {
                // Too long for an event: it isn't kept, and what is left of it is passed over.
                buffer = []
                isSkipping = true
            }
            searched = buffer.count
            let bytes = try files.read(file, from: offset, atMost: Self.chunk)
            guard !bytes.isEmpty else { return nil }
            offset += bytes.count
            buffer += bytes
        }
    }
}
