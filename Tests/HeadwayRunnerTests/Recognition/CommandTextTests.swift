import Testing

@testable import HeadwayRunner

@Suite("What a command says of its output")
struct CommandTextTests {
    @Test(
        "Building is all of a command that builds, whatever prepares it and wherever its output goes",
        arguments: [
            "", "make", "make -j4", "make -j$(nproc) all", "/usr/bin/make -C bench", "swift build",
            "cargo build --release",
            "cargo +nightly build", "cmake --build b", "cmake --build bench-build -j `nproc`", "ninja -C b",
            "./build.sh",
            "cd x && swift build", "cd x; swift build -c release", "set -e\ncd x\nmake\n", "CC=gcc make",
            "env CC=gcc make",
            "export CC=gcc; make", "mkdir -p b && cd b && cmake .. && make", "cmake -S . -B b && cmake --build b",
            "(cd x && ninja)", "sh -c \"cd x && make\"", "bash -lc 'make -j2'", "make 2>&1 | tee log",
            "make &> log; echo $?",
            "make \\\n  -j4", "make # and ./app", "nice -n 5 make", "time make", "make clean && make",
            "./configure && make",
            "cargo clean && cargo build", "cmake --build b && cmake --install b", "make || exit 1",
            "echo 'a; ./b' && make",
            #"sh -c 'echo '\''a; ./app'\''; make'"#, "if [ -f x ]; then make; fi", "swift package clean; swift build",
            "make V=1 BENCH=1", "cat > x <<EOF; cd b\nit's; ./app\nEOF\nmake <<< \"y\"",
        ]
    )
    func building(command: String) {
        #expect(CommandText(command).onlyBuilds)
    }

    @Test(
        "It isn't where something may be run after it",
        arguments: [
            "swift run", "swift run -c release app", "swift test", "swift package benchmark", "cargo run",
            "cargo bench",
            "cargo test", "cargo +nightly bench", "cargo nextest run", "make bench", "make run-benchmarks", "make test",
            "cmake --build b --target bench", "ninja check", "cmake --build b && ./b/app", "make; ./app", "make\n./app",
            "make && ctest", "cd x && swift build && .build/release/app", "for t in a b; do make -C $t; done",
            "swift build -c debug && swift build -c release", "sh -c 'make && ./app'", "./bench.sh", "npm run bench",
            "./prepare.sh && ./app", "cat list | xargs -n1 make", "make & ./app", "(make) && ./app", "make || ./app",
            #"sh -c 'echo '\''a b'\''; make; ./app'"#, #"sh -c "echo \"a\"; make; ./app""#,
            "make\ncat > x <<-'EOF'\nit's\n\tEOF\n./app", "f() { make; }; f",
            "while make; do ./app; done", "make -C \"a b\" && ./app",
        ]
    )
    func measuring(command: String) {
        #expect(!CommandText(command).onlyBuilds)
    }

    @Test("A tool's end is that of the command, if it is run once and nothing after it")
    func ends() {
        func ends(_ command: String, with tool: String = "pgbench") -> Bool { CommandText(command).ends(with: tool) }
        #expect(ends("pgbench -T 5") && ends("cd x && PGPORT=1 exec /usr/bin/pgbench -T 5 | grep tps"))
        #expect(
            ends("pgbench -i -s 10 && pgbench -T 5") && ends("pgbench -i") && ends("sleep 1; pgbench -T 5 || exit 2")
        )
        #expect(ends("./server & pgbench -T 5; kill $!"))
        #expect(!ends("pgbench -T 5; ./more") && !ends("pgbench -T 5; pgbench -T 5") && !ends("pgbench -i && ./more"))
        #expect(!ends("for c in 1 2; do pgbench -c $c; done") && !ends("./more"))
        #expect(ends("sysbench a prepare; sysbench a run; sysbench a cleanup", with: "sysbench"))
        #expect(!ends("sysbench cpu run; sysbench memory run", with: "sysbench"))
    }

    @Test("What comes after a group is for its output, and a loop may stand behind a pipe")
    func groupsAndPipes() {
        func ends(_ command: String, with tool: String = "pytest") -> Bool { CommandText(command).ends(with: tool) }
        #expect(ends("{ pytest; } 2>&1 | tee log") && ends("(cd /tmp; pytest) 2>&1 | tee log"))
        #expect(CommandText("(swift build) 2>&1").onlyBuilds && CommandText("{ make -j4; } | tee log").onlyBuilds)
        #expect(ends("pytest && ls") && CommandText("./configure && make -j4 && sudo make install").namesBuilder)
        #expect(!ends("seq 2 | while read x; do pytest $x; done"))
        #expect(!ends("((i=1<<2))\npytest; ./more"))
        #expect(!ends("cat <<\"END X\"\nit's\nEND X\npytest; ./more") && !ends("let i=1<<2\npytest; ./more"))
    }

    @Test("A step of very many words is read in no time to speak of")
    func manyWords() {
        let command = CommandText(String(repeating: "curl -O ", count: 20_000))
        #expect(command.arguments(of: "curl") == nil)
        #expect(!command.ends(with: "pgbench"))
    }

    @Test("Options are those of the tool's only run")
    func options() {
        func time(_ command: String) -> String? {
            CommandText(command).arguments(of: "pgbench")?.option("-T", "--time")
        }
        #expect(
            time("pgbench -c 2 -T 60 db") == "60" && time("pgbench -T60") == "60" && time("pgbench --time=60") == "60"
        )
        #expect(time("pgbench -i -s 3; pgbench --time 7 | tee 'log of -T 5'") == "7")
        #expect(time("pgbench -T \"$T\"") == "$T" && time("pgbench -T$T") == "$T" && time("pgbench -T $(cat t)") == "$")
        #expect(time("ssh host 'cd x; pgbench -T 5'") == "5" && time("sh -c \"exec pgbench -T 5\"") == "5")
        #expect(time("pgbench -T") == "" && time("pgbench -t 60") == nil)
        #expect(time("pgbench -T 1; pgbench -T 2") == nil && time("psql -T 5") == nil)
    }

    @Test("Any command can be read, and more after it never makes building all of it", arguments: 0..<40)
    func anything(seed: UInt64) {
        var random = SplitMix(state: seed)
        let words = [
            "make ", "sh -c ", "'", "\"", "$(", ")", "`", "<<", "<<<", "EOF", "\n", "\\", "#", ";", "&&", "|", "& ",
            ">", "é",
            "for ", "do ", "=", "-c", " ", "eval ", "swift ", "build ", "cargo ", "cmake ", "--build ", "(", "{ ",
        ]
        let plain = words.filter { !$0.contains { "'\"`#<\\($".contains($0) } }
        for _ in 0..<50 {
            let text = (0..<30).map { _ in words.randomElement(using: &random) ?? "" }.joined()
            _ = CommandText(text)
            let more = (0..<10).map { _ in plain.randomElement(using: &random) ?? "" }.joined()
            #expect(!CommandText("make;" + more + "\n./app").onlyBuilds, "\(more)")
        }
    }
}
