/// A regular expression as a tree.
indirect enum PatternNode {
    case empty
    /// One byte of a set.
    case bytes(ByteSet)
    case sequence([PatternNode])
    /// The first that matches.
    case either([PatternNode])
    /// So many times; as many as possible if greedy, else as few.
    case repeated(PatternNode, from: Int, to: Int?, isGreedy: Bool)
    case group(ProgressPattern.Group, PatternNode)
    case assertion(PatternAssertion)
}

/// What must hold at a place without taking a byte.
enum PatternAssertion: Hashable {
    case lineStart, lineEnd, wordBoundary, noWordBoundary
}
