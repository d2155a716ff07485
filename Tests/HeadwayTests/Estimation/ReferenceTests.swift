import Foundation
import Testing

@testable import Headway

@Suite("The estimator and its reference")
struct ReferenceTests {
    private struct Vector: Decodable {
        struct Past: Decodable {
            var durations: [Double]
            var log_gamma: [Double?]
        }

        struct Completed: Decodable {
            var duration: Double
            var log_gamma: Double?
        }

        struct Current: Decodable {
            var elapsed: Double
            var fraction: Double
            var reports: Int
            var integral: Double
        }

        struct Expected: Decodable {
            var point: Double
            var median: Double
            var lo80: Double
            var hi80: Double
        }

        var phases: Int
        var history: [Past]
        var completed: [Completed]
        var current: Current
        var run_elapsed: Double
        var expect: Expected
    }

    private func vectors() throws -> [Vector] {
        let url = try #require(Bundle.module.url(forResource: "vectors", withExtension: "json"))
        return try JSONDecoder().decode([Vector].self, from: Data(contentsOf: url))
    }

    /// What the reference believes: with these alone its numbers are met.
    private var reference: EstimationPriors {
        var priors = EstimationPriors()
        priors.noiseWeight = 4
        priors.learnsIrregularity = false
        priors.allowsForFewObservations = false
        return priors
    }

    @Test("With what the reference believes it says what the reference says, for all its moments")
    func vectorsAgree() throws {
        var worst = 0.0
        for vector in try vectors() {
            let estimator = TimeEstimator(
                past: vector.history.map { past in
                    PhasePast(durations: past.durations, logGammas: past.log_gamma.compactMap { $0 })
                },
                priors: reference
            )
            var phases = vector.completed.map { PhaseNow.completed(duration: $0.duration, logGamma: $0.log_gamma) }
            let current = vector.current
            phases.append(
                .running(
                    elapsed: current.elapsed,
                    fraction: current.fraction,
                    reports: current.reports,
                    integral: current.integral
                )
            )
            phases += Array(repeating: .pending, count: vector.phases - phases.count)
            let estimate = try #require(estimator.estimate(phases, elapsed: vector.run_elapsed)).run
            let pairs = [
                (estimate.point, vector.expect.point), (estimate.p50, vector.expect.median),
                (estimate.p10, vector.expect.lo80), (estimate.p90, vector.expect.hi80),
            ]
            for (got, expected) in pairs {
                worst = max(worst, abs(got - expected) / max(abs(expected), 1e-3 * vector.run_elapsed))
            }
        }
        #expect(worst < 1e-9)
    }

    @Test("Unnamed phases to come count like named ones without a past")
    func furtherPhases() throws {
        for vector in try vectors() where vector.history.allSatisfy({ $0.durations.isEmpty }) {
            let begun = vector.completed.map { PhaseNow.completed(duration: $0.duration, logGamma: $0.log_gamma) }
            let current = PhaseNow.running(elapsed: vector.current.elapsed, fraction: 0, reports: 0, integral: 0)
            let rest = vector.phases - begun.count - 1
            let named = TimeEstimator()
                .estimate(begun + [current] + Array(repeating: .pending, count: rest), elapsed: vector.run_elapsed)
            let counted = TimeEstimator().estimate(begun + [current], furtherPhases: rest, elapsed: vector.run_elapsed)
            #expect(abs((named?.run.point ?? -1) - (counted?.run.point ?? -2)) < 1e-9 * vector.run_elapsed)
        }
    }
}
