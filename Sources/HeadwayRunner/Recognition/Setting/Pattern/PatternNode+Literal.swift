extension PatternNode {
    /// The longest text that each match has in it: a line without it needn't be matched.
    var requiredText: [UInt8] {
        var search = LiteralSearch()
        search.read(self)
        search.endRun()
        return search.longest
    }

    private struct LiteralSearch {
        var longest: [UInt8] = []
        private var run: [UInt8] = []

        mutating func read(_ node: PatternNode) {
            switch node {
            case .empty, .assertion: break
            case .bytes(let set):
                if let byte = set.onlyByte { run.append(byte) } else { endRun() }
            case .sequence(let nodes): for node in nodes { read(node) }
            case .group(_, let node): read(node)
            case .either, .repeated: endRun()
            }
        }

        mutating func endRun() {
            if run.count > longest.count { longest = run }
            run = []
        }
    }
}
