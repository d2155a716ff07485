import Testing

@testable import HeadwayRunner

@Suite("What real tools print")
struct CapturedOutputTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var capture: String
        /// The command, where it says what the output doesn't.
        var command = ""
        /// How far the phase is in the end, in percent; `nil` where only units are counted.
        var end: Int? = 100
        /// Whether nothing is claimed, but only told in words.
        var isInWords = false
        /// How many different values are seen at least.
        var steps = 3
        var unit: String?
        /// A message that must be among those seen.
        var message: String?

        var testDescription: String { capture }
    }

    static let rows: [Row] = [
        Row(capture: "tqdm.pipe", steps: 15),
        Row(capture: "tqdm.pty", steps: 15),
        Row(capture: "tqdm-many.pipe", steps: 10, message: "inner 5/15"),
        Row(capture: "tqdm-many.pty", steps: 10, unit: nil, message: "Epoch 3/3"),
        Row(capture: "rich.pty", steps: 8, message: "Processing..."),
        Row(capture: "pip.pty", isInWords: true, message: "\(numpy(of: "2.1.3", for: "17_x86_64.manylinux2014")) 73%"),
        Row(
            capture: "pip-many.pty",
            command: "pip download matplotlib",
            isInWords: true,
            message: "\(numpy(of: "2.4.6", for: "27_x86_64.manylinux_2_28")) 100%"
        ),
        Row(capture: "pytest.pipe", steps: 2, message: "test_m2.py"),
        Row(capture: "pytest.pipe", command: "python -m pytest", message: "test_m1.py"),
        Row(capture: "pytest.pty", steps: 2),
        Row(capture: "pytest-v.pipe", steps: 50, message: "test_m3.py::test_path[50%]"),
        Row(capture: "pytest-xdist.pipe", command: "pytest -n 2", steps: 2),
        Row(capture: "pytest-count.pipe", steps: 2, unit: "tests"),
        Row(capture: "ctest.pipe", steps: 10, unit: "tests", message: "half_5/12"),
        Row(capture: "ctest.pty", steps: 10),
        Row(capture: "ctest-j.pipe", steps: 10),
        Row(capture: "meson.pipe", steps: 9, unit: "tests", message: "p:1/2 half"),
        Row(capture: "meson.pty", steps: 7),
        Row(capture: "cmake-make.pipe", steps: 15, message: "Linking C executable app"),
        Row(capture: "cmake-make.pty", steps: 15, message: "Linking C executable app"),
        Row(capture: "ninja.pipe", steps: 15, message: "Linking C executable app"),
        Row(capture: "ninja.pty", steps: 15),
        Row(capture: "cargo-build.pty", end: 83, steps: 4, message: "crate1(bin)"),
        Row(capture: "cargo-osc.pty", end: 83, steps: 5),
        Row(capture: "cargo-test.pipe", end: nil, steps: 4, unit: "tests", message: "t::half_10_of_12"),
        Row(capture: "cargo-test.pty", command: "cargo test", end: nil, steps: 4),
        Row(capture: "cargo-test.pty", command: "cargo test --bin sample", steps: 4),
        Row(capture: "cargo-test-many.pipe", command: "cargo test", end: nil, steps: 25, unit: "tests", message: "c_8"),
        Row(
            capture: "cargo-bench.pty",
            command: "cargo bench -j1",
            end: nil,
            steps: 2,
            message: "Running benches/work.rs (target/release/deps/work-6d2b1ef0f132523a)"
        ),
        // `Processing 20/20` tells what begins.
        Row(capture: "cargo-run-osc.pty", command: "cd crate && cargo run -j1", end: 95, steps: 15),
        Row(capture: "swift-build.pipe", steps: 10, message: "Compiling B b3.swift"),
        Row(capture: "swift-build.pty", steps: 15, message: "Emitting module B"),
        Row(
            capture: "swift-run.pipe",
            command: "swift run -c release App",
            steps: 6,
            message: "Build of product 'App' complete! (1.30s)"
        ),
        Row(
            capture: "swift-build.pipe",
            command: "swift build && .build/debug/App",
            isInWords: true,
            message: "Compiling A a1.swift 6/12"
        ),
        Row(
            capture: "cmake-run.pipe",
            command: "cmake --build cb && ./cb/app",
            isInWords: true,
            message: "Built target app 100%"
        ),
        Row(capture: "cmake-make.pipe", command: "cmake -S . -B b && make -C b -j$(nproc) 2>&1 | tee log", steps: 15),
        Row(capture: "cmake-make.pipe", command: "make bench", isInWords: true),
        Row(capture: "swift-test-parallel.pipe", command: "swift test --parallel", steps: 3),
        Row(
            capture: "swift-test.pipe",
            command: "swift test",
            end: nil,
            steps: 4,
            unit: "tests",
            message: "X.testFive"
        ),
        Row(capture: "swift-test.pty", command: "swift test", end: nil, steps: 4, unit: "tests"),
        Row(capture: "go-test.pipe", end: nil, steps: 2, unit: "packages", message: "example.org/p/d"),
        Row(capture: "go-test-v.pipe", end: nil, unit: "packages", message: "TestRatio1of2/2/2"),
        Row(capture: "pgbench.pipe", command: "pgbench -P 1 -T 5 db", steps: 4, message: "2953.9 tps"),
        Row(capture: "pgbench.pty", command: "/usr/bin/pgbench -P1 --time=4 db", steps: 3),
        Row(capture: "pgbench-t.pipe", command: "pgbench -P 1 -t 3000 -c 2", end: 93, steps: 2),
        Row(capture: "pgbench-init.pipe", steps: 3, unit: "tuples"),
        Row(capture: "pgbench-init.pty", steps: 3),
        Row(capture: "pgbench-timestamp.pipe", command: "pgbench -P 1 -T 5 -c 2 --progress-timestamp", steps: 5),
        Row(capture: "pgbench-both.pipe", command: "pgbench -i -s 4 db && pgbench -P 1 -T 3 -c 2 db", steps: 3),
        Row(
            capture: "pgbench-loop.pipe",
            command: "for c in 1 2; do pgbench -P 1 -c $c -T 3 db; done",
            isInWords: true,
            message: "1397.0 tps 66%"
        ),
        Row(capture: "pgbench.pipe", command: "pgbench -P 1 -T $SECONDS db", isInWords: true, message: "2953.9 tps"),
        Row(capture: "pgbench-t.pipe", command: "pgbench -P 1 -t 3000 -c $N", isInWords: true),
        Row(capture: "fio.pipe", steps: 1),
        Row(capture: "fio-eta.pipe", steps: 2),
        Row(capture: "fio.pty", command: "fio job.ini", steps: 3, message: "w=8198KiB/s][w=2049 IOPS"),
        Row(
            capture: "sysbench.pipe",
            command: "sysbench cpu --time=5 run",
            end: 80,
            message: "eps: 4018.50 lat (ms,95%): 0.35"
        ),
        Row(capture: "sysbench.pipe", command: "sysbench cpu run", end: 40),
        Row(capture: "sysbench.pipe", command: "T=5; sysbench cpu --time=$T run", isInWords: true),
        Row(
            capture: "sysbench-two.pipe",
            command: "sysbench cpu --time=2 run; sysbench cpu --time=4 run",
            isInWords: true
        ),
        Row(capture: "rsync.pipe", steps: 15),
        Row(capture: "rsync-files.pipe", steps: 5),
        Row(capture: "rsync-files.pty", command: "rsync -av --progress a b", steps: 5),
        Row(capture: "rsync-human.pipe", command: "rsync -ah --info=progress2 a/ b/", steps: 10, message: "3.10MB/s"),
        Row(capture: "rsync-human-files.pipe", command: "rsync -ahP a/ b/", steps: 10),
        Row(capture: "rsync-human-files.pipe", command: "./copy.sh", steps: 10),
        Row(capture: "curl.pipe", steps: 2, message: "9.9M"),
        Row(capture: "curl.pty", command: "curl -O http://localhost/", steps: 4),
        Row(capture: "curl-bar.pipe", steps: 3),
        Row(capture: "curl-two.pipe", steps: 2, message: "19.9M 25%"),
        Row(capture: "curl-two.pipe", command: "curl -O http://a/b -O http://a/c", isInWords: true),
        Row(capture: "curl-chunked.pipe", isInWords: true, message: "1017k"),
        Row(capture: "curl-chunked.pipe", command: "curl -O http://a/b", isInWords: true, message: "1017k"),
        Row(capture: "curl-redirect.pipe", command: "curl -LO http://a/b", steps: 3),
        Row(capture: "curl-redirect.pty", steps: 3),
        Row(capture: "curl-bar-redirect.pipe", command: "curl -#L http://a/b", steps: 20),
        Row(
            capture: "dd.pipe",
            command: "dd bs=64k count=60000 if=a of=b; dd bs=64k count=60000 if=b of=c",
            isInWords: true
        ),
        Row(capture: "dd.pipe", command: "dd if=/dev/zero bs=64k count=60000 status=progress", steps: 3, unit: "bytes"),
        Row(capture: "dd-of.pipe", command: "dd if=/dev/urandom of=/dev/null bs=1M count=1200", steps: 3),
        Row(capture: "pv.pty", steps: 2),
        Row(capture: "parallel-bar.pipe", steps: 5, unit: "jobs", message: "0.4"),
        Row(capture: "parallel-bar.pty", steps: 5),
        Row(capture: "parallel-eta.pipe", steps: 5, unit: "jobs"),
        Row(capture: "parallel-progress.pipe", end: nil, steps: 3, unit: "jobs"),
    ]

    private static func numpy(of version: String, for system: String) -> String {
        "numpy-\(version)-cp311-cp311-manylinux_2_\(system)_x86_64.whl"
    }

    @Test("Their progress is recognized, never falls and comes to its end, however it is cut", arguments: rows)
    func progress(row: Row) throws {
        let output = try Capture.bytes(row.capture)
        for (chunk, pauses) in [(1, false), (13, true), (61, false), (200, true)] {
            let seen = Recognized(output, command: row.command, chunk: chunk, pauses: pauses)
            #expect(seen.neverFalls, "\(seen.fractions)")
            if row.isInWords {
                #expect(!seen.isClaimed && !seen.messages.isEmpty, "\(seen.fractions) \(seen.counts)")
            } else if let end = row.end {
                #expect(seen.fractions.last.map { Int($0 * 100 + 1e-9) } == end)
            } else {
                #expect(seen.fractions.isEmpty && !seen.counts.isEmpty)
            }
            if chunk == 1 {
                if let message = row.message { #expect(seen.messages.contains(message), "\(Set(seen.messages))") }
                if row.isInWords { continue }
                let values = row.end == nil ? Set(seen.counts.map(Double.init)) : Set(seen.fractions)
                #expect(values.count >= row.steps)
                if let unit = row.unit { #expect(seen.units == [unit]) }
            }
        }
    }

    @Test(
        "Where there is none, none is claimed, whatever part of it is printed at a time",
        arguments: Capture.names(in: "none")
    )
    func none(capture: String) throws {
        let output = try Capture.bytes(capture, in: "none")
        for (chunk, pauses) in [(1, true), (61, false), (10_000, false)] {
            #expect(!Recognized(output, chunk: chunk, pauses: pauses).isClaimed)
        }
    }

    @Test("Every capture is read by a test")
    func complete() {
        let read = Set(Self.rows.map(\.capture)).union(["wrk.pipe"])
        #expect(Set(Capture.names(in: "progress")) == read)
        #expect(Capture.names(in: "none").count > 15)
    }

    @Test("`none` reads nothing, and a name only that form")
    func settings() throws {
        #expect(!Recognized(try Capture.bytes("tqdm.pipe"), .none).isClaimed)
        #expect(!Recognized(try Capture.bytes("tqdm.pipe"), .form(.ninja)).isClaimed)
        #expect(Recognized(try Capture.bytes("ninja.pipe"), .form(.ninja)).fractions.first == 1.0 / 26)
    }

    @Test("A tool that says only how long it takes moves with the clock, but isn't done before it ends")
    func clock() throws {
        var recognizer = ProgressRecognizer(command: "wrk http://localhost/")
        _ = recognizer.take(try Capture.bytes("wrk.pipe"), at: .seconds(100))
        #expect(recognizer.pause(at: .milliseconds(101_500))?.amount == .fraction(0.5))
        #expect(recognizer.pause(at: .seconds(110))?.amount == .fraction(0.99))
        for command in ["exec hey -z 2s http://localhost/", "wrk -d2s http://localhost/"] {
            var quiet = ProgressRecognizer(command: command)
            _ = quiet.pause(at: .seconds(5))
            #expect(quiet.pause(at: .seconds(6))?.amount == .fraction(0.5))
        }
        var several = ProgressRecognizer(command: "hey -z 2s http://localhost/ && hey -z 2s http://localhost/")
        _ = several.pause(at: .seconds(5))
        #expect(several.pause(at: .seconds(6)) == nil)
    }
}
