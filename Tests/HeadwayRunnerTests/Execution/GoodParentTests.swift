import Foundation
import Headway
import HeadwayTesting
import Testing

@testable import HeadwayRunner

/// Nothing of what a benchmark does to its output or its processes disturbs the run, nor the other way around.
@Suite("Being a good parent")
struct GoodParentTests {
    /// The same with its output in a file, a pipe and a terminal.
    enum Output: CaseIterable {
        case file, pipe, terminal

        func phase(_ name: String, _ command: String) -> PlanPhase {
            PlanPhase(
                name: name,
                command: command,
                tty: self == .terminal,
                logLimit: self == .pipe ? 1 << 20 : nil
            )
        }
    }

    @Test("Exit codes and signals are told exactly", arguments: Output.allCases)
    func ends(output: Output) async throws {
        for (command, error) in [
            ("exit 7", "exit code 7"), ("kill -SEGV $$", "killed by SIGSEGV (11)"), ("exit 255", "exit code 255"),
        ] {
            let run = try TestRun([output.phase("a", command)])
            #expect(await run.run() == .failed)
            #expect(run.phases[0].error == error)
        }
    }

    @Test("A command inherits its three streams and nothing else", arguments: Output.allCases)
    func descriptors(output: Output) async throws {
        // Descriptors that are open in this process, without being closed by exec.
        let extra = (0..<20).map { _ in open("/dev/null", O_RDONLY) }
        defer { for descriptor in extra { close(descriptor) } }
        let run = try TestRun([output.phase("a", "exec ls /proc/self/fd")])
        #expect(await run.run() == .completed)
        // The last is that of the folder which is listed.
        #expect(run.text("output/01-a.log").split(whereSeparator: \.isWhitespace) == ["0", "1", "2", "3"])
    }

    @Test(
        "Signals that Headway ignores or blocks are none that its commands ignore or block",
        arguments: Output.allCases
    )
    func signals(output: Output) async throws {
        signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, SIG_DFL) }
        let run = try TestRun([output.phase("a", "grep -E '^Sig(Ign|Blk)' /proc/self/status")])
        #expect(await run.run() == .completed)
        let lines = run.text("output/01-a.log").split(separator: "\n")
        let masks = lines.compactMap { $0.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) } }
        // Those from 32 on belong to the C library.
        #expect(masks.map { $0 & 0x7FFF_FFFF } == [0, 0])
    }

    @Test("A flood is read and bounded, and what comes after it is understood", arguments: Output.allCases)
    func flood(output: Output) async throws {
        let count = output == .terminal ? 2_000_000 : 20_000_000
        let run = try TestRun([output.phase("a", "yes headway | head -c \(count); echo; echo ::progress 70% done")])
        #expect(await run.run() == .completed)
        #expect(run.phases[0].message == "done")
        let size = try PlatformFile().status(of: run.folder.path + "/output/01-a.log")?.size ?? 0
        #expect(output == .pipe ? size <= 1 << 20 : size >= count)
    }

    @Test("An expression that costs much keeps no command from its timeout", arguments: Output.allCases)
    func costlyExpression(output: Output) async throws {
        let line = String(repeating: "a", count: 999) + "%"
        // To match all of it would take longer than the command.
        var phase = output.phase("a", "yes \(line) | head -n 300; exec sleep 600")
        phase.progress = try ProgressSetting(#"(?:[a-z]?){450}(?<percent>\d+)%"#)
        phase.timeout = .seconds(2)
        let run = try TestRun([phase])
        #expect(await run.run() == .timedOut)
    }

    @Test("Behind however much output, lines for Headway are found if there was one before")
    func linesInFlood() async throws {
        // It stays, so that there is time to read all of it however slow this machine is; so are few long lines.
        var phase = PlanPhase(
            name: "a",
            command: """
                text=$(head -c 4000 /dev/zero | tr '\\0' a)
                echo '::phase start x'; yes $text | head -c 80000000; echo; echo '::phase end x failed'
                yes $text | head -c 10000000; exec sleep 600
                """
        )
        phase.timeout = .seconds(20)
        let run = try TestRun([phase])
        #expect(await run.run() == .timedOut)
        #expect(run.phases[0].name == "x")
        #expect(run.phases[0].status == .failed)
    }

    @Test("A command that prints nothing is a phase like others", arguments: Output.allCases)
    func silence(output: Output) async throws {
        let run = try TestRun([output.phase("a", "true")])
        #expect(await run.run() == .completed)
        #expect(run.text("output/01-a.log").isEmpty)
    }

    @Test("A command that closes its streams and runs on is waited for", arguments: Output.allCases)
    func closedStreams(output: Output) async throws {
        let run = try TestRun([
            output.phase("a", "echo before; exec >&- 2>&- <&-; sleep 0.3; touch $HEADWAY_RUN_DIR/after; exit 5")
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases[0].error == "exit code 5")
        #expect(FileManager.default.fileExists(atPath: run.folder.path + "/after"))
        #expect(run.text("output/01-a.log") == "before\n")
    }

    @Test("A child in the background that holds the output keeps nobody waiting, and can go on writing")
    func background() async throws {
        for output in [Output.file, .pipe] {
            let run = try TestRun([
                output.phase(
                    "a",
                    """
                    (while ! test -e $HEADWAY_RUN_DIR/go; do sleep 0.02; done; echo late; echo $? > $HEADWAY_RUN_DIR/wrote
                    exec sleep 600) & echo $! > $HEADWAY_RUN_DIR/pid
                    echo early
                    """
                ),
                PlanPhase(
                    name: "b",
                    command: "touch $HEADWAY_RUN_DIR/go; while ! test -s $HEADWAY_RUN_DIR/wrote; do sleep 0.02; done"
                ),
            ])
            #expect(await run.run() == .completed)
            #expect(run.text("wrote") == "0\n")
            #expect(run.lives("pid") == false)
            #expect(run.text("output/01-a.log") == "early\nlate\n")
        }
    }

    @Test("A background child that floods what it holds keeps nobody waiting either")
    func backgroundFlood() async throws {
        let run = try TestRun([Output.pipe.phase("a", "yes & sleep 0.1"), PlanPhase(name: "b", command: "true")])
        #expect(await run.run() == .completed)
    }

    @Test("Binary output confuses nobody", arguments: Output.allCases)
    func binary(output: Output) async throws {
        let run = try TestRun([
            output.phase("a", "head -c \(output == .terminal ? 200_000 : 3_000_000) /dev/urandom; exit 1")
        ])
        #expect(await run.run() == .failed)
        #expect(run.phases[0].error == "exit code 1")
        #expect(run.phases[0].output?.count ?? 0 <= 20)
    }

    @Test("No process is left over, not even as a zombie", arguments: Output.allCases)
    func zombies(output: Output) async throws {
        let run = try TestRun((0..<10).map { output.phase("p\($0)", "sh -c 'sleep 0.01 & exit 0'; true") })
        #expect(await run.run() == .completed)
        for phase in run.phases {
            let group = try #require(phase.processGroup.flatMap(ProcessGroup.init))
            #expect(!group.isAlive)
            // The first of them is this process's own child, so waiting for it would be this process's job.
            #expect(kill(pid_t(group.id), 0) != 0 && errno == ESRCH)
        }
    }

    @Test("Descriptors are given back", arguments: Output.allCases)
    func descriptorsGivenBack(output: Output) async throws {
        func own() throws -> Set<String> {
            Set(
                try PlatformFile().names(in: "/proc/self/fd").compactMap { name in
                    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)
                    return target.flatMap { $0.contains("marked") || $0.contains("ptmx") ? $0 + name : nil }
                }
            )
        }
        let run = try TestRun((0..<5).map { output.phase("marked-\($0)", "echo") })
        #expect(await run.run() == .completed)
        #expect(try own().filter { $0.contains(run.folder.path) }.isEmpty)
    }
}
