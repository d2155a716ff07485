import Testing

@testable import Headway

@Suite("VisibleText")
struct VisibleTextTests {
    private let unicode = VisibleText(isUnicode: true)
    private let ascii = VisibleText(isUnicode: false)

    @Test(
        "control characters are shown",
        arguments: [
            ("evil\u{1B}[2J", "evil␛[2J", "evil\\e[2J"),
            ("a\nb\r\nc", "a␊b␍␊c", "a\\nb\\r\\nc"),
            ("a\tb\u{7}", "a␉b␇", "a\\tb\\x07"),
            ("\u{9B}31m\u{7F}", "\\x9b31m␡", "\\x9b31m\\x7f"),
            ("a\u{202E}b\u{2066}c\u{200F}", "a\\u202eb\\u2066c\\u200f", "a\\u202eb\\u2066c\\u200f"),
            ("a\u{2028}b\u{2029}", "a\\u2028b\\u2029", "a\\u2028b\\u2029"),
            ("a\u{200B}\u{FEFF}", "a\\u200b\\ufeff", "a\\u200b\\ufeff"),
            ("日本語👩‍👩‍👧", "日本語👩‍👩‍👧", "??????"),
            ("\u{301}a", "◌\u{301}a", "a"),
        ] as [(String, String, String)]
    )
    func shows(text: String, inUnicode: String, inASCII: String) {
        #expect(unicode.line(text) == inUnicode)
        #expect(ascii.line(text) == inASCII)
    }

    @Test(
        "what is too long ends in an ellipsis, and half a wide character is never cut",
        arguments: [
            ("measure", 7, "measure"), ("measure", 6, "measu…"), ("measure", 1, "…"), ("measure", 0, ""),
            ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 3, "日…"), ("日本語", 2, "…"),
            ("a👩‍👩‍👧b", 3, "a…"), ("a👩‍👩‍👧b", 4, "a👩‍👩‍👧b"),
        ] as [(String, Int, String)]
    )
    func fits(text: String, columns: Int, expected: String) {
        let fitted = unicode.fitted(text, columns: columns)
        #expect(fitted == expected)
        #expect(DisplayWidth.columns(of: fitted) <= columns)
    }

    @Test("no scalar whatever reaches the terminal as a control")
    func everyScalar() {
        for value in UInt32(0)...0x2FFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in [unicode.line("a" + String(scalar)), ascii.line("a" + String(scalar))] {
                #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
            }
        }
    }

    @Test("a heap of accents is cut, however the text is cut")
    func accents() {
        let text = "a" + String(repeating: "\u{301}", count: 1_000_000) + "b"
        #expect(unicode.fitted(text, columns: 10).unicodeScalars.count < 40)
    }

    @Test("tabs become blanks up to the next stop")
    func tabs() {
        #expect(TabStops.expanded("a\tb\t\tc") == "a       b               c")
        #expect(TabStops.expanded("日本\tx") == "日本    x")
    }
}
