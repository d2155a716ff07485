/// How a cell looks beyond its character.
public struct CellStyle: Sendable, Hashable {
    /// The colours that Headway uses: those that every terminal has and lets its user choose.
    public enum Color: UInt8, Sendable, Hashable {
        /// Went wrong.
        case red = 31
        /// Done.
        case green = 32
        /// Needs attention.
        case yellow = 33
        /// Information.
        case blue = 34
        /// Emphasis.
        case magenta = 35
        /// Going on.
        case cyan = 36
    }

    /// The terminal's own colours, nothing else.
    public static let plain = CellStyle()

    /// The colour of the character; `nil` for the terminal's own.
    public var color: Color?
    /// Whether it stands out.
    public var isBold: Bool
    /// Whether it stands back.
    public var isDim: Bool

    /// Describes a style.
    ///
    /// - Parameters:
    ///   - color: The colour of the character; `nil` for the terminal's own.
    ///   - isBold: Whether it stands out.
    ///   - isDim: Whether it stands back.
    public init(color: Color? = nil, isBold: Bool = false, isDim: Bool = false) {
        self.color = color
        self.isBold = isBold
        self.isDim = isDim
    }

    /// The style in a single colour.
    var withoutColor: CellStyle { CellStyle(isBold: isBold, isDim: isDim) }

    /// What a terminal must be told to write in this style after the plain one; empty for the plain one.
    var parameters: String {
        var codes: [String] = []
        if isBold { codes.append("1") }
        if isDim { codes.append("2") }
        if let color { codes.append(String(color.rawValue)) }
        return codes.joined(separator: ";")
    }
}
