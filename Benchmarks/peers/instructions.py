"""How many instructions Headway's calls take, by `valgrind --tool=callgrind`: the same however busy the machine is.

The limits are three times what was seen when they were written down, so that an order of magnitude can't be lost unseen.
"""
import os
import re
import subprocess
import sys
import tempfile

import ptyrun

# What was seen, in instructions. The limit is LENIENCE times as much.
SEEN = {
    "phase.advance()": 26,
    "phaseProgress(_:)": 205,
    "a start or an end of a phase": 7_300,
    "an event delivered to one more observer": 1_250,
    "a frame of six bars": 404_000,
}
LENIENCE = 3

MEASURED = "overhead_measured"
# The console's step, which draws a frame: `DisplayCore.step()` as the compiler spells it; and what it calls once each time.
FRAME = "$s7Headway11DisplayCoreC4step*"
ONCE_A_FRAME = "headway_terminal_size"


def callgrind(overhead, collect=None, **options):
    """The instructions that were counted, and callgrind's own report."""
    with tempfile.TemporaryDirectory(prefix="headway-callgrind-") as folder:
        out = os.path.join(folder, "out")
        command = ["valgrind", "--tool=callgrind", "--compress-strings=no", f"--callgrind-out-file={out}",
                   f"--log-file={out}.log"]
        if collect:
            command += [f"--toggle-collect={collect}"]
        command += [overhead, "instructions"]
        for option, value in options.items():
            command += ["--" + option, str(value)]
        ptyrun.run(command, 600.0)
        with open(out) as file:
            text = file.read()
    total = re.search(r"^totals: (\d+)", text, re.MULTILINE)
    return int(total.group(1)) if total else 0, text


def of_call(overhead, call, few, many):
    """Instructions of one call, of the caller's thread alone: the difference of many and few."""
    counts = [callgrind(overhead, MEASURED, call=call, count=count)[0] for count in (few, many)]
    return (counts[1] - counts[0]) / (many - few)


def of_delivery(overhead):
    """Instructions of the whole process for each event and each observer beyond the first."""
    count = 4_000
    one, five = (callgrind(overhead, call=2, count=count, observers=observers)[0] for observers in (1, 5))
    return (five - one) / (4 * count)


def of_frame(overhead):
    total, text = callgrind(overhead, FRAME, call=3, seconds=4)
    frames = sum(int(calls) for calls in re.findall(rf"^cfn={ONCE_A_FRAME}\ncalls=(\d+)", text, re.MULTILINE))
    return total / frames if frames else 0


def check(bench):
    """Prints what is seen beside its limit. Returns how many limits were broken."""
    with tempfile.TemporaryDirectory(prefix="headway-callgrind-") as folder:
        # Without debug information, which valgrind may not be able to read.
        program = os.path.join(folder, "overhead")
        subprocess.run(["strip", "-S", "-o", program, bench.overhead], check=True)
        return check_program(program)


def check_program(overhead):
    try:
        subprocess.run(["valgrind", "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        print("error: there is no valgrind", file=sys.stderr)
        return 1
    seen = {
        "phase.advance()": of_call(overhead, 0, 100_000, 1_100_000),
        "phaseProgress(_:)": of_call(overhead, 1, 10_000, 110_000),
        "a start or an end of a phase": of_call(overhead, 2, 1_000, 5_000),
        "an event delivered to one more observer": of_delivery(overhead),
        "a frame of six bars": of_frame(overhead),
    }
    failures = 0
    for name, count in seen.items():
        limit = LENIENCE * SEEN[name]
        print(f"{name}: {count:,.1f} instructions (at most {limit:,})")
        if not 0 < count <= limit:
            print(f"error: {name} takes {count:,.1f} instructions, not 1 to {limit:,}", file=sys.stderr)
            failures += 1
    return failures
