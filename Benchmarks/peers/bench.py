"""bench.py : what tracking costs a benchmark, in one table in Markdown; called by `Scripts/bench`.

    bench.py --overhead PROGRAM --display PROGRAM [--PEER PROGRAM]… [--version TEXT]… [--soak SECONDS] [--only NAME]…
    bench.py --overhead PROGRAM --short     instruction counts and a short soak, for CI

Each row is a measurement in a process of its own, or several of them in turn. The table goes to standard output.
"""
import argparse
import subprocess
import sys

import instructions
import overhead_rows
import report

PEERS = ("tqdm", "rich", "alive-progress", "progressbar2", "indicatif", "mpb")


def start_times(script, headway):
    """Milliseconds of starts by command, as (median, least, most), from the table of the script that measures them."""
    table = subprocess.run([script, headway], stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("| `")]
    return {row[0]: tuple(float(cell) for cell in row[1:4]) for row in rows}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--overhead", required=True)
    parser.add_argument("--display")
    parser.add_argument("--start", nargs=2, metavar=("SCRIPT", "HEADWAY"))
    for peer in PEERS:
        parser.add_argument("--" + peer)
    parser.add_argument("--version", action="append", default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--soak", type=float, default=60)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--hurried", action="store_true", help="measure everything, but nothing thoroughly")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()

    peers = {peer: getattr(options, peer.replace("-", "_")) for peer in PEERS}
    bench = overhead_rows.Bench(
        options.overhead, options.display, {peer: program for peer, program in peers.items() if program},
        start=(lambda: start_times(*options.start)) if options.start else None,
        rounds=options.rounds, patience=0.1 if options.hurried else 1.0,
    )
    if options.short:
        sys.exit(short(bench, options.soak))
    measurements = {
        "advance": overhead_rows.advance, "peers": overhead_rows.against_peers,
        "allocations": overhead_rows.allocations, "system-calls": overhead_rows.system_calls,
        "calls": overhead_rows.calls, "work": overhead_rows.work, "jitter": overhead_rows.jitter,
        "display": overhead_rows.display_and_files, "events": overhead_rows.events, "blocked": overhead_rows.blocked,
        "memory": overhead_rows.memory, "start": overhead_rows.start,
        "soak": lambda bench: overhead_rows.soak(bench, options.soak),
    }
    unknown = set(options.only) - set(measurements)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(measurements)}")
    disturbance = report.Disturbance()
    rows = [("measure", "seen: median (least–most)", "aim", "met")]
    for name, measure in measurements.items():
        if not options.only or name in options.only:
            rows += measure(bench)
    report.text_table(rows)
    print(f"\n{report.conditions(*options.version)}. Medians of at least {options.rounds}.\n{disturbance.words()}")
    if bench.histograms:
        print("\n<details><summary>How long the timed items took</summary>\n")
        print(f"```text\n{overhead_rows.histograms(bench.histograms)}\n```\n</details>")


def short(bench, seconds):
    """What doesn't depend on how busy the machine is, against limits; returns the exit code."""
    failures = instructions.check(bench)
    for measure, seen, _, met in overhead_rows.soak(bench, seconds):
        print(f"{measure}: {seen}")
        failures += met != "yes"
    return 1 if failures else 0


if __name__ == "__main__":
    main()
