import Foundation
import Testing

/// The completions that the command generates, in a real bash.
///
/// What they are in other shells, once installed, is for Scripts/test-install.
@Suite struct CompletionTests {
    let headway: CommandLineProgram

    init() throws {
        headway = try CommandLineProgram()
        for file in ["plan.yaml", "plan.txt", "folder/inner.yml", "runs.d/x"] {
            let folder = URL(fileURLWithPath: headway.folder + "/" + file).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try headway.write("", to: file)
        }
    }

    /// What bash offers for the last of these words, sorted.
    private func offered(_ words: String...) async throws -> [String] {
        // As bash calls it, but for the pieces that it makes of words with signs in them.
        let script = """
            source <("$1" --generate-completion-script bash)
            shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
            _headway "$1" "${@: -1}" "${@: -2:1}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let arguments = ["--norc", "-c", script, "bash", headway.path, headway.path] + words
        let result = try await headway.start(arguments, executable: "/bin/bash").end()
        #expect(result.errors == "")
        return result.output.split(separator: "\n").map(String.init).sorted()
    }

    private func makeRun(_ id: String, in root: String = ".headway") throws {
        try FileManager.default.createDirectory(
            atPath: headway.folder + "/\(root)/runs/" + id,
            withIntermediateDirectories: true
        )
        try headway.write("", to: "\(root)/runs/\(id)/plan.yaml")
    }

    @Test func `A plan is completed to YAML files, and to folders on the way to them`() async throws {
        #expect(try await offered("run", "pla") == ["plan.yaml"])
        #expect(try await offered("run", "--jobs", "2", "folder/") == ["folder/inner.yml"])
        #expect(try await offered("run", "fo") == ["folder"])
    }

    @Test func `A command's words are completed to files`() async throws {
        #expect(try await offered("run", "--", "cat", "pla") == ["plan.txt", "plan.yaml"])
    }

    @Test(arguments: ["--progress-file", "--export-json", "--export-markdown", "--export-csv"])
    func `Where a file is written is completed to files`(option: String) async throws {
        #expect(try await offered("run", option, "pla") == ["plan.txt", "plan.yaml"])
    }

    @Test(arguments: ["run", "watch", "status", "list", "logs", "replay", "history", "stop", "prune"])
    func `The folder of runs is completed to folders`(command: String) async throws {
        #expect(try await offered(command, "--root", "") == ["folder", "runs.d"])
    }

    @Test func `A form of progress is completed to its name`() async throws {
        #expect(try await offered("run", "--progress", "pyt") == ["pytest"])
    }

    @Test(arguments: ["watch", "status", "logs", "replay", "stop"])
    func `A run is completed to the ids of the runs`(command: String) async throws {
        for id in ["20261124T1-a", "20261124T2-b", "20261125T1-c"] { try makeRun(id) }
        #expect(try await offered(command, "20261124") == ["20261124T1-a", "20261124T2-b"])
        #expect(try await offered(command, "20261125") == ["20261125T1-c"])
    }

    @Test func `The runs that are offered are those of the folder that the command line names`() async throws {
        try makeRun("20261124T1-a")
        try makeRun("20261124T2-b", in: "folder")
        #expect(try await offered("watch", "--root", "folder", "2") == ["20261124T2-b"])
        #expect(try await offered("watch", "--root=folder", "2") == ["20261124T2-b"])
    }

    @Test func `A folder whose name would be a command for the shell is not offered`() async throws {
        try makeRun("20261124T1-a")
        try makeRun("20261124T2-$(touch made)")
        try makeRun("20261124T3-`touch made`")
        #expect(try await offered("watch", "2026") == ["20261124T1-a"])
        #expect(!FileManager.default.fileExists(atPath: headway.folder + "/made"))
    }
}
