"""Makes what the fuzzers begin with, out of a run's real files and by hand: fuzz_seeds.py RUN PLANS SEEDS"""

import pathlib
import sys

run, plans, seeds = map(pathlib.Path, sys.argv[1:])
snapshot = (run / ".progress.json").read_bytes()
journal = (run / ".progress.events.jsonl").read_bytes()
lines = journal.splitlines(keepends=True)


def save(target: str, name: str, content: bytes) -> None:
    folder = seeds / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def spoil(content: bytes) -> dict[str, bytes]:
    """Ways in which JSON goes wrong."""
    return {
        "nested": content.replace(b"null", b"[" * 600 + b"]" * 600).replace(b'"context":{', b'"context":{"x":' + b"[" * 9_000),
        "open": b"[" * 60_000,
        "duplicate": content.replace(b'"sequence":', b'"sequence":1,"sequence":'),
        "utf8": content.replace(b'"message":"', b'"message":"\xff\xc0\x80\xed\xa0\x80'),
        "surrogate": content.replace(b'"message":"', b'"message":"\\ud800\\udfff\\udc00'),
        "nan": content.replace(b'"elapsed_seconds":', b'"elapsed_seconds":NaN,"x":'),
        "infinite": content.replace(b'"elapsed_seconds":', b'"elapsed_seconds":1e999,"x":'),
        "tiny": content.replace(b'"elapsed_seconds":', b'"elapsed_seconds":-1e-999,"x":'),
        "huge": content.replace(b'"sequence":', b'"sequence":9223372036854775807,"x":'),
        "larger": content.replace(b'"sequence":', b'"sequence":' + b"9" * 400 + b',"x":'),
        "negative": content.replace(b'"sequence":', b'"sequence":-9223372036854775808,"x":'),
        "index": content.replace(b'"phase_index":', b'"phase_index":999999,"x":'),
        "phases": content.replace(b'"total_phases":', b'"total_phases":9223372036854775807,"x":'),
        "newer": content.replace(b"headway.progress/1", b"headway.progress/2"),
        "minor": content.replace(b"headway.progress/1", b"headway.progress/1.7"),
        "times": content.replace(b'"20', b'"99').replace(b"Z", b"+99:99"),
        "cut": content[: len(content) // 2],
        "empty": b"",
    }


save("snapshot", "real", snapshot)
save("journal", "real", journal)
for name, content in spoil(snapshot).items():
    save("snapshot", name, content)
for name, content in spoil(b"".join(lines[:4])).items():
    save("journal", name, content)
save("journal", "shuffled", b"".join(reversed(lines)))
save("journal", "twice", journal + journal)
save("journal", "long-line", b'{"message":"' + b"x" * 60_000 + b"\n" + lines[0])
save("journal", "blank", b"\n\n\r\n" + lines[0] + b"\0\n" + lines[1])

for plan in plans.glob("*.yaml"):
    save("plan", plan.stem, plan.read_bytes())
first = next(plans.glob("*.yaml")).read_bytes()
for name, content in {
    "nested": b"phases: " + b"[" * 5_000,
    "mapped": b"phases: " + b"{a: " * 5_000,
    "indented": b"".join(b" " * depth + b"a:\n" for depth in range(200)),
    "aliases": b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nphases: *c\n",
    "alias-key": b"a: &a {x: y}\n? *a\n: 1\nphases: []\n",
    "merge": b"a: &a {x: 1}\nphases: [{<<: *a, name: b, command: c}]\n",
    "duplicate": b"name: a\n" + first + b"\nname: b\n",
    "utf8": b"name: \xff\xfe\xc0\n" + first,
    "bom": b"\xef\xbb\xbf" + first,
    "numbers": b"phases: [{name: a, command: b, timeout: 1e999s}, {name: .nan, command: .inf, timeout: 99999999999999999999h}]\n",
    "tags": b"!!binary phases: !!set [!!python/object:os.system a]\n",
    "documents": first + b"\n---\n" + first,
    "long-line": b"name: " + b"x" * 60_000 + b"\n",
    "control": b"name: \"\\x00\\e[2J\\u2028\"\nphases: []\n",
    "empty": b"",
}.items():
    save("plan", name, content)
