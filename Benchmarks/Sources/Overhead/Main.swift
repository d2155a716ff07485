import Foundation
import Synchronization

/// What tracking costs a benchmark: one measurement a process, its figures as JSON.
///
///     overhead MEASUREMENT [--OPTION NUMBER]…
///
/// The JSON goes to the file `$BENCH_OUT`, as standard output may be the terminal that is drawn on, or else to standard
/// output. `Scripts/bench` runs all of them and makes a table.
@main
enum Main {
    private static let measurements: [String: @Sendable (Options) async throws -> any Encodable & Sendable] = [
        "advance": AdvanceCost.run,
        "allocations": AllocationCount.run,
        "blocked": BlockedObserver.run,
        "calls": CallCost.run,
        "events": EventRate.run,
        "instructions": InstructionCount.run,
        "jitter": Jitter.run,
        "memory": PhaseMemory.run,
        "soak": Soak.run,
        "system-calls": SystemCallCount.run,
        "update": DrawnUpdates.run,
        "work": TrackedWork.run,
    ]

    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let name = arguments.first, let measure = measurements[name],
            let options = Options(arguments.dropFirst())
        else {
            let names = measurements.keys.sorted().joined(separator: ", ")
            FileHandle.standardError.write(
                Data("usage: overhead MEASUREMENT [--OPTION NUMBER]…\nmeasurements: \(names)\n".utf8)
            )
            exit(64)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let figures = try wait(for: { try await measure(options) })
        let line = try encoder.encode(figures) + Data("\n".utf8)
        if let path = ProcessInfo.processInfo.environment["BENCH_OUT"] {
            try line.write(to: URL(fileURLWithPath: path))
        } else {
            FileHandle.standardOutput.write(line)
        }
    }

    /// Waits for an asynchronous body: a `main` that is asynchronous itself ends the main thread, which valgrind can't take.
    private static func wait(
        for body: @escaping @Sendable () async throws -> any Encodable & Sendable
    ) throws -> any Encodable & Sendable {
        let outcome = Outcome()
        Task.detached {
            do { outcome.set(.success(try await body())) } catch { outcome.set(.failure(error)) }
        }
        return try outcome.wait()
    }

    private final class Outcome: Sendable {
        private let result = Mutex<Result<any Encodable & Sendable, any Error>>(.failure(CancellationError()))
        private let isThere = DispatchSemaphore(value: 0)

        func set(_ value: Result<any Encodable & Sendable, any Error>) {
            result.withLock { $0 = value }
            isThere.signal()
        }

        func wait() throws -> any Encodable & Sendable {
            isThere.wait()
            return try result.withLock { $0 }.get()
        }
    }
}
