"""Checks that a finished run's snapshot, read from standard input, agrees with itself: check_run.py PHASES."""

import json
import sys

state = json.load(sys.stdin)
phases = state["phases"]
mistakes = []
if state["status"] != "completed":
    mistakes.append(f"the status is {state['status']}, not completed")
if state["fraction"] != 1:
    mistakes.append(f"the fraction is {state['fraction']}, not 1")
if len(phases) != int(sys.argv[1]):
    mistakes.append(f"there are {len(phases)} phases, not {sys.argv[1]}")
for phase in phases:
    if phase["status"] != "completed" or not phase["duration_seconds"]:
        mistakes.append(f"{phase['name']} is {phase['status']} and took {phase['duration_seconds']} s")
total = sum(phase["duration_seconds"] or 0 for phase in phases)
elapsed = state["elapsed_seconds"]
# The phases run one after the other, so that they fill the run but for what lies between them.
if not total <= elapsed <= total * 1.05 + 0.5:
    mistakes.append(f"the phases took {total:.3f} s together, the run {elapsed:.3f} s")
for mistake in mistakes:
    print(f"error: {mistake}", file=sys.stderr)
print(f"{state['benchmark']}: {len(phases)} phases took {total:.2f} s, the run {elapsed:.2f} s")
sys.exit(1 if mistakes else 0)
