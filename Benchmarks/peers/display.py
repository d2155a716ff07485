"""display.py rich|tqdm|alive-progress|none BARS SECONDS IDLE : the measured program, for Python.

It updates each bar 100 times a second for SECONDS, then nothing for IDLE seconds, and writes to the file $BENCH_OUT
what CPU time the first part took and when the parts began and ended. With `none` it does the same without a display.
"""
import json
import os
import resource
import sys
import time

TOTAL = 1200


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def display(library, bars):
    """The bars' updates, and what ends them all."""
    if library == "tqdm":
        import tqdm
        made = [tqdm.tqdm(total=TOTAL, position=i, desc=f"bar {i}") for i in range(bars)]
        return [bar.update for bar in made], lambda: [bar.close() for bar in made]
    if library == "rich":
        import rich.progress
        progress = rich.progress.Progress()
        progress.start()
        tasks = [progress.add_task(f"bar {i}", total=TOTAL) for i in range(bars)]
        return [lambda task=task: progress.advance(task) for task in tasks], progress.stop
    if library == "alive-progress":
        import alive_progress
        context = alive_progress.alive_bar(TOTAL, title="bar 0")
        return [context.__enter__()], lambda: context.__exit__(None, None, None)
    return [lambda: None] * bars, lambda: None


def main():
    library, bars, seconds, idle = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
    updates, close = display(library, bars)
    used, start, after = cpu(), time.time(), time.monotonic()
    for _ in range(int(100 * seconds)):
        for update in updates:
            update()
        after += 0.01
        rest = after - time.monotonic()
        if rest > 0:
            time.sleep(rest)
    used, busy_end = cpu() - used, time.time()
    time.sleep(idle)
    with open(os.environ["BENCH_OUT"], "w") as file:
        json.dump({"cpu": used, "start": start, "busy_end": busy_end, "idle_end": time.time()}, file)
    close()


main()
