/// Names that are known beforehand, to be found by their bytes without making a string of them.
struct JSONKeyTable<Key: Sendable>: Sendable {
    /// A name of up to 24 bytes as three numbers of eight bytes each, or fewer at its end: as no name has a zero byte, no two
    /// names have the same ones.
    private struct Mark: Sendable, Equatable {
        private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

        init?(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard bytes.count <= 24, !bytes.isEmpty else { return nil }
            words.0 = Self.word(bytes, 0)
            if bytes.count > 8 { words.1 = Self.word(bytes, 8) }
            if bytes.count > 16 { words.2 = Self.word(bytes, 16) }
        }

        private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ begin: Int) -> UInt64 {
            var word: UInt64 = 0
            for place in begin..<min(begin + 8, bytes.count) { word = word << 8 | UInt64(bytes[place]) }
            return word
        }

        static func == (a: Mark, b: Mark) -> Bool { a.words == b.words }
    }

    private let marks: [Mark]
    private let keys: [Key]

    /// - Parameter names: The names, of at most 24 bytes each, and what they stand for.
    init(_ names: [(String, Key)]) {
        let sorted = names.sorted { $0.0 < $1.0 }
        keys = sorted.map(\.1)
        marks = sorted.compactMap { name, _ in
            var name = name
            return name.withUTF8 { Mark($0) }
        }
        precondition(marks.count == keys.count, "a name is longer than 24 bytes")
    }

    /// - Parameter keys: The keys of a type; they are written in alphabetical order.
    init(_ keys: Key.Type) where Key: CodingKey & CaseIterable {
        self.init(Key.allCases.map { ($0.stringValue, $0) })
    }

    /// What a name stands for.
    func key(_ name: UnsafeBufferPointer<UInt8>) -> Key? {
        var place = 0
        return key(name, from: &place)
    }

    /// What a name stands for, if it comes at or after a place in alphabetical order.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - place: Where to look from; behind the name afterwards.
    func key(_ name: UnsafeBufferPointer<UInt8>, from place: inout Int) -> Key? {
        guard let mark = Mark(name) else { return nil }
        while place < marks.count {
            defer { place += 1 }
            if marks[place] == mark { return keys[place] }
        }
        return nil
    }
}
