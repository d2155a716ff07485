import Foundation
import Testing

@testable import Headway

@Suite("Reading the journal's lines in one pass")
struct EventScannerTests {
    private func scanned(_ line: [UInt8]) -> ProgressEvent? { line.withUnsafeBufferPointer { EventScanner.event($0) } }

    private func line(_ type: ProgressEventType, _ fill: (inout EventContext) -> Void) -> [UInt8] {
        var context = EventContext()
        fill(&context)
        let event = ProgressEvent(
            type: type,
            timestamp: Date(timeIntervalSince1970: 1_767_225_600.123),
            message: "säge started",
            context: context,
            sequence: 17,
            elapsed: .microseconds(1_234_567),
            runID: "20261122T075012345Z-3f9a1c"
        )
        return Array(RunFormat.line(event).dropLast())
    }

    /// What long journals consist of.
    private var lines: [[UInt8]] {
        [
            line(.phaseStarted) { ($0.phaseName, $0.phaseIndex, $0.total, $0.unit) = ("säge", 3, 1_000, "日本") },
            line(.phaseProgress) {
                ($0.phaseName, $0.phaseIndex, $0.completed, $0.percentage) = ("säge", 3, 333, 100.0 / 3)
                $0.message = "file 17"
            },
            line(.phaseCompleted) {
                ($0.phaseName, $0.phaseIndex, $0.status, $0.success) = ("säge", 3, .timedOut, false)
                ($0.durationSeconds, $0.output, $0.processGroup) = (0.000_001, ["a", "b"], 4_711)
                ($0.progressIntegral, $0.progressReports) = (12.5, 3)
            },
            line(.estimateUpdated) {
                let estimate = TimeEstimate(point: 1, p10: 0.5, p50: 1.125, p90: 1e10)
                ($0.remainingSeconds, $0.phaseRemainingSeconds) = (estimate, [3: estimate, 12: estimate])
            },
            line(.benchmarkCompleted) { ($0.benchmarkName, $0.status, $0.exitCode) = ("b", .completed, -1) },
        ]
    }

    @Test("They are what the general decoder reads")
    func usual() {
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            #expect(scanned(line) != nil, "\(text)")
            #expect(scanned(line) == RunFormat.decodedEvent(line), "\(text)")
        }
    }

    @Test("Whatever is changed in a line, it gives nothing or what the general decoder reads")
    func changed() {
        var random = SeededGenerator(seed: 11)
        for line in lines {
            for place in line.indices {
                let interesting = Array("{}[]\",:.-+eE0123456789 \\\n\tntf\u{0}".utf8) + [0x7f, 0x80, 0xc2, 0xff]
                for byte in [interesting.randomElement(using: &random)!, UInt8.random(in: 0...255, using: &random)] {
                    var changed = line
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: changed[place] = byte
                    case 1: changed.insert(byte, at: place)
                    default: changed.remove(at: place)
                    }
                    if let event = scanned(changed) {
                        #expect(event == RunFormat.decodedEvent(changed), "\(String(decoding: changed, as: UTF8.self))")
                    }
                }
            }
            for length in 0..<line.count { #expect(scanned(Array(line.prefix(length))) == nil) }
        }
    }

    @Test(
        "What isn't plain is for the general decoder",
        arguments: [
            "{\"type\":\"phase_started\",\"timestamp\":\"2026-01-01T00:00:01.000Z\"}",
            "{\"message\":\"\\u0041\",\"timestamp\":\"2026-01-01T00:00:01.000Z\",\"type\":\"phase_started\"}",
            "{\"later\":1,\"timestamp\":\"2026-01-01T00:00:01.000Z\",\"type\":\"phase_started\"}",
            "{\"elapsed_seconds\":1E3,\"timestamp\":\"2026-01-01T00:00:01Z\",\"type\":\"phase_started\"}",
            "{\"sequence\":123456789012345678,\"timestamp\":\"2026-01-01T00:00:01.000Z\",\"type\":\"phase_started\" }",
        ]
    )
    func unusual(text: String) {
        let line = Array(text.utf8)
        #expect(scanned(line) == nil)
        #expect(RunFormat.event(line) != nil)
        #expect(RunFormat.event(line) == RunFormat.decodedEvent(line))
    }
}
