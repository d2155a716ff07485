import Testing

@testable import Headway

@Suite("MarkdownSummary")
struct MarkdownSummaryTests {
    @Test("names can't break out of the table")
    func table() {
        var script = RunScript("a|b<script>", phases: ["x|y`z`", "b"])
        script.start(0)
        script.elapsed = 3
        script.end(0)
        script.start(1)
        script.elapsed = 4
        script.end(1, .failed) { $0.error = "**no**\nway" }
        script.add(.benchmarkCompleted) { $0.success = false }
        #expect(
            MarkdownSummary.text(script.state) == #"""
                ### ✗ a\|b&lt;script&gt;: failed after 4.0 s, 2 of 2 phases, 1 failed

                | | Phase | Time | Share | |
                |---|---|---:|---:|---|
                | ✓ | x\|y\`z\` | 3.0 s | 75% |  |
                | ✗ | b | 1.0 s | 25% | failed: \*\*no\*\*␊way |


                """#
        )
    }
}
