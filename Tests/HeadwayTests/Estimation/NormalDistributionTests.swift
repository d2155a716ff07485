import Testing

@testable import Headway

@Suite("The normal distribution")
struct NormalDistributionTests {
    @Test(
        "A quantile is known to full precision",
        arguments: [
            (0.5, 0.0), (0.9, 1.2815515655446004), (0.975, 1.959963984540054), (0.1, -1.2815515655446004),
            (0.001, -3.090232306167813), (1e-10, -6.361340902404056), (1e-100, -21.273453560965324),
        ]
    )
    func quantiles(_ share: Double, _ expected: Double) {
        #expect(abs(NormalDistribution.quantile(share) - expected) <= 1e-12 * max(abs(expected), 1))
    }

    @Test("A quantile is what so much lies below")
    func inverse() {
        for step in 1..<1_000 {
            let share = Double(step) / 1_000
            #expect(abs(NormalDistribution.below(NormalDistribution.quantile(share)) - share) < 1e-14)
        }
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
    }
}
