"""update.py tqdm|rich|alive-progress|progressbar2 THREADS COUNT : what one update costs, for Python.

It writes to the file $BENCH_OUT the nanoseconds an update took by the clock (`ns`) and of the processor (`cpu_ns`), less
those of an empty loop, how many updates there were (`n`), and how many were counted (`count`).
"""
import json
import os
import sys
import threading
import time


def display(library, total):
    """The source of an update of `bar`, the bar, what ends it, and what says how many were counted."""
    if library == "tqdm":
        import tqdm
        bar = tqdm.tqdm(total=total)
        return "bar.update(1)", bar, bar.close, lambda: bar.n
    if library == "rich":
        import rich.progress
        progress = rich.progress.Progress()
        progress.start()
        task = progress.add_task("work", total=total)
        return "bar.advance(%d)" % task, progress, progress.stop, lambda: progress.tasks[0].completed
    if library == "alive-progress":
        import alive_progress
        context = alive_progress.alive_bar(total)
        bar = context.__enter__()
        return "bar()", bar, lambda: context.__exit__(None, None, None), lambda: bar.current
    if library == "progressbar2":
        import progressbar
        bar = progressbar.ProgressBar(max_value=total)
        bar.start()
        return "bar.increment()", bar, bar.finish, lambda: bar.value
    raise SystemExit(f"error: there is no driver for {library}")


def loop(statement):
    """A function that does something so many times, with nothing else in its loop."""
    names = {}
    exec(f"def loop(bar, count):\n for _ in range(count):\n  {statement}\n", names)
    return names["loop"]


def run(body, bar, threads, share):
    """Seconds by the clock and of the processor."""
    barrier = threading.Barrier(threads + 1)

    def work():
        barrier.wait()
        body(bar, share)

    workers = [threading.Thread(target=work) for _ in range(threads)] if threads > 1 else []
    for worker in workers:
        worker.start()
    if workers:
        barrier.wait()
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    if not workers:
        body(bar, share)
    for worker in workers:
        worker.join()
    return time.perf_counter_ns() - wall, time.process_time_ns() - cpu


def main():
    library, threads, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    share = count // threads
    total = share * threads
    statement, bar, close, counted = display(library, total)
    empty_wall, empty_cpu = run(loop("pass"), None, threads, share)
    wall, cpu = run(loop(statement), bar, threads, share)
    result = {
        "ns": (wall - empty_wall) / total, "cpu_ns": (cpu - empty_cpu) / total, "n": total, "count": counted(),
    }
    with open(os.environ["BENCH_OUT"], "w") as file:
        json.dump(result, file)
    try:
        close()
    except Exception:
        # Some complain in the end that they were given more, or less, than they counted.
        pass


main()
