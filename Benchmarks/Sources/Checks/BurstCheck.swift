import Foundation
import Headway

/// The files keep up with a program that begins and ends 100,000 phases at 20 µs each: when its run has ended, all of it
/// is in the files.
enum BurstCheck {
    private static let phases = 100_000
    private static let pace = Duration.microseconds(20)
    /// A machine that is busy with something else gets another chance.
    private static let attempts = 3

    static func run() async throws -> String {
        var said: [String] = []
        for _ in 0..<attempts {
            let (isWhole, text) = try await burst()
            said.append(text)
            if isWhole { return said.joined(separator: "; ") }
        }
        throw CheckFailure(said.joined(separator: "; "))
    }

    private struct Snapshot: Decodable {
        var status: String
    }

    private static func burst() async throws -> (isWhole: Bool, text: String) {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: ".progress.json").path
            let tracker = ProgressTracker(observers: [FileProgressObserver(path: path)])
            let time = ContinuousClock()
            tracker.benchmarkStarted("burst")
            let start = time.now
            for number in 0..<phases {
                while time.now < start + pace * number {}
                tracker.startPhase("phase \(number)").complete()
            }
            let reporting = time.now - start
            let ending = time.measure { tracker.benchmarkCompleted() }
            let snapshot = try JSONDecoder().decode(Snapshot.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
                .status
            var transitions = 0
            try RunReader(path: path).events { if $0.type != .estimateUpdated { transitions += 1 } }
            let text = String(
                format: "%d phases in %.2f s, %.2f s later %d of %d transitions in the journal, the snapshot %@",
                phases,
                reporting / .seconds(1),
                ending / .seconds(1),
                transitions,
                2 * phases + 2,
                snapshot
            )
            return (transitions == 2 * phases + 2 && snapshot == RunStatus.completed.rawValue, text)
        }
    }
}
