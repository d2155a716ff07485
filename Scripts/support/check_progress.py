"""Reads in a journal what progress was recognized: check_progress.py NAME WHAT LEAST-STEPS JOURNAL [NOT-BEFORE].

WHAT is how far it must come in percent, `count` if units are counted without a total, or `none` if nothing may be claimed.
NOT-BEFORE is after how much of the phase's time, in percent, it may be at its end (99 %) at the earliest.
"""

import json
import sys

name, what, least, path = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
not_before = float(sys.argv[5]) if len(sys.argv) > 5 else 0
percentages, counts, message = [], [], None
began, ended, at_its_end = 0, 0, None
for line in open(path, encoding="utf-8"):
    event = json.loads(line)
    context = event.get("context", {})
    if event["type"] == "phase_started":
        began = event["elapsed_seconds"]
    if event["type"] == "phase_completed":
        ended = event["elapsed_seconds"]
    # Its end makes a phase complete, whatever was recognized.
    if event["type"] != "phase_progress":
        continue
    if context.get("percentage") is not None:
        percentages.append(context["percentage"])
        if context["percentage"] >= 99 and at_its_end is None:
            at_its_end = event["elapsed_seconds"]
    if context.get("completed") is not None:
        counts.append(context["completed"])
    message = context.get("message", message)

wrong = []
if any(later < earlier for earlier, later in zip(percentages, percentages[1:])):
    wrong.append(f"it fell: {percentages}")
if what in ("none", "count"):
    if percentages:
        wrong.append(f"{percentages[-1]} % were claimed, where there is nothing to say so")
    steps = len(set(counts))
    if what == "none" and counts:
        wrong.append(f"a count was claimed: {counts}")
    reached = f"{counts[-1]} counted" if counts else "nothing claimed"
else:
    steps = len(set(percentages))
    reached = f"{percentages[-1]:.0f} %" if percentages else "nothing"
    if not percentages or percentages[-1] < float(what):
        wrong.append(f"it came to {reached}, not to {what} %")
if at_its_end is not None and ended > began:
    share = 100 * (at_its_end - began) / (ended - began)
    if share < not_before:
        wrong.append(f"it was at its end after {share:.0f} % of its {ended - began:.1f} s, not after {not_before:.0f} %")
if steps < least:
    wrong.append(f"it moved {steps} times, not {least}")
said = f'; last said: "{message}"' if message else ""
print(f"{name}: " + (f"FAILED: {'; '.join(wrong)}" if wrong else f"{reached} in {steps} steps{said}"))
sys.exit(1 if wrong else 0)
