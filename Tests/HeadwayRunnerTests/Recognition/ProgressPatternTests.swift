import Testing

@testable import HeadwayRunner

@Suite("Regular expressions for progress")
struct ProgressPatternTests {
    private func groups(_ source: String, _ text: String) throws -> [String?]? {
        var matcher = PatternMatcher(try ProgressPattern(source).program)
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let places = matcher.firstMatch(in: buffer[...]) else { return nil }
            return (0..<4).map { group in
                let (begin, end) = (Int(places[group * 2]), Int(places[group * 2 + 1]))
                return begin < 0 ? nil : String(decoding: bytes[begin..<end], as: UTF8.self)
            }
        }
    }

    @Test(
        "They find what others find",
        arguments: [
            (#"(?<completed>\d+) of (?<total>\d+)"#, "did 12 of 345 files", ["12", "345", nil, nil]),
            (#"(?P<percent>\d+(?:\.\d+)?)%"#, "at 45.5% now", [nil, nil, "45.5", nil]),
            (#"^step (?<completed>\d+)(?:/(?<total>\d+))?: (?<message>.*)$"#, "step 3: säge", ["3", nil, nil, "säge"]),
            (#"<(?<message>.*?)>.*<(?<completed>\d{2,3})>"#, "<a><bc><12>", ["12", nil, nil, "a"]),
            (#"(?<message>a|ab)(?:c|bcd)(?:d*)(?<completed>\d)"#, "abcd1", ["1", nil, nil, "a"]),
            (#"(?i)DONE:\s*(?<completed>\d+)"#, "done: 7", ["7", nil, nil, nil]),
            (#"\b(?<completed>\d+)\b"#, "x1 2y 33 z", ["33", nil, nil, nil]),
            (#"[^a-z\]]+(?<completed>[0-9_,]+)"#, "ab]: 1,234_5", ["5", nil, nil, nil]),
            (#"(?<message>é+)(?<completed>\d)"#, "xéé4", ["4", nil, nil, "éé"]),
            (#"a{0,2}b{,3}(?<completed>1)"#, "aab{,3}1", ["1", nil, nil, nil]),
        ] as [(String, String, [String?])]
    )
    func matches(source: String, text: String, expected: [String?]) throws {
        #expect(try groups(source, text) == expected)
    }

    @Test("They find nothing where there is nothing")
    func noMatch() throws {
        #expect(try groups(#"^(?<completed>\d+)$"#, "12 ") == nil)
        #expect(try groups(#"(?<completed>\d+)\B"#, "1") == nil)
        #expect(try groups(#"x(?<percent>)$"#, "") == nil)
    }

    @Test(
        "What isn't one is refused, with what is wrong",
        arguments: [
            (#"(?<completed>\d+"#, "a \"(\" without its \")\""),
            (#"(?<done>\d+)x"#, "no group is called \"done\""),
            (#"(?<comleted>\d+)x"#, "did you mean \"completed\"?"),
            (#"\d+%"#, "no group that says what is progress"),
            (#"(?<total>\d+)!"#, "none called \"completed\""),
            (#"(?<percent>\d+)**"#, "after a repetition"),
            (#"*(?<percent>\d)"#, "nothing before it to repeat"),
            (#"(?<percent>\d)(?=%)"#, "no looking around"),
            (#"(?<percent>\d)\1"#, "means nothing here"),
            (#"(?<percent>[9-0])"#, "goes backwards"),
            (#"(?<percent>[0-9)"#, "a \"[\" without its \"]\""),
            (#"(?<percent>(\d{1000}){1000})"#, "too large"),
            (#"(?<percent>\d{2000})"#, "at most {0,1000}"),
            (#"(?<percent>\d)(?<percent>\d)"#, "there twice"),
            (#"(?<percent>\d))"#, "a \")\" too many"),
            (#"(?<percent>\d)\"#, "nothing after it"),
            (String(repeating: "(", count: 100) + "(?<percent>1)", "too deeply"),
        ]
    )
    func mistakes(source: String, expected: String) {
        let error = #expect(throws: PatternError.self) { try ProgressPattern(source) }
        let text = (error?.message ?? "") + "; " + (error?.advice ?? "")
        #expect(text.contains(expected), "\(text)")
    }

    @Test("What takes others for ever costs as much as the line is long")
    func catastrophe() throws {
        // Backtracking would try 2 to the power of 1,000 ways; a test that ends has shown that this doesn't.
        for source in [
            "(a*)*b(?<percent>1)", "(a|a)*b(?<percent>1)", "(a+)+(?<percent>1)$", "(.*)(.*)(.*)(.*)x(?<percent>1)",
        ] {
            #expect(try groups(source, String(repeating: "a", count: 1_000)) == nil)
        }
    }

    @Test("A pattern's groups become progress, believed at once, and it never falls")
    func progress() throws {
        let pattern = try ProgressSetting(#"(?<message>\w+) (?<completed>[\d,]+) von (?<total>[\d,]+)"#)
        let seen = Recognized(
            "a 1,000 von 4,000\nnoise 99/100\nb 3,000 von 4,000\nc 1,000 von 4,000\n",
            pattern,
            chunk: 9
        )
        #expect(seen.fractions.first == 0.25 && seen.fractions.last == 0.75 && seen.neverFalls)
        #expect(seen.messages.last == "c 1000/4000")
        #expect(Recognized("p=250%\n", try ProgressSetting(#"p=(?<percent>\d+)%"#)).fractions == [1])
        #expect(Recognized("n=3\nn=2\n", try ProgressSetting(#"n=(?<completed>\d+)"#), chunk: 4).counts == [3, 3])
        #expect(
            Recognized("at Ürgüp\n", try ProgressSetting(#"at (?<message>.+)"#)).messages == [
                "at Ürgüp".dropFirst(3).description
            ]
        )
    }

    @Test("A setting is a name, an expression, or wrong")
    func settings() throws {
        #expect(try ProgressSetting("auto") == .auto)
        #expect(try ProgressSetting("none") == .none)
        #expect(try ProgressSetting("swift-build") == .form(.swiftBuild))
        for (text, advice) in [("tqmd", "tqdm"), ("pytset", "pytest"), ("ato", "auto"), ("swift build", "swift-build")]
        {
            let error = #expect(throws: PatternError.self) { try ProgressSetting(text) }
            #expect(error?.advice == "did you mean \"\(advice)\"?")
        }
        let error = #expect(throws: PatternError.self) { try ProgressSetting("whatever") }
        #expect(error?.advice?.contains("a regular expression with named groups") == true)
    }
}
