import HeadwayRunner
import Testing

/// A plan, and what is said of it.
private let mistakenPlans: [(text: String, expected: String)] = [
    // Keys
    ("nam: x\n" + phaseStart, #"1:1: a plan has no key "nam"; did you mean "name"?"#),
    (phaseStart + "    comand: y", #"4:5: a phase has no key "comand"; did you mean "command"?"#),
    (
        phaseStart + "    timeoutSeconds: 5",
        #"4:5: a phase has no key "timeoutSeconds"; did you mean "timeout_seconds"?"#
    ),
    (phaseStart + "    cwd: y", #"4:5: a phase has no key "cwd"; did you mean "working_directory"?"#),
    (phaseStart + "    zzzzzz: y", #"4:5: a phase has no key "zzzzzz"; keep what isn't for Headway under "metadata""#),
    (phaseStart + "    depends_on: [b]", #"4:5: a phase has no key "depends_on"; did you mean "needs"?"#),
    ("env: {A: b}\n" + phaseStart, #"1:1: a plan has no key "env"; it is a key of its phases"#),
    (phaseStart + "    command: y", #"4:5: the key "command" is given twice, first in line 3; keep one of them"#),
    (phaseStart + "name: x\nname: y", #"5:1: the key "name" is given twice, first in line 4; keep one of them"#),
    (
        "name: a\nbenchmark: {name: b}\n" + phaseStart,
        #"2:13: the key "name" is already given in line 1; keep one of them"#
    ),
    (
        "timeout: 5m\ntimeout_seconds: 5\n" + phaseStart,
        #"2:1: "timeout_seconds" says the same as "timeout" in line 1; keep one of them"#
    ),
    (
        phaseStart + "workflow_phases: []",
        #"4:1: "workflow_phases" says the same as "phases" in line 1; keep one of them"#
    ),
    (phaseStart + "    phase_name: b", #"4:5: "phase_name" says the same as "name" in line 2; keep one of them"#),
    ("metadata: &a x\n*a : b\n" + phaseStart, "2:1: an alias can't be a key in a plan; write out what it stands for"),
    (
        "metadata: {<<: {a: b}, <<: {c: d}}\n" + phaseStart,
        #"1:24: the key "<<" is given twice, first in line 1; merge both with one, as in "<<: [*a, *b]""#
    ),
    ("? [a]\n: b\n" + phaseStart, "1:3: a list or a mapping can't be a key in a plan; use text"),
    // Phases
    ("name: x", #"1:1: the plan has no phases; list them under "phases:""#),
    ("phases:", #"1:1: the plan has no phases; list at least one, "- name: …""#),
    ("phases: []", #"1:1: the plan has no phases; list at least one, "- name: …""#),
    ("phases: {a: b}", #"1:9: "phases" must be a list, but this is a mapping; begin each phase with "- name: …""#),
    ("phases: [prepare]", #"1:10: a phase is a mapping, but this is the text "prepare"; begin it with "- name: …""#),
    ("phases: [{command: x}]", #"1:10: this phase has no name; add "name: …""#),
    (
        "phases: [{name: , command: x}]",
        ##"1:11: "name" must be text, but this is nothing; write something; what begins with "#", or is "~" or "null", must be in quotes"##
    ),
    ("phases: [{name: ' ', command: x}]", #"1:17: "name" is empty; write something, or leave the key out"#),
    (
        "phases: [{name: a, command: x},\n{name: a, command: y}]",
        #"2:1: a phase called "a" is already in line 1; give each phase a name of its own"#
    ),
    (
        "phases: [{name: a}]",
        #"1:10: the phase "a" has no command; add "command: …" to it, or to the plan for all its phases, or use --phase-command"#
    ),
    (
        "phases: [{name: a}, {name: b}, {name: c}]",
        #"1:10: the phase "a" and 2 others have no command; add "command: …" to it, or to the plan for all its phases, or use --phase-command"#
    ),
    // Needs
    (phaseStart + "    needs: [a]", #"4:12: the phase "a" needs itself; leave it out"#),
    (
        "phases: [{name: load, command: x},\n{name: b, command: y, needs: [loda]}]",
        #"2:30: there is no phase "loda" to need; did you mean "load"?"#
    ),
    (phaseStart + "    needs: [zzz]", #"4:12: there is no phase "zzz" to need; name phases of this plan"#),
    (
        "phases:\n- {name: a, command: x, needs: c}\n- {name: b, command: x, needs: a}\n- {name: c, command: x, needs: [b]}",
        #"2:32: these phases need each other: "a" → "c" → "b" → "a"; take one of these needs away"#
    ),
    (
        "phases:\n- {name: z, command: x, needs: a}\n- {name: a, command: x, needs: b}\n- {name: b, command: x, needs: a}",
        #"3:32: these phases need each other: "a" → "b" → "a"; take one of these needs away"#
    ),
    (
        phaseStart + "    needs: {b: c}",
        #"4:12: "needs" must be a list of phases, but this is a mapping; write [load, measure]"#
    ),
    // Repeating
    (
        phaseStart + "    repeat: 0",
        #"4:13: "repeat" must be a whole number from 1 to 100000, but this is the number 0"#
    ),
    (
        phaseStart + "    repeat: 1.5",
        #"4:13: "repeat" must be a whole number from 1 to 100000, but this is the number 1.5"#
    ),
    (
        phaseStart + "    warmup: -1",
        #"4:13: "warmup" must be a whole number from 0 to 100000, but this is the number -1"#
    ),
    (
        phaseStart + "    log_limit: 0",
        #"4:16: "log_limit" must be a size, but this is the number 0; write 500k, 10M or 1G"#
    ),
    (phaseStart + "    stdin: pipe", #"4:12: "stdin" must be "closed" or "inherit", but this is the text "pipe""#),
    // Progress
    (
        phaseStart + "    progress: tqmd",
        #"4:15: "progress": nothing is known to print progress as "tqmd"; did you mean "tqdm"?"#
    ),
    (
        phaseStart + #"    progress: '(?<completd>\d+)'"#,
        #"4:15: "progress": no group is called "completd"; did you mean "completed"?"#
    ),
    (
        phaseStart + #"    progress: '(?<percent>\d+'"#,
        #"4:15: "progress": the expression has a "(" without its ")" before its character 15; write "\(" for the character itself"#
    ),
    (
        phaseStart + "    progress:",
        ##"4:5: "progress" must be text, but this is nothing; write something; what begins with "#", or is "~" or "null", must be in quotes"##
    ),
    // Values
    ("phases: [{name: a, command: ''}]", #"1:29: "command" is empty; write something, or leave the key out"#),
    (
        "phases: [{name: a, command: [ -e x ]}]",
        #"1:29: "command" must be text, but this is a list; put the whole value in quotes, or in a block after "|""#
    ),
    (
        "phases:\n- name: a\n  command: { echo a; }",
        #"3:12: "command" must be text, but this is a mapping; put the whole value in quotes, or in a block after "|""#
    ),
    (
        "phases:\n- name: a\n  command: #foo",
        ##"3:3: "command" must be text, but this is nothing; write something; what begins with "#", or is "~" or "null", must be in quotes"##
    ),
    (
        "description: [x]\n" + phaseStart,
        #"1:14: "description" must be text, but this is a list; put the whole value in quotes, or in a block after "|""#
    ),
    (
        #"phases: [{name: a, command: "x\0"}]"#,
        #"1:29: "command" has a NUL character in it; no program can be given one"#
    ),
    (#"phases: [{name: "a\0", command: x}]"#, #"1:17: "name" has a NUL character in it; no program can be given one"#),
    (
        phaseStart + "    env: [A=b]",
        #"4:10: "env" must be a mapping of names to values, but this is a list; write "NAME: value", each on a line"#
    ),
    (
        phaseStart + "    env: {A=b: c}",
        #"4:11: "A=b" can't be the name of an environment variable; write "NAME: value"; a name is not empty and has no "=" in it"#
    ),
    (
        phaseStart + "    env: {'': c}",
        #"4:11: "" can't be the name of an environment variable; write "NAME: value"; a name is not empty and has no "=" in it"#
    ),
    (
        phaseStart + "    env: {A: [c]}",
        #"4:14: "A" must be text, but this is a list; put the whole value in quotes, or in a block after "|""#
    ),
    (
        phaseStart + "    expected_artifacts: a.csv",
        #"4:25: "expected_artifacts" must be a list of paths, but this is the text "a.csv"; write [a.csv, b.csv]"#
    ),
    (
        phaseStart + "    expected_artifacts: [{a: b}]",
        #"4:26: "expected_artifacts" must be text, but this is a mapping; put the whole value in quotes, or in a block after "|""#
    ),
    (
        phaseStart + "    tty: 1",
        #"4:10: "tty" must be true or false, but this is the number 1; write one of them, or leave the key out"#
    ),
    (
        phaseStart + "    continue_on_failure:",
        #"4:5: "continue_on_failure" must be true or false, but this is nothing; write one of them, or leave the key out"#
    ),
    (
        phaseStart + "    tty: 'maybe'",
        #"4:10: "tty" must be true or false, but this is the text "maybe"; write one of them, or leave the key out"#
    ),
    (
        phaseStart + "    tty: 'true'",
        #"4:10: "tty" must be true or false, but this is the text "true"; write it without quotes"#
    ),
    (
        "phases: [{name: a, command: ! test -e x}]",
        #"1:29: the tag "!" means nothing in a plan; leave it out, or put the whole value in quotes if it is text that begins with "!""#
    ),
    (
        phaseStart + "    metadata: !ruby/object {}",
        #"4:15: the tag "!ruby/object" means nothing in a plan; leave it out, or put the whole value in quotes if it is text that begins with "!""#
    ),
    (
        "benchmark: x",
        #"1:12: "benchmark" must be the plan's keys, but this is the text "x"; indent them below "benchmark:", or leave it out"#
    ),
    // Durations
    (
        phaseStart + "    timeout: soon",
        #"4:14: "soon" isn't a duration; write a duration, such as 30m, 1h30m, 90s or 250ms"#
    ),
    (
        phaseStart + "    timeout: 5 parsecs",
        #"4:14: "5 parsecs" has the unit "parsecs", which isn't known; write a duration, such as 30m, 1h30m, 90s or 250ms"#
    ),
    (
        phaseStart + "    timeout: -5",
        #"4:14: "-5" is less than nothing; write a duration, such as 30m, 1h30m, 90s or 250ms"#
    ),
    (phaseStart + "    timeout: 0s", #"4:14: "timeout" is nothing at all; leave it out to have the default"#),
    (
        phaseStart + "    timeout: 99999999999999999999999999h",
        #"4:14: "99999999999999999999999999h" is more than a hundred years; write a duration, such as 30m, 1h30m, 90s or 250ms"#
    ),
    (
        phaseStart + "    timeout: [5m]",
        #"4:14: "timeout" must be a duration, but this is a list; such as 30m, 1h30m, 90s or 250ms"#
    ),
    (
        phaseStart + "    timeout_seconds: 5m",
        #"4:22: "timeout_seconds" must be a number of seconds, but this is the text "5m"; write such as 1800, or "timeout: …" with a unit"#
    ),
    (
        phaseStart + "    expected_duration_minutes: x",
        #"4:32: "expected_duration_minutes" must be a number of minutes, but this is the text "x"; write such as 5, or "expected_duration: …" with a unit"#
    ),
    // YAML
    ("", #"the plan is empty; it needs at least "phases:""#),
    ("# only a comment\n", #"the plan is empty; it needs at least "phases:""#),
    ("just text", #"1:1: a plan is a mapping, but this is the text "just text"; begin with "name:" and "phases:""#),
    (
        phaseStart + "---\nname: b",
        #"4:1: another document begins here; a plan is one document: remove this "---" and what belongs to it"#
    ),
    (
        phaseStart + "    description: see: this",
        #"4:21: this isn't YAML: mapping values are not allowed in this context; a value with ": " in it must be in quotes or in a block ("|"); else check the indentation"#
    ),
    (
        "phases:\n\t- name: a",
        #"2:1: this isn't YAML: found character that cannot start any token while scanning for the next token (from line 2); indent with spaces, YAML takes no tabs there"#
    ),
    (
        "phases:\n- name: a\n  command: [ -f x ] ; y",
        #"3:21: this isn't YAML: did not find expected key while parsing a block mapping (from line 2); a value that begins with "[" means something in YAML: put the whole value in quotes, or in a block after "|""#
    ),
    (
        "phases:\n- name: a\n  command: *.o",
        #"3:13: this isn't YAML: did not find expected alphabetic or numeric character while scanning an alias (from line 3); a value that begins with "*" means something in YAML: put the whole value in quotes, or in a block after "|""#
    ),
    (
        "phases:\n- {name: a, command: ls *.o}\n- {name: b, expected_artifacts: [*.o]}",
        #"3:35: this isn't YAML: did not find expected alphabetic or numeric character while scanning an alias (from line 3); a value that begins with "*" means something in YAML: put the whole value in quotes, or in a block after "|""#
    ),
    (
        "phases:\n- name: a\n  command: *o",
        #"3:12: this isn't YAML: found undefined alias; define it before, as in "&name", or quote the value if it is text that begins with "*""#
    ),
    (
        "%YAML 3.0\n---\n" + phaseStart,
        #"1:1: this isn't YAML: found incompatible YAML document; a plan needs no directives: leave the line that begins with "%" out, or indent it if it is text"#
    ),
    (
        "%FOO\n---\n" + phaseStart,
        #"1:5: this isn't YAML: found unknown directive name while scanning a directive (from line 1); a plan needs no directives: leave the line that begins with "%" out, or indent it if it is text"#
    ),
    (
        phaseStart + "    description: |\n      \tx",
        #"5:7: this isn't YAML: found a tab character where an indentation space is expected while scanning a block scalar (from line 4); indent with spaces; where a text itself begins with a tab, write how many spaces it is indented by behind the "|", as in "|2""#
    ),
    (
        "name: \"abc\nphases: []",
        #"1:7: this isn't YAML: found unexpected end of stream while scanning a quoted scalar (from line 1); close the quotes"#
    ),
    (
        phaseStart + "    <<: x",
        #"4:9: "<<" merges mappings, but this is the text "x"; refer to a mapping that has an anchor, as in "<<: *defaults""#
    ),
    (
        "name: a\u{7}b",
        #"1:8: the character U+0007 can't be in a plan; write it as an escape in double quotes, such as "\x1b""#
    ),
    (
        "phases:\r- name: a\r\n  command: \u{7}",
        #"3:12: the character U+0007 can't be in a plan; write it as an escape in double quotes, such as "\x1b""#
    ),
    (
        "phases:\r- name: a\r  command: *.o",
        #"3:13: this isn't YAML: did not find expected alphabetic or numeric character while scanning an alias (from line 3); a value that begins with "*" means something in YAML: put the whole value in quotes, or in a block after "|""#
    ),
    ("name: a\0b", #"1:8: the character U+0000 can't be in a plan; save the file as UTF-8 text"#),
]

@Suite struct PlanMistakeTests {
    @Test(arguments: mistakenPlans)
    func `A mistake is told with its place and how to mend it`(text: String, expected: String) {
        let place = expected.first?.isNumber == true ? "PLAN.yaml:" : "PLAN.yaml: "
        #expect(mistakes(text) == [place + expected])
    }

    @Test func `All mistakes are told at once, in the order of lines`() {
        let lines = mistakes(
            """
            timeout: never
            phases:
              - name: a
                comand: x
                timeout: -1
              - command: y
                tty: maybe
              - name: a
            titel: x
            """
        )
        #expect(lines.map { $0.split(separator: ":")[1] } == ["1", "3", "4", "5", "6", "7", "8", "9"])
    }

    @Test func `Keys that are given twice are all told, with what else YAML takes no plan for`() {
        let text = "metadata:\n  a: 1\n  a: 2\n  'a': 3\nconstraints: {b: c, b: d}\nname: *x\n" + phaseStart
        #expect(
            mistakes(text) == [
                #"PLAN.yaml:3:3: the key "a" is given twice, first in line 2; keep one of them"#,
                #"PLAN.yaml:4:3: the key "a" is given twice, first in line 2; keep one of them"#,
                #"PLAN.yaml:5:21: the key "b" is given twice, first in line 5; keep one of them"#,
                "PLAN.yaml:6:7: this isn't YAML: found undefined alias; define it before, as in \"&name\", "
                    + "or quote the value if it is text that begins with \"*\"",
            ]
        )
    }

    @Test func `Of many mistakes twenty are told and the rest counted`() {
        let text = "phases:\n" + (0..<5_000).map { "  - {name: p\($0), command: x, bad: 1}\n" }.joined()
        let lines = mistakes(text)
        #expect(lines.count == 21)
        #expect(lines.last == "PLAN.yaml: and 4980 more")
        #expect(lines.first?.hasPrefix("PLAN.yaml:2:") == true)
    }

    @Test func `Messages hold no control characters and no endless text`() {
        let long = String(repeating: "x", count: 90_000)
        let text = phaseStart + "    ? \"\\e[31m\\n\u{202E}\(long)\"\n    : y"
        let lines = mistakes(text)
        #expect(lines.count == 1)
        #expect(lines[0].utf8.count < 300)
        #expect(lines[0].contains(#""\u{1b}[31m\n\u{202e}xxx"#))
    }

    @Test func `Keys of a phase that no environment can carry are refused`() {
        let text = phaseStart + "    metadata: \(String(repeating: "x", count: 97 << 10))"
        #expect(mistakes(text)[0].contains("2:5: the keys of this phase are 97 KiB as JSON"))
        let command = "command: \(String(repeating: "x", count: 97 << 10))\nphases: [{name: a}]"
        #expect(mistakes(command)[0].contains(#"1:10: "command" is longer than 96 KiB"#))
    }

    @Test func `A block that begins with a tab is text once its indentation is written behind the sign`() throws {
        let read = try plan(phaseStart.replacing("x\n", with: "|2\n      \tcat <<-END\n"))
        #expect(read.phases.map(\.command) == ["\tcat <<-END\n"])
    }

    @Test func `A plan without aliases that is too large hears nothing of aliases`() {
        let phases = (0..<90_000).map { "- {name: p\($0), command: x}\n" }.joined()
        #expect(
            mistakes("phases:\n" + phases).map { $0.drop { $0 != " " } } == [
                " the plan holds more than 400000 keys and values; let one phase do the work of many, or make several plans of it"
            ]
        )
    }

    @Test(arguments: ["", "  ", "a\0b"])
    func `A command from the command line is checked too`(command: String) {
        #expect(mistakes("phases: [{name: a}]", phaseCommand: command)[0].hasPrefix("PLAN.yaml: --phase-command"))
    }

    @Test func `An error holds what a program needs`() {
        #expect(throws: PlanErrors.self) { try plan("phases: 1") }
        do {
            _ = try PlanLoader().parse(text: "phases: 1", path: "P")
        } catch {
            #expect(error.omitted == 0)
            #expect(error.errors.map(\.position) == [PlanPosition(line: 1, column: 9)])
            #expect(error.errors[0].message == #""phases" must be a list, but this is the number 1"#)
            #expect(error.errors[0].advice == #"begin each phase with "- name: …""#)
        }
    }
}
