"""What the comparisons print: a table in Markdown, and under which conditions it was made."""
import datetime
import os
import platform
import resource
import statistics
import subprocess
import time


def output(*command):
    """What a command prints; nothing if it isn't there or fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def package_versions(python, *packages):
    """The versions of Python packages, and that of Python itself last."""
    return output(python, "-c", (
        "import importlib.metadata as m, platform\n"
        f"for n in {packages!r}: print(m.version(n))\n"
        "print(platform.python_version())"
    )).split("\n")


def text_table(rows):
    """Prints rows of texts, of which the first is the head; too long ones to line up."""
    for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]]:
        print("| " + " | ".join(row) + " |")


def table(rows):
    """Prints rows of which the first is the head. The first column is a text, the others are numbers."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    line = ["-" * width if column == 0 else "-" * (width - 1) + ":" for column, width in enumerate(widths)]
    for row in [rows[0], line, *rows[1:]]:
        print("| " + " | ".join(
            text.ljust(width) if column == 0 else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths))
        ) + " |")


def processor():
    """What the processor calls itself, as far as that can be found out."""
    for line in output("cat", "/proc/cpuinfo").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return output("sysctl", "-n", "machdep.cpu.brand_string") or platform.machine()


def conditions(*versions):
    """The machine, the versions that matter, and the date."""
    about = [f"{os.cpu_count()} cores ({processor()})", f"{platform.system()} {platform.release()}", *versions,
             datetime.date.today().isoformat()]
    return ", ".join(part for part in about if part)


def busy_seconds():
    """Processor time that everybody together has taken since the machine started; nothing if that can't be told."""
    line = output("cat", "/proc/stat").partition("\n")[0].split()
    if not line or line[0] != "cpu":
        return None
    user, nice, system, _, _, irq, softirq, *_ = map(int, line[1:])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


class Disturbance:
    """What others take of the processors while one measures."""

    def __init__(self):
        self.start, self.busy, self.own = time.monotonic(), busy_seconds(), self.own_seconds()

    @staticmethod
    def own_seconds():
        return sum(
            usage.ru_utime + usage.ru_stime
            for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        )

    def words(self):
        if self.busy is None:
            return "What else ran meanwhile isn't known."
        others = busy_seconds() - self.busy - (self.own_seconds() - self.own)
        return f"Others took {max(others, 0) / (time.monotonic() - self.start):.2f} cores meanwhile; times are worth something below 0.1."


def spread(values, form="{:.2f}"):
    """The median, and what is between the least and the most."""
    return f"{form.format(statistics.median(values))} ({form.format(min(values))}–{form.format(max(values))})"
