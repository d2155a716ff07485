import Foundation
import Synchronization

/// The real `headway`, run in a folder of the test's own.
final class CommandLineProgram: Sendable {
    /// What came of a call.
    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The program that was built beside the tests.
    private static let executable: URL = {
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let here = tests ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return here.deletingLastPathComponent().appendingPathComponent("headway")
    }()

    /// Where the program is.
    var path: String { Self.executable.path }

    /// Writes a file into the folder.
    func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    /// Reads a file of the folder.
    func read(_ name: String) -> String {
        (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? ""
    }

    /// Runs it to its end.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Result {
        let call = try start(arguments, environment: environment)
        return await call.end()
    }

    /// Starts it.
    func start(
        _ arguments: [String],
        executable: String? = nil,
        environment: [String: String] = [:],
        folder subfolder: String = ".",
        output: FileHandle? = nil
    ) throws -> Call {
        let executable = executable.map { URL(fileURLWithPath: $0) } ?? Self.executable
        return try Call(
            executable,
            arguments,
            folder: folder + "/" + subfolder,
            environment: environment,
            output: output
        )
    }

    /// A running program.
    final class Call: Sendable {
        private let process: Mutex<Process>
        private let output: URL
        private let errors: URL
        private let ended = DispatchGroup()

        fileprivate init(
            _ executable: URL,
            _ arguments: [String],
            folder: String,
            environment: [String: String],
            output given: FileHandle?
        ) throws {
            let process = Process()
            process.executableURL = executable
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("HEADWAY_") }
            variables["CI"] = nil
            variables["GITHUB_ACTIONS"] = nil
            variables.merge(environment) { $1 }
            process.environment = variables
            let id = UUID().uuidString
            output = URL(fileURLWithPath: folder + "/.out-" + id)
            errors = URL(fileURLWithPath: folder + "/.err-" + id)
            for file in [output, errors] { try Data().write(to: file) }
            process.standardOutput = try given ?? FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            process.standardInput = FileHandle.nullDevice
            ended.enter()
            process.terminationHandler = { [ended] _ in ended.leave() }
            try process.run()
            self.process = Mutex(process)
        }

        /// Sends it a signal.
        func signal(_ signal: Int32) {
            process.withLock { _ = kill($0.processIdentifier, signal) }
        }

        /// What it has printed until now.
        var outputSoFar: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

        /// What it has said on standard error until now.
        var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

        /// Waits until it has ended.
        func end() async -> Result {
            await withCheckedContinuation { continuation in
                ended.notify(queue: .global()) { continuation.resume() }
            }
            return Result(
                code: process.withLock {
                    $0.terminationReason == .exit ? $0.terminationStatus : 128 + $0.terminationStatus
                },
                output: outputSoFar,
                errors: errorsSoFar
            )
        }
    }
}
