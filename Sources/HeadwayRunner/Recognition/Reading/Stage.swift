/// Which of how many bars one after the other a text says that it is: `Epoch 2/5`.
struct Stage: Hashable {
    var number: Int
    var total: Int

    private static let words: [StaticString] = [
        "epoch", "stage", "step", "pass", "part", "fold", "round", "phase",
    ]

    /// Finds it in a bar's label, or in a line before a bar.
    init?(in label: LineBytes) {
        guard let slash = label.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let number = label[..<slash].reversed().prefix(while: ByteCursor.isDigit).count
        guard number > 0, number < 7 else { return nil }
        let before = label[..<(slash - number)]
        var count = ByteCursor(label[before.endIndex...])
        guard let ratio = count.ratio(), ratio.completed >= 1, count.next.map(Self.canFollow) ?? true else {
            return nil
        }
        guard Self.isNamed(before) else { return nil }
        self.number = ratio.completed
        total = ratio.total
    }

    /// How far all stages are when this one is.
    func fraction(_ fraction: Double) -> Double {
        (Double(number - 1) + fraction) / Double(total)
    }

    private static func canFollow(_ byte: UInt8) -> Bool {
        ByteCursor.isBlank(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",")
    }

    /// Whether what is before a count says that it is one of stages: `Epoch `, `Epoch [`.
    static func isNamed(_ before: LineBytes) -> Bool {
        let noise = before.reversed().prefix { ByteCursor.isBlank($0) || $0 == UInt8(ascii: "[") }.count
        let text = before.dropLast(noise)
        let word = text.suffix(text.reversed().prefix(while: TextShape.isLetter).count)
        return words.contains { $0.withUTF8Buffer { word.elementsEqual($0) { $0 | 0x20 == $1 } } }
    }
}
