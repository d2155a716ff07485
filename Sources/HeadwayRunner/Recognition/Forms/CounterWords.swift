/// Words that speak for a number beside them being progress.
enum CounterWords {
    private static let words = [
        "step", "file", "files", "item", "items", "epoch", "batch", "iteration", "iter", "round", "test", "case",
        "task",
        "job", "jobs", "stage", "part", "chunk", "page", "block", "sample", "image", "frame", "run", "trial", "record",
        "records", "row", "rows", "progress", "completed", "complete", "done", "finished", "processed",
    ].map { word in word.utf8.reduce(start) { add($1, to: $0) } }

    private static let others = [
        "cpu", "gpu", "ram", "mem", "memory", "load", "battery", "usage", "used", "use", "disk", "swap", "idle", "rate",
        "ratio", "coverage", "covered", "loss", "accuracy", "score", "free", "full", "temp", "hit", "hits", "misses",
        "aspect", "version", "average", "utilization",
    ].map { word in word.utf8.reduce(start) { add($1, to: $0) } }

    /// Whether what is before or after a number says that it is something else: `cpu 45%`, `45% used`.
    static func speakAgainst(_ before: LineBytes, _ after: LineBytes) -> Bool {
        isOther(lastWord(of: before)) || isOther(firstWord(of: after))
    }

    /// Whether a text ends with such a word or one that says what is being done: `Downloading: `, `step `.
    static func end(_ text: LineBytes) -> Bool { isCounter(lastWord(of: text)) }

    /// Whether a text begins with such a word: ` done`, `] complete`.
    static func begin(_ text: LineBytes) -> Bool { isCounter(firstWord(of: text)) }

    private static func lastWord(of text: LineBytes) -> LineBytes {
        let isPunctuation: (UInt8) -> Bool = { !TextShape.isLetter($0) && $0 < 0x80 && !ByteCursor.isDigit($0) }
        let trimmed = text.dropLast(text.reversed().prefix(while: isPunctuation).count)
        return trimmed.suffix(trimmed.reversed().prefix { TextShape.isLetter($0) }.count)
    }

    private static func firstWord(of text: LineBytes) -> LineBytes {
        text.drop { ByteCursor.isBlank($0) || "])},;:|".utf8.contains($0) }.prefix(while: TextShape.isLetter)
    }

    private static func isOther(_ word: LineBytes) -> Bool {
        (3...11).contains(word.count) && others.contains(hash(of: word))
    }

    private static func isCounter(_ word: LineBytes) -> Bool {
        guard (3...16).contains(word.count) else { return false }
        // "remaining" counts down.
        if word.count > 5, word.suffix(3).elementsEqual("ing".utf8), word.first.map({ $0 | 0x20 }) != UInt8(ascii: "r")
        {
            return true
        }
        return words.contains(hash(of: word))
    }

    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    private static func hash(of word: LineBytes) -> UInt64 { word.reduce(start) { add($1 | 0x20, to: $0) } }
}
