"""What the comparisons print: a table in Markdown, and under which conditions it was made."""
import datetime
import os
import platform
import statistics
import subprocess


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


def table(rows, texts=1):
    """Prints rows of which the first is the head. So many columns are texts, the others numbers."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    line = ["-" * width if column < texts else "-" * (width - 1) + ":" for column, width in enumerate(widths)]
    for row in [rows[0], line, *rows[1:]]:
        print("| " + " | ".join(
            text.ljust(width) if column < texts else text.rjust(width)
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


def spread(values, form="{:.2f}"):
    """The median, and what is between the least and the most."""
    return f"{form.format(statistics.median(values))} ({form.format(min(values))}–{form.format(max(values))})"
