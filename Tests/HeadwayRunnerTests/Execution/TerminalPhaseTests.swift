import Foundation
import Headway
import HeadwayTesting
import Synchronization
import Testing

@testable import HeadwayRunner

@Suite("A phase with a terminal of its own")
struct TerminalPhaseTests {
    @Test("It has a controlling terminal of the display's size, and nothing to read")
    func terminal() async throws {
        let size = TerminalSize(columns: 97, rows: 31)
        let run = try TestRun(
            [
                PlanPhase(
                    name: "a",
                    command: """
                        test -t 1 && test -t 2 && echo out
                        stty size < /dev/tty
                        wc -c
                        ps -o tpgid=,pgid= -p $$ | awk '{print ($1 == $2) ? "in front" : "behind"}'
                        """,
                    tty: true
                )
            ],
            surroundings: RunSurroundings(terminalSize: { size })
        )
        #expect(await run.run() == .completed)
        #expect(run.text("output/01-a.log") == "out\n31 97\n0\nin front\n")
    }

    @Test("Its log is what a person would have seen, its progress is read, and its output is kept as it is if asked")
    func log() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "a",
                command: #"printf '\r\033[32m 10%%\033[0m\r 20%%\r\033[Kdone\n::progress 3/4 three\n'; exit 1"#,
                tty: true,
                keepsRaw: true
            )
        ])
        #expect(await run.run() == .failed)
        #expect(run.text("output/01-a.log") == "done\n::progress 3/4 three\n")
        #expect(
            run.text("output/01-a.raw") == "\r\u{1B}[32m 10%\u{1B}[0m\r 20%\r\u{1B}[Kdone\r\n::progress 3/4 three\r\n"
        )
        #expect(run.phases[0].completed == 3)
        #expect(run.phases[0].output == ["done", "::progress 3/4 three"])
        #expect(run.phases[0].error == "exit code 1")
    }

    @Test("It learns that the display's size has changed")
    func resize() async throws {
        let size = Mutex(TerminalSize(columns: 80, rows: 24))
        let run = try TestRun(
            [
                PlanPhase(
                    name: "a",
                    command: """
                        trap 'stty size < /dev/tty; exit 0' WINCH
                        echo ::progress 1% ready
                        while :; do sleep 0.05; done
                        """,
                    tty: true
                )
            ],
            surroundings: RunSurroundings(terminalSize: { size.withLock { $0 } })
        )
        run.tracker.addObserver(
            WhenSaid("ready") { size.withLock { $0 = TerminalSize(columns: 132, rows: 43) } }
        )
        #expect(await run.run() == .completed)
        #expect(run.text("output/01-a.log").hasSuffix("43 132\n"))
    }

    @Test("Timeouts and interrupts end all of its processes", arguments: [true, false])
    func ending(timeout: Bool) async throws {
        let run = try TestRun([
            PlanPhase(
                name: "a",
                command:
                    "sleep 610 & echo $! > $HEADWAY_RUN_DIR/pid; trap '' HUP; echo ::progress 1% ready; sleep 62; sleep 63",
                timeout: timeout ? .seconds(2) : .seconds(60),
                tty: true
            )
        ])
        if !timeout { run.tracker.addObserver(StoppingObserver(run.stop, [SIGINT], when: "ready")) }
        #expect(await run.run() == (timeout ? .timedOut : .cancelled))
        #expect(run.lives("pid") == false)
    }

    @Test("Somebody in the background who keeps the terminal keeps nobody waiting, and is ended with the run")
    func background() async throws {
        let run = try TestRun([
            PlanPhase(
                name: "a",
                command: "trap '' HUP; sleep 600 & echo $! > $HEADWAY_RUN_DIR/pid; echo end",
                tty: true
            ),
            PlanPhase(name: "use", command: "kill -0 $(cat $HEADWAY_RUN_DIR/pid)"),
        ])
        #expect(await run.run() == .completed)
        #expect(run.lives("pid") == false)
        #expect(run.text("output/01-a.log") == "end\n")
    }
}

/// Does something when a phase has said a message.
private final class WhenSaid: ProgressObserver {
    private let message: String
    private let body: @Sendable () -> Void

    init(_ message: String, _ body: @escaping @Sendable () -> Void) {
        (self.message, self.body) = (message, body)
    }

    func onProgress(_ event: ProgressEvent) {
        if event.context.message == message { body() }
    }
}
