import Foundation
import Headway
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
        #expect(teardown.next(at: .milliseconds(11_500), isAlive: true, isUrgent: false) == .kill)
        #expect(teardown.next(at: .seconds(12), isAlive: false, isUrgent: false) == .done)
    }

    @Test("A group that ends when asked is never killed")
    func obedient() {
        var teardown = GroupTeardown(grace: .seconds(10))
        #expect(teardown.next(at: .zero, isAlive: true, isUrgent: false) == .terminate)
        #expect(teardown.next(at: .milliseconds(20), isAlive: false, isUrgent: false) == .done)
    }

    @Test("Whoever lives on although they were killed is given up after a second")
    func unkillable() {
        var teardown = GroupTeardown(grace: .seconds(10))
        #expect(teardown.next(at: .zero, isAlive: true, isUrgent: true) == .kill)
        #expect(teardown.next(at: .milliseconds(900), isAlive: true, isUrgent: true) == .kill)
        #expect(teardown.next(at: .milliseconds(950), isAlive: true, isUrgent: false) == .wait)
        #expect(teardown.next(at: .seconds(1), isAlive: true, isUrgent: false) == .giveUp)
    }

    @Test("It is looked at often where something is to be expected, seldom else")
    func looks() {
        var teardown = GroupTeardown(grace: .seconds(10))
        _ = teardown.next(at: .zero, isAlive: true, isUrgent: false)
        #expect(teardown.nextLook(after: .milliseconds(100)) == .milliseconds(120))
        #expect(teardown.nextLook(after: .seconds(5)) == .milliseconds(5_100))
        _ = teardown.next(at: .seconds(10), isAlive: true, isUrgent: false)
        #expect(teardown.nextLook(after: .seconds(10)) == .milliseconds(10_020))
    }

    @Test("What can't be a phase's process group is none", arguments: [.min, -1, 0, 1, Int(Int32.max) + 1, .max])
    func ids(id: Int) {
        #expect(ProcessGroup(id: id) == nil)
        #expect(!PlatformProcess.signal(group: id, 0))
        #expect(!PlatformProcess.exists(group: id))
        #expect(!PlatformProcess.signal(id, 0))
    }

    @Test("Nobody belongs to a run without an id")
    func emptyRun() throws {
        let own = try #require(ProcessGroup(id: Int(getpgrp())))
        #expect(own.isAlive)
        #expect(!own.belongs(to: "", startedAt: .distantPast))
        #expect(own.isInOwnSession)
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
