import Testing

@testable import Headway

@Suite("StoppedTime")
struct StoppedTimeTests {
    @Test("time stands still while the process is stopped, and goes on from there")
    func standsStill() {
        var stopped = StoppedTime()
        #expect(stopped.without(.seconds(5)) == .seconds(5))
        stopped.stop(at: .seconds(5))
        stopped.stop(at: .seconds(6))
        #expect(stopped.without(.seconds(100)) == .seconds(5))
        stopped.goOn(at: .seconds(65))
        stopped.goOn(at: .seconds(66))
        #expect(stopped.without(.seconds(67)) == .seconds(7))
        stopped.stop(at: .seconds(70))
        stopped.goOn(at: .seconds(80))
        #expect(stopped.without(.seconds(80)) == .seconds(10))
    }
}
