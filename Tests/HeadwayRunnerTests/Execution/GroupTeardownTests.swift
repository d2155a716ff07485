import Testing

@testable import HeadwayRunner

@Suite("Ending a process group")
struct GroupTeardownTests {
    @Test("It is asked, has its grace, and is then killed until nobody lives")
    func grace() {
        var teardown = GroupTeardown(grace: .seconds(10))
        #expect(teardown.next(at: .seconds(1), isAlive: true, isUrgent: false) == .terminate)
        #expect(teardown.next(at: .seconds(2), isAlive: true, isUrgent: false) == .wait)
        #expect(teardown.next(at: .seconds(10), isAlive: true, isUrgent: false) == .wait)
        #expect(teardown.next(at: .seconds(11), isAlive: true, isUrgent: false) == .kill)
        #expect(teardown.next(at: .seconds(11) + .milliseconds(20), isAlive: true, isUrgent: false) == .wait)
        #expect(teardown.next(at: .seconds(12), isAlive: true, isUrgent: false) == .kill)
        #expect(teardown.next(at: .seconds(12), isAlive: false, isUrgent: false) == .done)
    }

    @Test("A group that ends when asked is never killed")
    func obedient() {
        var teardown = GroupTeardown(grace: .seconds(10))
        #expect(teardown.next(at: .zero, isAlive: true, isUrgent: false) == .terminate)
        #expect(teardown.next(at: .milliseconds(20), isAlive: false, isUrgent: false) == .done)
    }

    @Test("Urgency skips what is left of the grace, or all of it")
    func urgent() {
        var teardown = GroupTeardown(grace: .seconds(10))
        #expect(teardown.next(at: .zero, isAlive: true, isUrgent: false) == .terminate)
        #expect(teardown.next(at: .milliseconds(20), isAlive: true, isUrgent: true) == .kill)
        var impatient = GroupTeardown(grace: .seconds(10))
        #expect(impatient.next(at: .zero, isAlive: true, isUrgent: true) == .kill)
    }
}
