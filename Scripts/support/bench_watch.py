"""Measures `headway watch` as somebody sees it, on a terminal: bench_watch.py HEADWAY STORAGE_BENCH.

How long it takes to the first frame of a journal of a million events, beside the start of the command alone, and how long
after a change it is on the screen of a watcher of a live run. It fails over the limits.
"""

import calendar, fcntl, json, os, pty, re, select, struct, subprocess, sys, tempfile, termios, time

FIRST_FRAME_LIMIT = 0.050
CHANGE_LIMIT = 0.250
EVENTS = 1_000_000
PHASES = 30


class Terminal:
    """A command on a terminal of 100 columns and 40 rows, and what it has written there so far."""

    def __init__(self, *command):
        self.started = time.time()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
            os.execve(command[0], command, {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"})
        self.text = b""

    def read(self, timeout):
        """Reads what there is; False at the end."""
        if not select.select([self.master], [], [], timeout)[0]:
            return True
        try:
            more = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.text += more
        return bool(more)

    def await_text(self, wanted, patience=20):
        """When a text was there, by the wall clock."""
        end = time.time() + patience
        while wanted not in self.text:
            if not self.read(0.01) or time.time() > end:
                sys.exit(f"{wanted} never came: {self.text[-400:]}")
        return time.time()

    def close(self):
        while self.read(5):
            pass
        os.close(self.master)
        os.waitpid(self.pid, 0)


def median(values):
    return sorted(values)[len(values) // 2]


def first_frames(headway, bench, folder):
    path = os.path.join(folder, "million.json")
    subprocess.run([bench, "journal", path, str(EVENTS)], check=True, stdout=subprocess.DEVNULL)
    frames, starts = [], []
    for _ in range(11):
        before = time.time()
        subprocess.run([headway, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        starts.append(time.time() - before)
        terminal = Terminal(headway, "watch", path)
        frames.append(terminal.await_text(b"storage") - terminal.started)
        terminal.close()
    return frames, starts


def changes(headway, folder):
    plan = os.path.join(folder, "plan.yaml")
    with open(plan, "w", encoding="utf-8") as file:
        file.write("name: changes\nphases:\n")
        for number in range(PHASES):
            file.write(f"  - name: phase-{number:03}\n    command: sleep 0.3{number % 10}\n")
    root = os.path.join(folder, "root")
    run = subprocess.Popen([headway, "run", "--console", "off", "--root", root, plan])
    runs = os.path.join(root, "runs")
    while not (os.path.isdir(runs) and os.listdir(runs)):
        time.sleep(0.01)
    # In lines: the live display, which writes only what has changed, takes up to a tenth of a second more.
    terminal = Terminal(headway, "watch", "--console", "plain", "--root", root)
    seen = {}
    pattern = re.compile(rb"phase-(\d{3}): started")
    while terminal.read(0.01):
        for name in pattern.findall(terminal.text):
            seen.setdefault(int(name), time.time())
        if run.poll() is not None:
            break
    terminal.close()
    run.wait()
    journal = os.path.join(runs, os.listdir(runs)[0], ".progress.events.jsonl")
    started = {}
    with open(journal, encoding="utf-8") as file:
        for event in map(json.loads, file):
            if event["type"] == "phase_started":
                moment = calendar.timegm(time.strptime(event["timestamp"][:19], "%Y-%m-%dT%H:%M:%S"))
                started[event["context"]["phase_index"]] = moment + float(event["timestamp"][19:-1])
    # The first ones may have begun before the watcher did.
    return [seen[index] - started[index] for index in sorted(seen) if index >= 2]


def main():
    headway, bench = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        frames, starts = first_frames(headway, bench, folder)
        late = changes(headway, folder)
    print(
        f"first frame of a journal of {EVENTS:,} events: {median(frames) * 1e3:.0f} ms (best of {len(frames)}: "
        f"{min(frames) * 1e3:.0f} ms), {median(frames) / median(starts):.1f} times the start of the command alone"
    )
    print(
        f"a change is told by a watcher after {median(late) * 1e3:.0f} ms (median of {len(late)}), "
        f"{max(late) * 1e3:.0f} ms at most"
    )
    if len(late) < PHASES / 2:
        sys.exit(f"only {len(late)} of {PHASES} changes were seen")
    # The best, because a machine that is busy with something else can only make it slower.
    if min(frames) > FIRST_FRAME_LIMIT or median(late) > CHANGE_LIMIT:
        sys.exit("that is too slow")


main()
