import Testing

@testable import Headway

@Suite("DisplayWidth")
struct DisplayWidthTests {
    @Test(
        "a character takes the columns that terminals give it",
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("한", 2), ("ﾊ", 1), ("Ａ", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇩🇪", 2),
            ("❤", 1), ("❤\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("\u{200B}", 0), ("\u{301}", 0), ("━", 1), ("…", 1),
            ("✓", 1), ("⌚", 2), ("각", 2), ("〇", 2), ("𠀀", 2), ("\u{7}", 0), ("\u{9B}", 0), ("\u{AD}", 1),
            ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 2), ("ก็", 1), ("\u{303F}", 1),
        ] as [(String, Int)]
    )
    func columns(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test("terminals agree about letters, ideographs and lines, and disagree about emoji and clusters")
    func uncertainty() {
        for certain in ["a", "é", "日", "━", "✓"] as [Character] { #expect(!DisplayWidth.isUncertain(certain)) }
        for uncertain in ["👍", "👍🏽", "e\u{301}", "❤\u{FE0F}", "🇩🇪"] as [Character] {
            #expect(DisplayWidth.isUncertain(uncertain))
        }
    }
}
