/// Cuts what a program sends to its terminal into characters and control sequences (ECMA-48, UTF-8).
struct ControlSequenceParser {
    /// What the terminal is told to do.
    enum Element: Hashable {
        case character(Character)
        /// A control character, such as a carriage return.
        case control(UInt8)
        /// `ESC` and a letter or digit.
        case escape(UInt8)
        /// `CSI`, its parameters as they stand, and its last byte.
        case sequence([UInt8], final: UInt8)
    }

    private enum State {
        case text
        case escape
        /// An escape with something between, such as the choice of a character set.
        case intermediate
        case sequence
        /// A title or the like, which ends with BEL or ST.
        case string
        case stringEscape
    }

    /// What longer sequences have beyond this is dropped, in bytes.
    private static let longestSequence = 256

    private var state = State.text
    private var parameters: [UInt8] = []
    private var partial: [UInt8] = []

    /// Whether no sequence and no character has begun.
    var isIdle: Bool {
        if case .text = state { return partial.isEmpty }
        return false
    }

    /// Takes the next bytes.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - body: Called with each element that they end.
    mutating func take(_ bytes: ArraySlice<UInt8>, _ body: (Element) -> Void) {
        for byte in bytes { take(byte, body) }
    }

    private mutating func take(_ byte: UInt8, _ body: (Element) -> Void) {
        switch state {
        case .text: takeText(byte, body)
        case .escape: takeEscape(byte, body)
        case .intermediate: if byte >= 0x30 { state = .text }
        case .sequence: takeSequence(byte, body)
        case .string:
            if byte == 0x07 { state = .text }
            if byte == 0x1B { state = .stringEscape }
        case .stringEscape: state = byte == UInt8(ascii: "\\") ? .text : .string
        }
    }

    private mutating func takeText(_ byte: UInt8, _ body: (Element) -> Void) {
        if byte >= 0x80 {
            if byte >= 0xC0 { flush(body) }
            partial.append(byte)
            if partial.count >= Self.length(of: partial[0]) { flush(body) }
            return
        }
        flush(body)
        switch byte {
        case 0x1B: state = .escape
        case 0x20..<0x7F: body(.character(Character(Unicode.Scalar(byte))))
        default: body(.control(byte))
        }
    }

    private mutating func takeEscape(_ byte: UInt8, _ body: (Element) -> Void) {
        switch byte {
        case UInt8(ascii: "["):
            state = .sequence
            parameters = []
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "X"):
            state = .string
        case 0x20..<0x30: state = .intermediate
        case 0x1B: break
        default:
            state = .text
            body(.escape(byte))
        }
    }

    private mutating func takeSequence(_ byte: UInt8, _ body: (Element) -> Void) {
        switch byte {
        case 0x40..<0x7F:
            state = .text
            body(.sequence(parameters, final: byte))
        case 0x20..<0x40: if parameters.count < Self.longestSequence { parameters.append(byte) }
        case 0x1B: state = .escape
        // Terminals act upon control characters within a sequence.
        case ..<0x20: body(.control(byte))
        default: state = .text
        }
    }

    /// Passes on a character of several bytes; of what isn't one, each byte's replacement.
    private mutating func flush(_ body: (Element) -> Void) {
        guard !partial.isEmpty else { return }
        for scalar in String(decoding: partial, as: UTF8.self).unicodeScalars { body(.character(Character(scalar))) }
        partial.removeAll(keepingCapacity: true)
    }

    /// How many bytes a character has that begins with this one.
    private static func length(of first: UInt8) -> Int {
        switch first {
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0...: 4
        default: 1
        }
    }
}
