"""bench_display.py : compares what Headway's display costs with others, in one table.

    bench_display.py --headway PROGRAM [--python PYTHON] [--indicatif PROGRAM] [--rounds N] [--seconds S]
    bench_display.py --headway PROGRAM --quick

Each program is run on a terminal of 80 columns and 24 rows that reads everything at once. CPU time is what it takes
more than the same program without a display, which runs beside it, so that both have the same disturbances.
"""
import argparse
import concurrent.futures
import os
import statistics
import sys

import ptyrun
import report

SIZES = (1, 6, 100)
DRIVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "display.py")
# How long nothing moves, in seconds.
IDLE = 3.5
FRAME_LIMIT = 150
IDLE_LIMIT = 100


class Peer:
    def __init__(self, name, command, baseline, sizes=SIZES):
        self.name, self.command, self.baseline, self.sizes = name, command, baseline, sizes
        self.results = {size: [] for size in sizes}

    def measure(self, size, seconds, idle):
        arguments = [str(size), str(seconds), str(idle)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            display = pool.submit(ptyrun.run, self.command + arguments)
            without = pool.submit(ptyrun.run, self.baseline + arguments[:2] + ["0"])
            result = ptyrun.numbers(display.result())
            result["cpu"] -= ptyrun.numbers(without.result())["cpu"]
        self.results[size].append(result)

    def median(self, size, key):
        if size not in self.sizes:
            return None
        return statistics.median(result[key] for result in self.results[size])


def peers(options):
    found = [Peer("Headway " + options.version, [options.headway, "headway"], [options.headway, "none"])]
    if options.python:
        rich, tqdm, alive, _ = report.package_versions(options.python, "rich", "tqdm", "alive-progress")
        program = [options.python, DRIVER]
        found.append(Peer(f"rich {rich}", program + ["rich"], program + ["none"]))
        found.append(Peer(f"tqdm {tqdm}", program + ["tqdm"], program + ["none"]))
        found.append(Peer(f"alive-progress {alive}", program + ["alive-progress"], program + ["none"], (1,)))
    if options.indicatif:
        name = f"indicatif {options.indicatif_version}".strip()
        found.append(Peer(name, [options.indicatif, "indicatif"], [options.indicatif, "none"]))
    return found


def whole(number):
    return "–" if number is None else f"{number:,.0f}"


def milliseconds(number):
    return "–" if number is None else f"{max(number, 0):.1f}"


def cell(peer, key, show=whole):
    """A number for 6 bars, or for 1 where there can't be more."""
    number = peer.median(6, key)
    return show(number) if number is not None else f"{show(peer.median(1, key))} (1 bar)"


def table(found):
    """For 6 bars, and the CPU time for all sizes."""
    rows = [["", "bytes a frame", "frames/s", "bytes/s busy", "bytes/s idle", "CPU ms/s: 1 bar", "6 bars", "100 bars"]]
    for peer in found:
        rows.append(
            [peer.name, *(cell(peer, key) for key in ("frame", "frames", "busy", "idle")),
             *(milliseconds(peer.median(size, "cpu")) for size in SIZES)]
        )
    report.table(rows)


def other_sizes(found):
    """What is written for the least bars and for the most."""
    sizes = (SIZES[0], SIZES[-1])
    keys = (("frame", "bytes a frame"), ("busy", "bytes/s busy"), ("idle", "bytes/s idle"))
    rows = [[""] + [f"{words}: {size} {'bar' if size == 1 else 'bars'}" for _, words in keys for size in sizes]]
    for peer in found:
        rows.append([peer.name, *(whole(peer.median(size, key)) for key, _ in keys for size in sizes)])
    report.table(rows)


def conditions(options):
    python = "Python " + report.package_versions(options.python)[0] if options.python else ""
    return report.conditions(options.swift, python, options.rust if options.indicatif else "")


def main():
    parser = argparse.ArgumentParser()
    for option in ("headway", "python", "indicatif"):
        parser.add_argument("--" + option)
    for option in ("version", "indicatif-version", "swift", "rust"):
        parser.add_argument("--" + option, default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    found = peers(options)
    if options.quick:
        sys.exit(quick(found[0], options.seconds))

    for number in range(options.rounds):
        for peer in found:
            for size in peer.sizes:
                print(f"round {number + 1} of {options.rounds}: {peer.name}, {size}", file=sys.stderr)
                peer.measure(size, options.seconds, IDLE)
    table(found)
    print()
    other_sizes(found)
    print(
        f"\nBytes: 6 bars if nothing else is said, 80 columns and 24 rows, each bar updated 100 times a second; idle: none of them.\n"
        f"CPU: milliseconds of one core a second, above the same program without a display.\n"
        f"Medians of {options.rounds} runs of {options.seconds:g} s. {conditions(options)}."
    )


def quick(headway, seconds):
    """Headway alone, for what doesn't depend on the machine."""
    for _ in range(3):
        headway.measure(6, seconds, IDLE)
    frame, idle = headway.median(6, "frame"), headway.median(6, "idle")
    print(f"6 bars, 80 columns: {frame:.0f} bytes a frame (at most {FRAME_LIMIT}), "
          f"{idle:.0f} bytes/s when nothing moves (less than {IDLE_LIMIT})")
    if headway.median(6, "frames") < 2:
        print("error: the display hardly drew anything", file=sys.stderr)
        return 1
    if frame > FRAME_LIMIT or idle >= IDLE_LIMIT:
        print("error: the display writes more than it may", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    main()
