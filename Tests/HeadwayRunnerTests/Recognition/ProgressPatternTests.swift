import Testing

@testable import HeadwayRunner

@Suite("Regular expressions for progress")
struct ProgressPatternTests {
    private func groups(_ source: String, _ text: String) throws -> [String?]? {
        var matcher = PatternMatcher(try ProgressPattern(source).program)
        matcher.stepsLeft = 1_000_000
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
            (#"(?<percent>[[:digit:]]+)%"#, #""[:" between brackets before its character 14; write \d"#),
            (#"(?<percent>[\d[=a=]]+)%"#, #""[=" between brackets"#),
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

    @Test("However often nothing is repeated, it is soon read")
    func repeatedNothing() throws {
        // Written out, this would be nothing ten to the power of 15 times.
        let nothing = "(?:(?:(?:(?:(?:){1000}){1000}){1000}){1000}){1000}"
        #expect(try groups(nothing + #"(?<percent>\d+)%"#, "at 7%") == [nil, nil, "7", nil])
    }

    @Test("No expression takes more steps than it may, and with none left it finds nothing")
    func steps() throws {
        for source in ["(?:[a-z]?){450}(?<percent>\\d+)%", "(?<message>a*c*a*c*a*)[b7]", "(?<message>c)aaaaaaab"] {
            let pattern = try ProgressPattern(source)
            let mostAtOnce = pattern.program.instructions.count * 4
            var matcher = PatternMatcher(pattern.program)
            matcher.stepsLeft = 20_000
            let text = [UInt8](String(repeating: "ca%", count: 300).utf8)
            for _ in 0..<200 { #expect(text.withUnsafeBufferPointer { matcher.firstMatch(in: $0[...]) } == nil) }
            #expect(matcher.stepsLeft <= 0 && matcher.stepsLeft >= -mostAtOnce)
            #expect([UInt8]("7%ccaaaaaaab".utf8).withUnsafeBufferPointer { matcher.firstMatch(in: $0[...]) } == nil)
        }
    }

    @Test("Of much output only a part is matched with an expression that costs much, and always the end")
    func costly() throws {
        let pattern = try ProgressSetting(#"(?:[a-z]?){4}(?<percent>\d+)%"#)
        let noise = String(repeating: String(repeating: "a", count: 999) + "%\n", count: 120)
        let output = Array("at 10%\n\(noise)at 20%\n\(noise)at 30%\n".utf8)
        var recognizer = ProgressRecognizer(pattern)
        var seen: [PhaseUpdate?] = []
        let size = output.count / 2 + 1_000
        for begin in stride(from: 0, to: output.count, by: size) {
            seen.append(recognizer.take(Array(output[begin..<min(begin + size, output.count)])))
        }
        #expect(seen.map { $0?.amount } == [.fraction(0.2), .fraction(0.3)])
        // Little output is matched whole.
        #expect(Recognized(output, pattern, chunk: 1_000).fractions == [0.1, 0.2, 0.3])
        // The end of such a piece is read, what is far from it isn't.
        let far = Array("\(noise)at 20%\n\(noise)".utf8)
        #expect(Recognized(far, pattern, chunk: far.count).fractions.isEmpty)
    }

    @Test("A comma is a decimal point where it can't be between thousands")
    func commas() throws {
        func percent(_ text: String) throws -> [Double] {
            Recognized(text + "\n", try ProgressSetting(#"(?<percent>[\d.,]+) ?%"#)).fractions
        }
        #expect(try percent("12,5 %") == [0.125])
        #expect(try percent("12,500%") == [0.125])
        #expect(try percent("12.5%") == [0.125])
        let count = try ProgressSetting(#"(?<completed>[\d.,]+) of (?<total>[\d.,]+)"#)
        #expect(Recognized("1,000 of 4,000\n", count).fractions == [0.25])
        #expect(Recognized("1,5 of 6,0\n", count).fractions == [0.25])
        #expect(Recognized("1,000,000 of 4,000,000.0\n", count).fractions == [0.25])
        #expect(Recognized("1,000.5 of 4,002\n", count).fractions == [0.25])
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
        // More than all is no progress: the number is something else.
        #expect(Recognized("p=250%\np=40%\n", try ProgressSetting(#"p=(?<percent>\d+)%"#)).fractions == [0.4])
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
