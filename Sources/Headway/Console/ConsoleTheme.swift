/// The characters and styles of the console.
///
/// Colours mean something, and never alone: a mark or a word says the same.
public struct ConsoleTheme: Sendable, Hashable {
    /// A character of one column that says how a phase is.
    public struct Mark: Sendable, Hashable {
        /// The character.
        public var character: Character
        /// How it looks.
        public var style: CellStyle

        /// Describes a mark.
        ///
        /// - Parameters:
        ///   - character: A character of one column.
        ///   - style: How it looks.
        public init(_ character: Character, _ style: CellStyle = .plain) {
            self.character = character
            self.style = style
        }
    }

    /// Whether characters beyond ASCII may be shown, those of names included.
    public var isUnicode: Bool
    /// The mark of a phase that did what it should.
    public var completed: Mark
    /// The mark of a phase that failed or took too long.
    public var failed: Mark
    /// The mark of a phase that somebody ended or left.
    public var cancelled: Mark
    /// The mark of a phase that wasn't run.
    public var skipped: Mark
    /// The mark of a running phase.
    public var running: Mark
    /// The mark of a running phase that shows no sign of life.
    public var stalled: Mark
    /// The mark of a phase to come.
    public var pending: Mark
    /// A bar's cell that is done.
    public var barFull: Mark
    /// A bar's cell that is half done; `nil` to have whole cells only.
    public var barHalf: Mark?
    /// A bar's cell that isn't done.
    public var barEmpty: Mark
    /// What stands between a number and another.
    public var rangeDash: String
    /// What stands before a line that a phase printed.
    public var quote: String
    /// How titles look.
    public var heading: CellStyle
    /// How what matters less looks.
    public var faint: CellStyle

    /// For terminals that show UTF-8.
    public static let unicode = ConsoleTheme(isUnicode: true)
    /// For terminals that show nothing but ASCII.
    public static let ascii = ConsoleTheme(isUnicode: false)

    /// The theme in a single colour.
    public var withoutColor: ConsoleTheme {
        var theme = self
        for path in Self.marks { theme[keyPath: path].style = theme[keyPath: path].style.withoutColor }
        theme.barHalf?.style = barHalf?.style.withoutColor ?? .plain
        theme.heading = heading.withoutColor
        theme.faint = faint.withoutColor
        return theme
    }

    private static var marks: [WritableKeyPath<ConsoleTheme, Mark>] {
        [
            \.completed, \.failed, \.cancelled, \.skipped, \.running, \.stalled, \.pending, \.barFull, \.barEmpty,
        ]
    }

    private init(isUnicode: Bool) {
        self.isUnicode = isUnicode
        let faint = CellStyle(isDim: true)
        completed = Mark(isUnicode ? "✓" : "v", CellStyle(color: .green))
        failed = Mark(isUnicode ? "✗" : "x", CellStyle(color: .red))
        cancelled = Mark(isUnicode ? "■" : "#", CellStyle(color: .yellow))
        skipped = Mark("-", faint)
        running = Mark(isUnicode ? "▸" : ">", CellStyle(color: .cyan))
        stalled = Mark("!", CellStyle(color: .yellow))
        pending = Mark(isUnicode ? "·" : ".", faint)
        barFull = Mark(isUnicode ? "━" : "=", CellStyle(color: .cyan))
        barHalf = isUnicode ? Mark("╸", CellStyle(color: .cyan)) : nil
        barEmpty = Mark(isUnicode ? "─" : "-", faint)
        rangeDash = isUnicode ? "–" : "-"
        quote = isUnicode ? "│ " : "| "
        heading = CellStyle(isBold: true)
        self.faint = faint
    }

    /// The mark of a phase.
    ///
    /// - Parameters:
    ///   - status: How it is.
    ///   - isStalled: Whether it shows no sign of life.
    /// - Returns: The mark.
    public func mark(for status: PhaseStatus, isStalled: Bool = false) -> Mark {
        switch status {
        case .pending: pending
        case .running: isStalled ? stalled : running
        case .completed: completed
        case .failed, .timedOut: failed
        case .cancelled, .abandoned: cancelled
        case .skipped: skipped
        }
    }

    /// The mark of a run.
    func mark(for status: RunStatus) -> Mark {
        switch status {
        case .pending: pending
        case .running, .unknown: running
        case .completed: completed
        case .failed, .timedOut: failed
        case .cancelled, .interrupted: cancelled
        }
    }

    /// What makes text safe for this theme.
    var visibleText: VisibleText { VisibleText(isUnicode: isUnicode) }
}
