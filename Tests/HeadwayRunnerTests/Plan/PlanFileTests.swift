import Foundation
import HeadwayRunner
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite struct PlanFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString)")

    /// What is said of the file that a test makes.
    private func mistake(_ name: String = "PLAN.yaml", make: (String) throws -> Void) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent(name).path
        try make(path)
        var message = ""
        let elapsed = ContinuousClock().measure {
            do {
                _ = try PlanLoader().load(path: path)
            } catch {
                message = "\(error)"
            }
        }
        #expect(elapsed < .seconds(5))
        #expect(message.hasPrefix(path + ":"))
        return String(message.dropFirst(path.count + 1))
    }

    @Test func `A file loads`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("my.yaml").path
        try Data("phases: [{name: a, command: x, working_directory: d}]".utf8).write(to: URL(filePath: path))
        let plan = try PlanLoader().load(path: path)
        #expect(plan.name == "my")
        #expect(plan.path == path)
        #expect(plan.workingDirectory(of: plan.phases[0]) == folder.path + "/d")
    }

    @Test(arguments: [
        ([UInt8](), " the plan is empty; it needs at least \"phases:\""),
        ([0x61, 0x0A, 0xC3, 0xA9, 0xFF], "2:2: this isn't UTF-8 text; save the plan as UTF-8"),
        ([0xFF, 0xFE, 0x61, 0x00], " the plan is UTF-16 text; save it as UTF-8"),
        ([0x61, 0x3A, 0x00], "1:3: the character U+0000 can't be in a plan; save the file as UTF-8 text"),
    ])
    func `What isn't text is told`(bytes: [UInt8], expected: String) throws {
        #expect(try mistake { try Data(bytes).write(to: URL(filePath: $0)) } == expected)
    }

    @Test func `What isn't a regular file is refused at once`() throws {
        #expect(try mistake { _ in }.hasPrefix(" the plan can't be read: No such file"))
        #expect(try mistake { mkfifo($0, 0o600) } == " this isn't a regular file; save the plan to a file")
        #expect(try mistake { mkdir($0, 0o700) } == " this is a folder; name the plan's file in it")
        #expect(try mistake { symlink("/dev/zero", $0) } == " this isn't a regular file; save the plan to a file")
        #expect(try mistake { symlink($0, $0) }.hasPrefix(" the plan can't be read: "))
        #expect(throws: PlanErrors.self) { try PlanLoader().load(path: "") }
        #expect(throws: PlanErrors.self) { try PlanLoader().load(path: "a\0b") }
    }

    @Test func `A huge file is refused without being read`() throws {
        let message = try mistake { path in
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            ftruncate(descriptor, 100 << 20)
            close(descriptor)
        }
        #expect(message == " the plan has 100 MB, more than 8; move what is large to files of its own")
    }
}
