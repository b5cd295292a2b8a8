"""Asking an archive in one process: how long opening and asking take, and how much memory.

    python tests/bench/asking.py ARCHIVE < QUESTIONS

QUESTIONS are lines of JSON with "question" and, where it is known, "asked_on". Prints one line of
JSON at the end; `growth.py` starts it and reads that. The first question loads the model, and is
told apart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from statistics import median, quantiles
from time import perf_counter, process_time

from memory import resident

from assistant import Assistant
from index import Index


def main(archive: str) -> None:
    """Ask every question once."""
    started = perf_counter()
    index = Index.open(archive)
    opening = perf_counter() - started
    assistant = Assistant(index)
    (first, _), *others = [_seconds(assistant, line) for line in sys.stdin if line.strip()]
    seconds, busy = zip(*others, strict=True)
    said = {
        "opening": opening,
        "first": first,
        "p50": median(seconds),
        "p95": p95(seconds),
        "cpu": median(busy),
        **resident("self"),
    }
    print(json.dumps(said), flush=True)


def _seconds(assistant: Assistant, line: str) -> tuple[float, float]:
    """Ask one question; give the seconds by the clock, and those that a core was busy."""
    fields = json.loads(line)
    day = date.fromisoformat(fields["asked_on"]) if fields.get("asked_on") else None
    started, busy = perf_counter(), process_time()
    assistant.ask(fields["question"], asked_on=day)
    return perf_counter() - started, process_time() - busy


def p95(seconds: Sequence[float]) -> float:
    """Give the time that 95 of 100 keep under."""
    return quantiles(seconds, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main(*sys.argv[1:])
