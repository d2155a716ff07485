"""Runs a program on a terminal of its own, reads all that it writes there, and says when how much came."""
import fcntl
import json
import os
import signal
import struct
import subprocess
import tempfile
import termios
import threading
import time

COLUMNS, ROWS = 80, 24
# What is written without a pause of so many seconds is a frame. The measured programs update every 10 ms.
PAUSE = 0.004
# The first frames are drawn whole, and rates have to be found out; that is over after so many seconds.
WARMING = 1.0
# What an answer to the last update may take before the terminal has to be quiet, in seconds.
SETTLING = 0.5


def run(command, limit=60.0):
    """The program's own result, and `chunks`: the time and the bytes of each read."""
    environment = {
        name: value for name, value in os.environ.items()
        if name not in ("NO_COLOR", "CI", "LINES", "COLUMNS", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS")
    }
    with tempfile.TemporaryDirectory(prefix="headway-display-") as folder:
        result = os.path.join(folder, "result")
        environment.update(TERM="xterm-256color", LC_ALL="C.UTF-8", BENCH_OUT=result)
        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        program = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)

        def watch():
            try:
                program.wait(limit)
            except subprocess.TimeoutExpired:
                os.kill(program.pid, signal.SIGKILL)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        chunks = []
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:
                break
            if not data:
                break
            chunks.append((time.time(), data))
            # Some programs ask where the cursor is, or what terminal this is, and wait for the answer.
            for question, answer in ((b"\x1b[6n", b"\x1b[1;1R"), (b"\x1b[c", b"\x1b[?62;22c")):
                for _ in range(data.count(question)):
                    os.write(ours, answer)
        watcher.join()
        os.close(ours)
        code = program.wait()
        if code != 0 or not os.path.exists(result):
            text = b"".join(data for _, data in chunks).decode("utf-8", "replace")
            raise SystemExit(f"error: {command} ended with {code}:\n{text[-2000:]}")
        with open(result) as file:
            outcome = json.load(file)
    outcome["chunks"] = chunks
    return outcome


def numbers(outcome):
    """What a run comes to: bytes a frame, bytes a second while busy and while idle, CPU time of a busy second in ms."""
    begin, end = outcome["start"] + WARMING, outcome["busy_end"]
    quiet = end + SETTLING
    busy = [(at, data) for at, data in outcome["chunks"] if begin <= at < end]
    idle = [data for at, data in outcome["chunks"] if quiet <= at < outcome["idle_end"]]
    frames, last = 0, 0.0
    for at, _ in busy:
        frames += at - last > PAUSE
        last = at
    size = sum(len(data) for _, data in busy)
    idle_seconds = outcome["idle_end"] - quiet
    return {
        "frame": size / frames if frames else 0,
        "busy": size / (end - begin),
        "idle": sum(len(data) for data in idle) / idle_seconds if idle_seconds > 0 else None,
        "cpu": 1000 * outcome["cpu"] / (end - outcome["start"]),
        "frames": frames / (end - begin),
    }
