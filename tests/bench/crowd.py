"""A crowd that asks at once: how long until the first sentence, and whether all is answered right.

    python tests/bench/crowd.py ARCHIVE QUESTIONS [--crowd 100] [--waiting 20]

The questions, taken again from the first until there are enough, are asked of one `byline serve`
over HTTP: one after another, then all at once, then all at once of a server where only so many
wait. Each answer must be that of its question asked alone, whatever it took.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
import numpy as np
from reporting import provenance, table, tell

CROWD = 100
WAITING = 20
_ADDRESS = "Byline is at "
_PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one question; `first` is seconds to its first sentence, or to its refusal.

    Where it was not answered, `answer` is None, and `retry_after` what the refusal says.
    """

    question: Mapping[str, Any]
    status: int
    first: float = 0.0
    whole: float = 0.0
    answer: Mapping[str, Any] | None = None
    retry_after: str = ""

    @property
    def said(self) -> tuple[str, str, tuple[str, ...]]:
        """The question, and what was said to it, and from where."""
        answer = self.answer or {}
        cited = (each["quote"] for each in answer.get("citations", ()))
        return answer.get("question", ""), answer.get("answer", ""), tuple(cited)


async def ask(client: httpx.AsyncClient, question: Mapping[str, Any]) -> Told:
    """Ask one question, and take its answer event by event."""
    began, first = perf_counter(), 0.0
    asked = {key: question[key] for key in ("question", "asked_on") if question.get(key)}
    accept = {"Accept": "text/event-stream"}
    async with client.stream("POST", "/api/ask", json=asked, headers=accept) as response:
        if not response.is_success:
            again = response.headers.get("retry-after", "")
            seconds = perf_counter() - began
            return Told(question, response.status_code, seconds, seconds, retry_after=again)
        kind = ""
        async for line in response.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
                if kind in ("claimed", "finished"):  # who is not answered has no sentence
                    first = first or perf_counter() - began
            elif line.startswith("data: ") and kind == "finished":
                answer = json.loads(line.removeprefix("data: "))
    return Told(question, response.status_code, first, perf_counter() - began, answer)


async def ask_all(url: str, questions: Sequence[Mapping[str, Any]], *, at_once: bool) -> list[Told]:
    """Ask all `questions` of the server at `url`, one after another or all at once."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE, limits=limits) as client:
        if at_once:
            return list(await asyncio.gather(*(ask(client, each) for each in questions)))
        return [await ask(client, each) for each in questions]


def mixed(told: Sequence[Told], alone: Sequence[Told]) -> list[Told]:
    """Give what is answered, and not as the same question was `alone`."""
    pairs = zip(told, alone, strict=True)
    return [each for each, right in pairs if each.answer and each.said != right.said]


@contextmanager
def serving(archive: Path, *options: str) -> Iterator[str]:
    """Serve `archive` with `byline serve` in a process of its own, and give its address."""
    command = [sys.executable, "-m", "assistant.cli", "serve", "--archive", str(archive)]
    command += ["--port", "0", "--requests-a-minute", "1000000", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            line = server.stdout.readline()
            if not line.startswith(_ADDRESS):
                raise SystemExit("byline serve did not begin; its error stands above.")
            yield line.removeprefix(_ADDRESS).split()[0]
        finally:
            server.terminate()


def _row(name: str, told: Sequence[Told], seconds: float, wrong: int) -> list[str]:
    answered = [each for each in told if each.answer]
    firsts = np.array([each.first for each in answered])
    refused = [each for each in told if each.status == httpx.codes.SERVICE_UNAVAILABLE]
    with_way_out = sum(bool(each.retry_after) for each in refused)
    errors = len(told) - len(answered) - len(refused)
    return [
        name,
        str(len(answered)),
        str(errors),
        str(wrong),
        f"{len(refused)} ({with_way_out})",
        *(f"{np.percentile(firsts, part):.2f} s" for part in (50, 95)),
        f"{len(answered) / seconds:.1f}",
    ]


def main() -> None:
    """Ask, and tell the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--crowd", type=int, default=CROWD)
    parser.add_argument("--waiting", type=int, default=WAITING)
    given = parser.parse_args()
    lines = given.questions.read_text("utf-8").splitlines()
    questions = list(islice(cycle(map(json.loads, lines)), given.crowd))

    rows: list[list[str]] = []
    alone: list[Told] = []

    def measure(name: str, url: str, *, at_once: bool) -> None:
        asyncio.run(ask_all(url, questions[:2], at_once=False))  # what is loaded once is there
        began = perf_counter()
        told = asyncio.run(ask_all(url, questions, at_once=at_once))
        seconds = perf_counter() - began
        alone[:] = alone or told
        rows.append(_row(name, told, seconds, len(mixed(told, alone))))

    with serving(given.archive) as url:
        measure("one after another", url, at_once=False)
        measure(f"{given.crowd} at once", url, at_once=True)
    with serving(given.archive, "--waiting", str(given.waiting)) as url:
        measure(f"{given.crowd} at once, {given.waiting} may wait", url, at_once=True)
    heads = ["asked", "answered", "errors", "mixed up", "503 (with Retry-After)"]
    heads += ["first sentence p50", "p95", "answers/s"]
    tell(table(heads, rows))
    tell(provenance(str(given.archive), str(given.questions)))


if __name__ == "__main__":
    main()
