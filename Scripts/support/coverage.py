"""Prints the line coverage of Sources/ from llvm-cov's JSON: coverage.py JSON ROOT LEAST."""

import json
import os
import sys

path, root, least = sys.argv[1], os.path.realpath(sys.argv[2]), float(sys.argv[3])
with open(path, encoding="utf-8") as file:
    report = json.load(file)["data"][0]["files"]

folders: dict[str, list[int]] = {}
for entry in report:
    name = os.path.relpath(os.path.realpath(entry["filename"]), root)
    if not name.startswith("Sources" + os.sep) or not name.endswith(".swift"):
        continue
    lines = entry["summary"]["lines"]
    for folder in (os.path.dirname(name), "Sources"):
        counts = folders.setdefault(folder, [0, 0])
        counts[0] += lines["covered"]
        counts[1] += lines["count"]

for folder, (covered, count) in sorted(folders.items()):
    print(f"{folder:<40} {covered:>6} of {count:>6} lines {100 * covered / max(count, 1):6.1f} %")
covered, count = folders.get("Sources", [0, 0])
if not count or 100 * covered / count < least:
    print(f"error: less than {least:g} % of the lines of Sources/ are covered", file=sys.stderr)
    sys.exit(1)
