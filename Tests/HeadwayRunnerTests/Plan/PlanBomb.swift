/// Texts that are small and want to be large.
enum PlanBomb {
    /// Anchors `a0` to `a8`, each of which refers nine times to the one before: 9⁸ values.
    static func anchors(_ open: String, _ close: String, levels: Int = 8) -> String {
        var text = "metadata:\n  - &a0 \(open)x, y\(close)\n"
        for level in 1...levels {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "  - &a\(level) \(open)\(aliases)\(close)\n"
        }
        return text
    }

    /// As above, of mappings whose values are large.
    static let ofMappings: String = {
        var text = "metadata:\n  - &a0 {x: y}\n"
        for level in 1...8 {
            let aliases = (0..<9).map { "k\($0): *a\(level - 1)" }.joined(separator: ", ")
            text += "  - &a\(level) {\(aliases)}\n"
        }
        return text
    }()

    /// As above, of mappings that merge others.
    static let ofMerges: String = {
        var text = "metadata:\n  - &a0 {x: y}\n"
        for level in 1...8 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "  - &a\(level) {<<: [\(aliases)]}\n"
        }
        return text
    }()

    /// As above, of texts: few values, but many bytes.
    static let ofBytes =
        "metadata:\n  - &a0 \(String(repeating: "x", count: 100_000))\n"
        + "  - &a1 [\(Array(repeating: "*a0", count: 1_000).joined(separator: ", "))]\n  - [*a1, *a1, *a1]\n"

    private static let phases = "phases: [{name: a, command: x}]\n"

    /// Anchors that are within all limits, for what mustn't be done with them.
    private static let small = anchors("[", "]", levels: 4)

    /// All of them, with what refuses them.
    static let all: [(name: String, text: String, message: String)] = [
        ("values", anchors("[", "]") + phases, "values or"),
        ("values of mappings", ofMappings + phases, "values or"),
        ("merges", ofMerges + phases, "values or"),
        ("bytes", ofBytes + phases, "values or"),
        ("values of a phase", anchors("[", "]") + "phases: [{name: a, command: x, metadata: *a8}]", "values or"),
        ("key", small + "? *a4\n: x\n" + phases, "can't be a key"),
        ("simple key", small + "*a4 : x\n" + phases, "can't be a key"),
        ("list as key", small + "? [*a4]\n: x\n" + phases, "can't be a key"),
        ("list as simple key", small + "[*a4]: x\n" + phases, "can't be a key"),
        ("list as key over lines", small + "? [\n*a4\n\n] # x\n: x\n" + phases, "can't be a key"),
        ("block list as key", small + "?\n  - *a4\n: x\n" + phases, "can't be a key"),
        ("key in a flow", small + "constraints: {*a4 : x}\n" + phases, "can't be a key"),
        ("key without a value", small + "constraints: {*a4}\n" + phases, "can't be a key"),
        ("key in a list", small + "constraints: [? *a4]\n" + phases, "can't be a key"),
        ("key close to its value", small + "constraints: [*a4 :x]\n" + phases, "can't be a key"),
        ("key that touches its value", small + "constraints: {*a4:x}\n" + phases, "can't be a key"),
        ("key that touches the end", small + "constraints: [*a4:]\n" + phases, "can't be a key"),
        ("key with a tag", small + "? !!seq [*a4]\n: x\n" + phases, "can't be a key"),
        ("key after an anchor", small + "? &k [*a4]\n: x\n" + phases, "can't be a key"),
        ("key after a quote", small + "'*a4': \"\n &a4 \"\n? [*a4]\n: x\n" + phases, "can't be a key"),
        ("key with CR", small.replacing("\n", with: "\r") + "? [*a4]\r: x\r" + phases, "can't be a key"),
        ("key with NEL", small.replacing("\n", with: "\u{85}") + "? [*a4]\u{85}: x\n", "can't be a key"),
        ("key with LS", small.replacing("\n", with: "\u{2028}") + "? [*a4]\u{2028}: x\n", "can't be a key"),
        ("key with private characters", "# \u{E000}\u{E001}\n" + small + "? [*a4]\n: x", "can't be a key"),
        ("bomb that is a key, too", anchors("[", "]") + "? *a8\n: x\n" + phases, "values or"),
        ("bomb in the second document", phases + "---\n" + anchors("[", "]") + "? *a8\n: x", "another document"),
        (
            "chain of anchors", "metadata:\n- &a x\n" + String(repeating: "- &a [*a]\n", count: 100_000),
            "nested too deep"
        ),
        (
            "chain of deep anchors",
            "metadata:\n- &a x\n"
                + String(
                    repeating: "- &a " + String(repeating: "[", count: 15) + "*a" + String(repeating: "]", count: 15)
                        + "\n",
                    count: 63
                ) + phases,
            "nested too deep"
        ),
        ("directives", String(repeating: "%TAG !a! b\n", count: 200_000) + "---\n" + phases, "lines begin with"),
        (
            "different directives",
            (0..<200_000).map { "%TAG !a\($0)! b\u{2028}" }.joined() + "---\n" + phases, "lines begin with"
        ),
        (
            "a long tag at every key",
            "%TAG !a! tag:\(String(repeating: "b", count: 4 << 20))\n---\nmetadata:\n"
                + String(repeating: " !a!x <<: {}\n", count: 100_000) + phases,
            "the tag"
        ),
        (
            "merges of one", "metadata: &m {a: b}\nx: {<<: [" + String(repeating: "*m,", count: 1 << 20) + "]}",
            "values or"
        ),
    ]

    /// Texts that nest deeper than any plan.
    static let deep: [(name: String, text: String)] = [
        ("flow lists", String(repeating: "[", count: 1 << 20)),
        ("closed flow lists", String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)),
        ("flow lists over lines", String(repeating: "[\n", count: 1 << 20)),
        ("flow mappings", String(repeating: "{a: ", count: 100_000)),
        ("flow keys", String(repeating: "{? ", count: 100_000)),
        ("flow pairs", String(repeating: "[a: ", count: 100_000)),
        ("block lists", String(repeating: "- ", count: 100_000) + "x"),
        ("block keys", String(repeating: "? ", count: 100_000) + "x"),
        ("block pairs", (0..<1_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
        ("lists in mappings", (0..<1_000).map { String(repeating: "  ", count: $0) + "- a:\n" }.joined()),
        (
            "wide and deep",
            String(repeating: "[", count: 900) + String(repeating: "a,", count: 900_000)
                + String(repeating: "]", count: 900)
        ),
        ("wide", "metadata: [" + String(repeating: "a,", count: 4 << 20) + "]"),
        ("long", String(repeating: "- x\n", count: 2_000_000)),
        ("as deep as allowed", String(repeating: "[a: ", count: 19) + "x" + String(repeating: "]", count: 19)),
    ]
}
