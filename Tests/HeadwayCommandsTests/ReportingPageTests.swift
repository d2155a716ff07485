import Foundation
import Headway
import Testing

@testable import HeadwayCommands

/// The examples of Documentation/reporting-progress.md, run as they stand there.
@Suite("Reporting progress from any program")
struct ReportingPageTests {
    /// A language with how a file of it is run; what isn't on this machine isn't tried.
    struct Language: Sendable, CustomTestStringConvertible {
        let name: String
        let tool: String
        let file: String
        let line: String

        var testDescription: String { name }

        static let all = [
            Language(name: "sh", tool: "sh", file: "a.sh", line: "sh a.sh"),
            Language(name: "python", tool: "python3", file: "a.py", line: "python3 a.py"),
            Language(name: "javascript", tool: "node", file: "a.js", line: "node a.js"),
            Language(name: "rust", tool: "rustc", file: "a.rs", line: "rustc -o a a.rs && ./a"),
            Language(name: "go", tool: "go", file: "a.go", line: "GOCACHE=$PWD/cache go run a.go"),
            Language(
                name: "swift",
                tool: "swiftc",
                file: "a.swift",
                line: "swiftc -swift-version 6 -o a a.swift && ./a"
            ),
            Language(name: "c", tool: "cc", file: "a.c", line: "cc -o a a.c && ./a"),
        ]

        static let here = all.filter { language in
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
                .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(language.tool)") }
        }
    }

    private let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
    }

    private static func example(_ language: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "Documentation/reporting-progress.md"), encoding: .utf8)
        let block = try #require(page.components(separatedBy: "```\(language)\n").last)
        return block.components(separatedBy: "\n```")[0] + "\n"
    }

    @Test("Each example reports what the page says it does", arguments: Language.here)
    func example(language: Language) async throws {
        try headway.write(try Self.example(language.name), to: language.file)
        let result = try await headway.run("run", "--", "sh", "-c", language.line)
        #expect(result.code == 0)
        let state = try RunFormat.state(Array(try await headway.run("status", "--json").output.utf8))
        let log = headway.read(".headway/runs/\(state.runID)/output/01-sh.log")
        #expect(
            log == """
                ::phase start load
                ::phase end load ok
                ::phase start "sort all" 3
                ::progress 1/3 part 1
                ::progress 2/3 part 2
                ::progress 3/3 part 3
                ::phase end "sort all" ok

                """
        )
        #expect(state.phases.contains { $0.message == "part 3" && $0.completed == 3 && $0.total == 3 })
    }
}
