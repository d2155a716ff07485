"""Times how long programs take to start and end, in turns, so that all of them see the same machine."""

import statistics
import subprocess
import sys
import time

ROUNDS = 61


def run(command):
    """The milliseconds that a command took."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1e3


def main():
    arguments = sys.argv[1:]
    checks = arguments[0] == "--check"
    headway, folder = arguments[-2:]
    commands = {
        "/bin/true": ["/bin/true"],
        "headway --version": [headway, "--version"],
        "headway status": [headway, "status", "--root", f"{folder}/one"],
        "headway status --json": [headway, "status", "--json", "--root", f"{folder}/one"],
        "headway status, of 1,000 runs": [headway, "status", "--root", f"{folder}/thousand"],
    }
    times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(run(command))
    medians = {name: statistics.median(values) for name, values in times.items()}
    print("| start and end of | median ms | min | max | × /bin/true |")
    print("|---|---:|---:|---:|---:|")
    for name, values in times.items():
        ratio = medians[name] / medians["/bin/true"]
        print(f"| `{name}` | {medians[name]:.1f} | {min(values):.1f} | {max(values):.1f} | {ratio:.1f} |")
    if not checks:
        return
    # Times depend on the machine and its load, ratios less so. Seen were 5, 8 and 1.5; what is caught is a lost order of
    # magnitude: a library loaded for nothing, or a look into every run.
    limits = [("headway --version", "/bin/true", 25), ("headway status", "/bin/true", 40)]
    limits.append(("headway status, of 1,000 runs", "headway status", 3))
    failed = False
    for name, other, limit in limits:
        ratio = medians[name] / medians[other]
        if ratio > limit:
            print(f"error: `{name}` takes {ratio:.1f} times as long as `{other}`, more than {limit}", file=sys.stderr)
            failed = True
    sys.exit(failed)


main()
