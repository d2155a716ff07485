import HeadwayRunner
import Testing

@Suite struct PlanFuzzTests {
    private static let seedText = """
        benchmark:
          name: "compressors"   # comment
          metadata: &m {defaults: &d {timeout: 5m, env: {A: 1}}, list: [1, 'two', ~]}
          timeout: 1h30m
          phases:
            - name: prepare
              command: |
                head -c 200M /dev/urandom > "$HEADWAY_RUN_DIR/data.bin" && echo *
              expected_artifacts: [a, "b"]
            - <<: *d
              name: second
              command: >-
                x &
              tty: true
              constraints: *m
        """

    /// The signs that mean something in YAML, and some that mean nothing anywhere.
    private static let pieces: [String] = [
        "&a ", "*a", "*d", "<<: ", "? ", ": ", ":", "- ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "!", "!!str ",
        "%", "@", "`", "#", "\n", "\n  ", "\t", "\r", "\0", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{E000}", "é", "🙂",
        "---\n",
        "...\n", "\\", "\\x", "\"\\u0000\"", "~", "null", "-1", "1e999", "0x", "99999999999999999999", "name: ",
        "phases:",
    ]

    @Test(arguments: 0..<8)
    func `Whatever a plan is turned into, it is a plan or has mistakes with a place`(seed: UInt64) {
        var random = SplitMix(state: seed &* 0x9E37_79B9 &+ 1)
        let seed = Array(Self.seedText.unicodeScalars)
        for _ in 0..<400 {
            var text = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&text, using: &random) }
            let string = String(String.UnicodeScalarView(text))
            do {
                let plan = try PlanLoader().parse(text: string, path: "p.yaml")
                #expect(!plan.phases.isEmpty && !plan.name.isEmpty)
                #expect(plan.phases.allSatisfy { !$0.name.isEmpty && !$0.command.isEmpty && $0.line > 0 })
            } catch {
                #expect(!error.errors.isEmpty && error.errors.count <= 20)
                for mistake in error.errors where !mistake.message.hasPrefix("the plan is empty") {
                    #expect((mistake.position?.line ?? 0) > 0, "\(mistake) in \(string)")
                }
            }
        }
    }

    private func mutate(_ text: inout [Unicode.Scalar], using random: inout SplitMix) {
        let place = Int.random(in: 0...text.count, using: &random)
        let end = min(text.count, place + Int.random(in: 0...20, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: text.removeSubrange(place..<end)
        case 1: text.insert(contentsOf: Array(text[place..<end]), at: Int.random(in: 0...text.count, using: &random))
        case 2 where place < text.count: text[place] = Unicode.Scalar(UInt8.random(in: 0...255, using: &random))
        case 3: text.removeSubrange(place...)
        default:
            text.insert(
                contentsOf: Self.pieces.randomElement(using: &random)?.unicodeScalars.map(\.self) ?? [],
                at: place
            )
        }
    }
}

/// A generator whose sequence a failure can be repeated with.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
