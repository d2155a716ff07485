"""The rows of `Scripts/bench`: each function measures something and gives rows of (measure, seen, aim, met)."""
import os
import random
import statistics
import subprocess
import sys
import tempfile

import bench_display
import ptyrun
from report import spread

PYTHON_DRIVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "update.py")
THREADS = (1, 2, 8)
MARKER = "close(-4242"


class Bench:
    """The measured programs, and how thoroughly to measure."""

    def __init__(self, overhead, display, peers, start=None, rounds=5, patience=1.0):
        self.overhead, self.display, self.peers, self.start = overhead, display, peers, start
        self.rounds, self.patience = rounds, patience
        self.histograms = None

    def run(self, name, drawn=False, limit=600.0, environment=(), **options):
        """One measurement's figures; `drawn` ones have a terminal."""
        command = ["env", *environment, self.overhead, name] if environment else [self.overhead, name]
        for option, value in options.items():
            command += ["--" + option, str(value)]
        print("measuring:", " ".join(command[1:]), file=sys.stderr)
        # Those that draw nothing get the same treatment, so that their output is in the same place.
        if not drawn:
            command = ["sh", "-c", 'exec "$@" </dev/null >/dev/null', "sh", *command]
        return ptyrun.run(command, limit)


def met(condition):
    return "yes" if condition else "**no**"


def advance(bench):
    figures = bench.run("advance", rounds=max(bench.rounds, int(11 * bench.patience)))
    add, alone = figures["atomicAdd"], figures["advance"]["1"]
    ratios = [ours / theirs for ours, theirs in zip(alone, add)]
    yield ("`phase.advance()`, 1 thread ÷ a bare relaxed atomic add in the same loop"
           f" ({statistics.median(alone):.2f} ns ÷ {statistics.median(add):.2f} ns)",
           spread(ratios) + " ×", "≤ 2 ×", met(statistics.median(ratios) <= 2))
    fight = [theirs / one for theirs, one in zip(figures["contendedAdd"], add)]
    # Where threads that share a counter don't fight over it, they don't run side by side, and nothing can be told.
    fights = statistics.median(fight) >= 1.2
    for threads in THREADS[1:]:
        ratios = [ours / one for ours, one in zip(figures["advance"][str(threads)], alone)]
        yield (f"the same, {threads} threads on one phase ÷ 1 thread, CPU time an update",
               spread(ratios) + " ×", "≤ 1.5 ×", met(statistics.median(ratios) <= 1.5) if fights else "can't be told")
    yield ("for comparison: the bare add, 2 threads on one counter ÷ 1 thread", spread(fight) + " ×", "", "")
    yield ("counted in the end, of all that was reported by 1, 2 and 8 threads",
           "exactly all" if figures["isExact"] else "not all", "exactly all", met(figures["isExact"]))


def update_commands(peers):
    """The programs that update one bar, by name; what is run gets the number of threads and of updates."""
    for name in ("tqdm", "rich", "alive-progress", "progressbar2"):
        if name in peers:
            yield name, [peers[name], PYTHON_DRIVER, name], 200_000
    for name in ("indicatif", "mpb"):
        if name in peers:
            yield name, [peers[name], "update"], 4_000_000 if name == "mpb" else 20_000_000


def against_peers(bench):
    commands = list(update_commands(bench.peers))
    if not commands:
        return
    for threads in THREADS:
        ours, theirs = [], {name: [] for name, _, _ in commands}
        for number in range(bench.rounds):
            ours.append(bench.run("update", drawn=True, threads=threads)["cpu_ns"])
            for name, command, count in commands:
                print(f"measuring: {name}, {threads} threads, {number + 1} of {bench.rounds}", file=sys.stderr)
                outcome = ptyrun.run(command + [str(threads), str(count)], 120.0)
                if outcome.get("count", outcome["n"]) != outcome["n"]:
                    print(f"{name} counted {outcome['count']} of {outcome['n']}", file=sys.stderr)
                theirs[name].append(outcome["cpu_ns"])
        ratios = {name: [b / a for a, b in zip(ours, values)] for name, values in theirs.items()}
        order = sorted(ratios, key=lambda name: statistics.median(ratios[name]))
        cheapest = order[0]
        others = ", ".join(f"{name} {statistics.median(ratios[name]):,.0f} ×" for name in order[1:])
        plural = "thread" if threads == 1 else "threads"
        yield (f"an update while drawing to a terminal, CPU time, {threads} {plural}: {cheapest}"
               f" ({statistics.median(theirs[cheapest]):.1f} ns) ÷ Headway ({statistics.median(ours):.2f} ns)"
               + (f"; others: {others}" if others else ""),
               spread(ratios[cheapest], "{:.1f}") + " ×", "≥ 5 ×", met(statistics.median(ratios[cheapest]) >= 5))


def allocations(bench):
    figures = bench.run("allocations")
    if figures["advance"] < 0:
        yield ("heap allocations on the caller's thread", "can't be counted here", "0", "–")
        return
    counted = figures["control"] >= figures["updates"]
    yield (f"heap allocations on the caller's thread in a million `advance()` · `phaseProgress(_:)`"
           f" (control: {figures['control']:,} of {figures['updates']:,} seen)",
           f"{figures['advance']} · {figures['phaseProgress']}", "0",
           met(counted and figures["advance"] == figures["phaseProgress"] == 0))


def system_calls(bench):
    """Counts what `strace` shows of one thread between the marks that it makes."""
    what = "system calls on the caller's thread in a million `advance()` · `phaseProgress(_:)`"
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
        trace = os.path.join(folder, "trace")
        try:
            subprocess.run(["strace", "-V"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            yield (what, "not measured: no strace", "0", "–")
            return
        ptyrun.run(["strace", "-f", "-o", trace, bench.overhead, "system-calls"], 300.0)
        with open(trace) as file:
            lines = file.read().splitlines()
    thread = next(line.split()[0] for line in lines if MARKER in line)
    own = [line.partition(" ")[2].strip() for line in lines if line.split()[0] == thread]
    # The second half of a call that another thread's interrupted in the trace.
    own = [line for line in own if not line.startswith("<...")]
    marks = [number for number, line in enumerate(own) if line.startswith(MARKER)]
    between = [marks[1] - marks[0] - 1, marks[2] - marks[1] - 1]
    yield (what, f"{between[0]} · {between[1]}", "0", met(between == [0, 0]))


def calls(bench):
    figures = bench.run("calls", rounds=max(bench.rounds, 7))
    yield ("`phaseProgress(_:)`", spread(figures["phaseProgress"], "{:.0f}") + " ns", "≤ 100 ns",
           met(statistics.median(figures["phaseProgress"]) <= 100))
    yield ("a start or an end of a phase, from call to return, the sampler asleep"
           f" (99th percentile {statistics.median(figures['transitionP99']):.0f} µs;"
           f" a bare wake of a sleeping thread {spread(figures['wake'], '{:.1f}')} µs;"
           f" without a pause between them {statistics.median(figures['burst']):.1f} µs of CPU time)",
           spread(figures["transition"], "{:.1f}") + " µs", "≤ 5 µs",
           met(statistics.median(figures["transition"]) <= 5))


def confidence(values):
    """The bounds between which the median lies with 95 %, by resampling."""
    dice = random.Random(1)
    medians = sorted(statistics.median(dice.choices(values, k=len(values))) for _ in range(2000))
    return medians[49], medians[1949]


def work(bench):
    rounds = max(int(200 * bench.patience), 20)
    figures = bench.run("work", drawn=True, limit=3600.0, rounds=rounds)
    items = figures["items"]
    for clock, name in (("cpu", "CPU time of its thread"), ("wall", "time by the clock")):
        plain = figures["plain"][clock]
        rate = items / statistics.median(figures["tracked"][clock]) / 1e6
        seen = {}
        for variant in ("tracked", "heavier"):
            shares = [100 * (a / b - 1) for a, b in zip(figures[variant][clock], plain)]
            seen[variant] = (statistics.median(shares), *confidence(shares))
        ours, more = seen["tracked"], seen["heavier"]
        yield (f"a CPU-bound benchmark with tracker, console, log and files on, above the same without, {name},"
               f" {rate:.2f} million updates/s: median of {rounds} pairs (95 % interval)",
               f"{ours[0]:+.2f} % ({ours[1]:+.2f}–{ours[2]:+.2f})", "within 0.2 %", met(abs(ours[0]) <= 0.2))
        yield (f"the same with {100 * figures['heavierBy']:.2f} % more work instead of tracking, {name}: is it told apart?",
               f"{more[0]:+.2f} % ({more[1]:+.2f}–{more[2]:+.2f})", "above the line before", met(more[1] > max(ours[2], 0)))


def jitter(bench):
    items = int(8_000_000 * bench.patience)
    figures = bench.run("jitter", drawn=True, items=items)
    bench.histograms = figures
    plain, tracked = figures["plain"], figures["tracked"]
    yield (f"jitter of {items:,} timed items of 1 µs, p50 · p99 · p99.9 · max: with everything on"
           " (histograms below; without: "
           + " · ".join(f"{plain[key] / 1e3:.2f}" for key in ("p50", "p99", "p999", "max")) + " µs)",
           " · ".join(f"{tracked[key] / 1e3:.2f}" for key in ("p50", "p99", "p999", "max")) + " µs",
           "no visible difference", met(tracked["p999"] <= 1.5 * plain["p999"]))
    yield (f"items of these that took more than ten times as long as most: with everything on (without: {plain['outliers']:,})",
           f"{tracked['outliers']:,}", "no visible difference", met(tracked["outliers"] <= 1.5 * plain["outliers"]))


def display_and_files(bench):
    peer = bench_display.Peer("", [bench.display, "headway-and-files"], [bench.display, "none"], (6,))
    for number in range(bench.rounds):
        print(f"measuring: display and files, {number + 1} of {bench.rounds}", file=sys.stderr)
        peer.measure(6, 10 if bench.patience >= 1 else 3, 0)
    shares = [result["cpu"] / 10 for result in peer.results[6]]
    yield ("CPU time of display and files, 6 phases updated 100 times a second, above the same without",
           spread(shares) + " % of a core", "< 0.5 %", met(round(statistics.median(shares), 2) < 0.5))


def events(bench):
    for observers in (1, 3, 10):
        figures = bench.run("events", rounds=bench.rounds, observers=observers)
        for kind, name in (("progress", "progress of 2,000 phases"),
                           ("transitions", "phases that begin and end as fast as one thread can say so")):
            rates = [rate["events"] / rate["seconds"] / 1e6 for rate in figures[kind]]
            calls = statistics.median(rate["deliveries"] / rate["seconds"] / 1e6 for rate in figures[kind])
            whole = all(rate["deliveries"] == rate["events"] * observers for rate in figures[kind])
            yield (f"events through a tracker to {observers} no-op observer{'s' if observers > 1 else ''}: {name}"
                   f" ({calls:.1f} million calls of observers/s)",
                   spread(rates) + " million/s", "≥ 1 million/s" if kind == "progress" else "",
                   met(whole and statistics.median(rates) >= 1) if kind == "progress" else "")


def blocked(bench):
    figures = bench.run("blocked")
    yield (f"an observer that blocks: of {figures['events']:,} progress events of 10 phases it is told afterwards;"
           " the heap grew meanwhile by",
           f"{figures['delivered']}; {figures['grown'] / 1024:.1f} KiB", "bounded",
           met(figures["delivered"] <= 20 and figures["grown"] < 64 << 10))
    yield (f"what waits for an observer that blocks, for each of {figures['transitions']:,} starts and ends of phases,"
           " none of which is left out", f"{figures['bytesPerTransition']:.0f} bytes", "", "")


def memory(bench):
    sizes = (1, 1_000, 100_000)
    figures = {size: bench.run("memory", phases=size) for size in sizes}
    alone = figures[1]
    yield (f"memory of a tracker with 1 phase · 1,000 · 100,000 announced",
           " · ".join(f"{figures[size]['announced'] / 1e3:,.1f}" for size in sizes) + " kB", "", "")
    for key, name in (("announced", "that was announced"), ("ended", "that has ended")):
        shares = [(figures[size][key] - alone[key]) / (size - 1) for size in sizes[1:]]
        yield (f"memory of a phase {name}, of 1,000 · of 100,000", " · ".join(f"{share:.0f}" for share in shares) + " bytes",
               "≤ 400 bytes", met(max(shares) <= 400))
    most = figures[sizes[-1]]
    yield ("the same with console, log and files on, each of which keeps a state of its own: announced · ended, of 100,000",
           " · ".join(f"{most[key] / sizes[-1]:.0f}" for key in ("observedAnnounced", "observedEnded")) + " bytes", "", "")
    grown = max((figure["updates"] for figure in figures.values()), key=abs)
    yield ("the heap after 10⁷ updates, against before", f"{grown / 1024:+.1f} KiB", "flat", met(abs(grown) < 64 << 10))


def start(bench):
    """What `Scripts/bench-start` measures of the installed command."""
    figures = bench.start() if bench.start else {}
    for command, aim in (("headway --version", 15), ("headway status", 25)):
        what = f"start and end of `{command}`"
        if command in figures:
            median, least, most = figures[command]
            yield what, f"{median:.1f} ({least:.1f}–{most:.1f}) ms", f"≤ {aim} ms", met(median <= aim)
        else:
            yield what, "not measured", f"≤ {aim} ms", "–"


def soak(bench, seconds):
    figures = bench.run("soak", drawn=True, limit=seconds * 1.5 + 300, seconds=seconds,
                        environment=["GLIBC_TUNABLES=glibc.malloc.tcache_count=0"])
    quarter = figures["runs"] // 4
    memory = figures["memory"][quarter:]
    for mistake in figures["mistakes"]:
        print("soak:", mistake, file=sys.stderr)
    yield (f"a soak of {figures['seconds']:,.0f} s at full rate, all observers, slow and failing ones among them:"
           f" {figures['updates'] / 1e9:.1f} billion updates, {figures['transitions']:,} transitions,"
           f" {figures['runs']} runs; the heap after the warm-up and at the end",
           f"{memory[0] / 1e6:.2f} MB, {memory[-1] / 1e6:.2f} MB ({figures['growth'] / 1024:+.1f} KiB a run); "
           f"{figures['descriptors'][quarter]}, {figures['descriptors'][-1]} descriptors; "
           + (f"{len(figures['mistakes'])} mistakes" if figures["mistakes"] else "nothing lost"),
           "flat, nothing lost", met(not figures["mistakes"]))


def histograms(figures):
    """Both distributions side by side: each bar's length is the logarithm of the count."""
    sides = {side: {round(bucket["from"]): bucket["count"] for bucket in figures[side]["buckets"]} for side in ("plain", "tracked")}
    starts = sorted(set(sides["plain"]) | set(sides["tracked"]))

    def bar(count):
        return "#" * len(str(count)) * 2 if count else ""

    lines = [f"{'item takes from':>16}  {'without':>9} {'':14}  {'everything on':>13}"]
    for begin in starts:
        a, b = sides["plain"].get(begin, 0), sides["tracked"].get(begin, 0)
        lines.append(f"{begin / 1e3:>13.2f} µs  {a:>9,} {bar(a):14}  {b:>13,} {bar(b)}".rstrip())
    return "\n".join(lines)
