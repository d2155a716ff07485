import Testing

@testable import HeadwayRunner

@Suite("Floods of output")
struct FloodMeterTests {
    @Test("Reading takes at most a tenth of the time for long, however fast it is")
    func share() {
        for cost in [1, 10, 400] {
            var meter = FloodMeter()
            var (now, busy) = (Duration.zero, Duration.zero)
            while now < .seconds(20) {
                let isFlood = meter.begin(at: now)
                // What is only skimmed costs next to nothing.
                let spent = isFlood ? Duration.microseconds(50) : .milliseconds(cost)
                now += spent
                if !isFlood { busy += spent }
                meter.end(at: now, skimmed: isFlood ? 1 : nil)
            }
            #expect(busy <= .seconds(2.5) && busy >= .seconds(1.8))
        }
    }

    @Test("What is printed now and then is all read")
    func calm() {
        var meter = FloodMeter()
        for number in 1...1_000 {
            let isFlood = meter.begin(at: .milliseconds(50 * number))
            #expect(!isFlood)
            meter.end(at: .milliseconds(50 * number + 4), skimmed: nil)
        }
    }

    @Test("What is read doesn't count as searched, and what is searched is enough after 64 MB")
    func search() {
        var meter = FloodMeter()
        meter.end(at: .zero, skimmed: nil)
        meter.end(at: .zero, skimmed: 64 << 20)
        #expect(!meter.hasSearchedEnough)
        meter.end(at: .zero, skimmed: 1)
        #expect(meter.hasSearchedEnough)
    }
}
