/// Words that speak for a number beside them being progress.
enum CounterWords {
    /// In the singular.
    private static let words = hashes([
        "step", "file", "item", "epoch", "batch", "batches", "iteration", "iter", "round", "test", "case", "task",
        "job",
        "stage", "part", "chunk", "page", "block", "sample", "image", "frame", "run", "trial", "record", "row",
        "progress",
        "completed", "complete", "done", "finished", "processed", "benchmark", "query", "queries", "config",
        "configuration", "scenario", "suite", "package", "module", "object", "dataset", "model", "repetition", "repeat",
        "experiment", "point", "combination", "seed", "fold", "pass", "phase",
    ])

    private static let others = hashes([
        "cpu", "gpu", "ram", "mem", "memory", "load", "battery", "usage", "used", "use", "disk", "swap", "idle", "rate",
        "ratio", "coverage", "covered", "loss", "accuracy", "score", "free", "full", "temp", "hit", "hits", "misses",
        "aspect", "version", "average", "utilization", "heap", "queue", "remaining", "waiting", "failing", "connecting",
        "polling", "retrying", "pending", "missing", "warning", "during",
    ])

    /// Who works, rather than what is worked on.
    private static let workers = hashes([
        "vus", "workers", "threads", "clients", "connections", "users", "active", "busy",
    ])

    private static let results = hashes(["done", "complete", "took", "success", "successful", "successfully", "okay"])

    /// What only some of all does, or after how long.
    private static let shares = hashes(["failed", "errors", "within", "slower", "faster"])

    private static let mostWordsOfShare = 4

    /// Whether what is before or after a number says that it is something else: `cpu 45%`, `45% used`.
    static func speakAgainst(_ before: LineBytes, _ after: LineBytes) -> Bool {
        // What comes after a comma is about something else.
        let next = after.drop { ByteCursor.isBlank($0) || "])}".utf8.contains($0) }.prefix(while: TextShape.isLetter)
        return isOther(lastWord(of: before)) || isOther(next) || isAmong(workers, next)
    }

    /// Whether what is after a percentage says that it is a share: `5% of requests failed`, `75% completed within 8 ms`.
    static func tellShare(_ after: LineBytes) -> Bool {
        var rest = after
        for _ in 0..<mostWordsOfShare {
            let word = firstWord(of: rest)
            if isAmong(shares, word) { return true }
            rest = rest[word.endIndex...]
        }
        return false
    }

    /// Whether a text ends with such a word or one that says what is being done: `Downloading: `, `step `.
    static func end(_ text: LineBytes) -> Bool { isCounter(lastWord(of: text)) }

    /// Whether a text begins with such a word: ` done`, `] complete`.
    static func begin(_ text: LineBytes) -> Bool { isCounter(firstWord(of: text)) }

    /// Whether a text ends with a word that says what is being done: `Downloading: `.
    static func endInActivity(_ text: LineBytes) -> Bool { isActivity(lastWord(of: text)) }

    /// Whether what is after a count says how that went: ` done`, `: loss 0.25`, ` written`.
    static func tellResult(_ after: LineBytes) -> Bool {
        let word = firstWord(of: after)
        if word.suffix(2).elementsEqual("ed".utf8) || word.suffix(2).elementsEqual("en".utf8) || isAmong(results, word)
        {
            return true
        }
        var last: (UInt8, UInt8) = (0, 0)
        for byte in after {
            if byte == UInt8(ascii: "=") { return true }
            // A number with a point in it.
            if last.1 == UInt8(ascii: "."), ByteCursor.isDigit(last.0), ByteCursor.isDigit(byte) { return true }
            last = (last.1, byte)
        }
        return false
    }

    private static func lastWord(of text: LineBytes) -> LineBytes {
        let isPunctuation: (UInt8) -> Bool = { !TextShape.isLetter($0) && $0 < 0x80 && !ByteCursor.isDigit($0) }
        let trimmed = text.dropLast(text.reversed().prefix(while: isPunctuation).count)
        return trimmed.suffix(trimmed.reversed().prefix { TextShape.isLetter($0) }.count)
    }

    private static func firstWord(of text: LineBytes) -> LineBytes {
        text.drop { ByteCursor.isBlank($0) || "])},;:|".utf8.contains($0) }.prefix(while: TextShape.isLetter)
    }

    private static func isOther(_ word: LineBytes) -> Bool { isAmong(others, word) }

    private static func isAmong(_ words: [UInt64], _ word: LineBytes) -> Bool {
        (3...13).contains(word.count) && words.contains(hash(of: word))
    }

    private static func isActivity(_ word: LineBytes) -> Bool {
        (6...16).contains(word.count) && word.suffix(3).elementsEqual("ing".utf8)
    }

    private static func isCounter(_ word: LineBytes) -> Bool {
        if isActivity(word) || isAmong(words, word) { return true }
        return word.last.map { $0 | 0x20 } == UInt8(ascii: "s") && isAmong(words, word.dropLast())
    }

    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    private static func hash(of word: LineBytes) -> UInt64 { word.reduce(start) { add($1 | 0x20, to: $0) } }

    private static func hashes(_ words: [String]) -> [UInt64] {
        words.map { word in word.utf8.reduce(start) { add($1, to: $0) } }
    }
}
