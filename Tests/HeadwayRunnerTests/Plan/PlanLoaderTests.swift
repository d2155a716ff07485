import HeadwayRunner
import Testing

@Suite struct PlanLoaderTests {
    @Test func `A plan with every key loads`() throws {
        let plan = try plan(
            """
            name: compressors
            description: gzip against xz
            timeout: 30m
            command: ./driver
            phases:
              - name: prepare
                command: head -c 200M /dev/urandom > data.bin
              - name: gzip
                description: the old one
                timeout: 10m
                expected_duration: 3m
                expected_artifacts: [gzip.csv, out]
                continue_on_failure: true
                skip_if_failed: yes
                env: {LEVEL: 9, NAME: "x y", EMPTY: , FLAG: true, MODE: 0755}
                working_directory: sub
                tty: true
                progress: tqdm
                metadata: {owner: me}
            """,
            path: "some/where/PLAN.yaml"
        )
        #expect(plan.name == "compressors")
        #expect(plan.description == "gzip against xz")
        #expect(plan.timeout == .seconds(1800))
        #expect(plan.command == "./driver")
        #expect(plan.phases.map(\.name) == ["prepare", "gzip"])
        #expect(plan.phases[0].command == "head -c 200M /dev/urandom > data.bin")
        #expect(plan.phases[0].timeout == .seconds(3600))
        #expect(plan.phases[0].line == 6)
        let gzip = plan.phases[1]
        #expect(gzip.command == "./driver")
        #expect(gzip.description == "the old one")
        #expect(gzip.timeout == .seconds(600))
        #expect(gzip.expectedDuration == .seconds(180))
        #expect(gzip.expectedArtifacts == ["gzip.csv", "out"])
        #expect(gzip.continueOnFailure && gzip.skipIfFailed && gzip.tty)
        #expect(gzip.env.map(\.name) == ["LEVEL", "NAME", "EMPTY", "FLAG", "MODE"])
        #expect(gzip.env.map(\.value) == ["9", "x y", "", "true", "0755"])
        #expect(gzip.progress == .form(.tqdm))
        #expect(gzip.descriptive == ["metadata": .object([.init(key: "owner", value: .string("me"))])])
        #expect(gzip.line == 8)
        #expect(plan.workingDirectory(of: gzip) == "some/where/sub")
        #expect(plan.workingDirectory(of: plan.phases[0]) == nil)
    }

    @Test(arguments: [
        """
        benchmark:
          name: old
          version: 1.10
          boilerplate_url: http://x
          timeout_seconds: 1800
          workflow_phases:
            - phase_name: one
              expected_duration_minutes: 1.5
              timeout_seconds: "60"
              success_criteria: [a, b]
              command: "true"
        """,
        """
        name: old
        version: 1.10
        boilerplate_url: http://x
        timeout_seconds: 1800
        phases:
          - phase_name: one
            expected_duration_minutes: 1.5
            timeout_seconds: "60"
            success_criteria: [a, b]
            command: "true"
        """,
        """
        benchmark: {name: old, version: 1.10, boilerplate_url: http://x}
        timeout_seconds: 1800
        workflow_phases: [{phase_name: one, expected_duration_minutes: 1.5, timeout_seconds: "60",
                           success_criteria: [a, b], command: true}]
        """,
    ])
    func `The older form loads as it is, under benchmark or flat`(text: String) throws {
        let plan = try plan(text)
        #expect(plan.name == "old")
        #expect(plan.timeout == .seconds(1800))
        #expect(plan.descriptive == ["version": .number("1.10"), "boilerplate_url": .string("http://x")])
        let phase = try #require(plan.phases.first)
        #expect(phase.name == "one")
        #expect(phase.command == "true")
        #expect(phase.timeout == .seconds(60))
        #expect(phase.expectedDuration == .seconds(90))
        #expect(
            phase.json == #"{"phase_name":"one","expected_duration_minutes":1.5,"timeout_seconds":"60","#
                + #""success_criteria":["a","b"],"command":"true"}"#
        )
    }

    @Test(arguments: [
        "version", "project_name", "boilerplate", "boilerplate_x", "tech_stack", "success_criteria", "initial_prompt",
        "complexity_level", "estimated_duration_minutes", "constraints", "metrics_enabled", "expected_outcomes",
        "version_history", "agent", "quality_gates", "metadata",
    ])
    func `A descriptive key is kept at both levels, whatever it holds`(key: String) throws {
        for (text, value) in [
            ("[1, {b: ~, a: [x]}]", #"[1,{"b":null,"a":["x"]}]"#), ("text", #""text""#), ("", "null"),
            ("yes", #""yes""#),
        ] {
            let plan = try plan("\(key): \(text)\n\(phaseStart)    \(key): \(text)")
            #expect(plan.descriptive[key]?.json == value)
            #expect(plan.phases[0].descriptive[key]?.json == value)
        }
    }

    @Test(arguments: [
        ("name: n\nproject_name: p\n", "dir/file.yaml", "n"), ("project_name: p\n", "dir/file.yaml", "p"),
        ("", "dir/my.plan.yaml", "my.plan"), ("", "", "benchmark"), ("project_name: [p]\n", "f.yaml", "f"),
        ("name: 2024\n", "f.yaml", "2024"), ("name: \"\\e[31m\"\n", "f.yaml", "\u{1B}[31m"),
    ])
    func `A plan is called by its name, its project or its file`(text: String, path: String, name: String) throws {
        #expect(try plan(text + phaseStart, path: path).name == name)
    }

    @Test func `A phase runs its own command, else the one given, else the plan's`() throws {
        let text = "command: of plan\nphases:\n  - name: a\n    command: own\n  - name: b"
        #expect(try plan(text).phases.map(\.command) == ["own", "of plan"])
        #expect(try plan(text, phaseCommand: "given").phases.map(\.command) == ["own", "given"])
        #expect(try plan("phases: [{name: a}]", phaseCommand: "given").phases.map(\.command) == ["given"])
    }

    @Test func `Anchors, aliases and merge keys work`() throws {
        let plan = try plan(
            """
            metadata:
              defaults: &defaults {timeout: 5m, env: {A: 1}}
              more: &more {timeout: 7m, tty: true}
            phases:
              - &first
                name: a
                command: &run echo hi
                <<: *defaults
              - name: b
                command: *run
                <<: [*defaults, *more]
              - {<<: *first, name: c}
            """
        )
        #expect(plan.phases.map(\.name) == ["a", "b", "c"])
        #expect(plan.phases.map(\.command) == ["echo hi", "echo hi", "echo hi"])
        #expect(plan.phases.map(\.timeout) == [.seconds(300), .seconds(300), .seconds(300)])
        #expect(plan.phases.map(\.tty) == [false, true, false])
        #expect(plan.phases[2].json == #"{"name":"c","command":"echo hi","timeout":"5m","env":{"A":1}}"#)
    }

    @Test func `Tags say what a value is`() throws {
        let text =
            "metadata: [!!str 1, !!int '1', ! '1', !!seq [], !!map {}, !!null '', {!!str 1: x, !!merge <<: {a: b}}]\n"
        #expect(
            try plan(text + phaseStart).descriptive["metadata"]?.json == ##"["1",1,"1",[],{},null,{"1":"x","a":"b"}]"##
        )
    }

    @Test func `The keys of a phase are one JSON object in the order of the plan`() throws {
        let phase = try plan(
            """
            phases:
              - name: 1
                command: "printf 'a\\tb\\\\n\\e' # \\"q\\" ü"
                metadata: {z: 1, a: [0x10, 0o17, 007, .5, 1., +3, 1e3, -2.50, .inf, ~, true, no, '1', 1_000, 1:30]}
            """
        ).phases[0]
        #expect(
            phase.json == #"{"name":"1","command":"printf 'a\tb\\n\u001b' # \"q\" ü","metadata":{"z":1,"#
                + #""a":[16,15,"007",0.5,1.0,3,1e3,-2.50,".inf",null,true,"no","1","1_000","1:30"]}}"#
        )
    }

    @Test(arguments: [
        "a && b &", "rm -f build/*.o; ls *", "case $x in *) echo 1;; a|b) echo 2;; esac", "awk '{print $1}': done",
        "[[ -f x ]] && echo y", "make -j2 2>&1 | tee log", "echo ${x} {a,b} [1] ? :", "- * & ? : , [ ] { } # | > %",
        "sleep 1 &pid *pid", "f() { g *a; }; f &a", "echo \"*a\" '&a' *a: &a", "? *a : *b &a &b",
    ])
    func `Shell commands are never taken for YAML's own signs`(command: String) throws {
        let block = command.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        let text = """
            metadata: {a: &a 1, b: &b 2, pid: &pid 3, uses: [*a, *b, *pid]}
            phases:
              - name: block
                command: |
            \(block)
              - name: quoted
                command: '\(command.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'
            """
        #expect(try plan(text).phases.map(\.command) == ["\(command)\n", command])
    }

    @Test(arguments: [
        "a && b &", "ls *.o", "echo *", "make 2>&1 | grep *1", "sleep 1 &", "x [[ -f y ]] && z", "awk {print}",
        "a{b,c}", "test ! -e x", "echo a:b http://c", "cat <<< x", "sleep 1 &pid && kill *pid",
    ])
    func `Commands need no quotes where YAML needs none`(command: String) throws {
        #expect(try plan("phases:\n- name: a\n  command: \(command)").phases[0].command == command)
    }

    @Test func `A byte order mark, CRLF and document markers are fine`() throws {
        #expect(try plan("\u{FEFF}---\r\nphases:\r\n  - name: a\r\n    command: x\r\n...\r\n").phases.count == 1)
        #expect(try plan("%YAML 1.1\n---\n{phases: [{name: a, command: x}]}\n").phases.count == 1)
    }
}
