import Testing

@testable import HeadwayRunner

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "abc", 3), ("command", "comand", 1), ("abcd", "abdc", 1),
        ("kitten", "sitting", 3),
    ])
    func `Distance counts edits and swaps`(lhs: String, rhs: String, expected: Int) {
        #expect(NearestName.distance(lhs, rhs) == expected)
        #expect(NearestName.distance(rhs, lhs) == expected)
    }

    @Test(arguments: [
        ("comamnd", "command"), ("Timeout", "timeout"), ("expected-duration", "expected_duration"),
        ("phasse", "phases"),
        ("expectedArtifacts", "expected_artifacts"), ("xyz", nil), ("", nil),
        (String(repeating: "a", count: 1_000_000), nil),
    ])
    func `The nearest name is suggested if it is near`(name: String, expected: String?) {
        let keys = ["command", "timeout", "expected_duration", "expected_artifacts", "phases"]
        #expect(NearestName.suggestion(for: name, among: keys) == expected)
    }
}
