"""How long from raw articles to the first cited answer: Byline, and the peer beside it.

    python tests/bench/first_answer.py ARTICLES QUESTION [--asked-on DAY] [--sample N]

Each runs in a fresh process over the same articles, one after the other; the clock runs from the
start of the process, imports included. The peer takes long, so it embeds N articles and the rest
is extrapolated.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from reporting import provenance, table, tell
from workload import read_all

HERE = Path(__file__).parent
SAMPLE = 60
PEER_PARTS = ("langchain-core", "langchain-chroma", "langchain-huggingface")
_QUIET = {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1"}


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds from the start of a process to its one line, and what that line says."""

    seconds: float
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """The runs over the same articles: Byline, with an empty cache, embedding; and the peer."""

    ours: Timed
    ours_first_run: Timed
    ours_embedding: Timed
    peer: Timed

    @property
    def peer_scale(self) -> float:
        """How many times as many chunks all the articles make as the peer embedded."""
        return float(self.peer.said["chunks"]) / float(self.peer.said["stored"])

    @property
    def peer_seconds(self) -> float:
        """The peer's time over all articles; only embedding and storing are extrapolated."""
        return self.peer.seconds + float(self.peer.said["storing"]) * (self.peer_scale - 1)

    @property
    def peer_seconds_at_best(self) -> float:
        """The same if embedding had all cores to itself and kept them busy: its CPU time."""
        said = self.peer.said
        busy = float(said["storing_cpu"]) / (os.cpu_count() or 1)
        return self.peer.seconds - float(said["storing"]) + busy * self.peer_scale

    def times(self) -> str:
        """Write the times as a table."""
        ours, first, peer = self.ours, self.ours_first_run, self.peer
        rows = [
            ("Byline", _seconds(ours.seconds), _ratio(self.peer_seconds / ours.seconds)),
            (
                "Byline, first run ever on a machine (the model is exported once)",
                _seconds(first.seconds),
                _ratio(self.peer_seconds / first.seconds),
            ),
            (f"LangChain tutorial pipeline, {self._extent()}", _seconds(self.peer_seconds), "1"),
        ]
        at_best = self.peer_seconds_at_best
        notes = (
            f"Byline: {ours.said['articles']:,} articles, {ours.said['passages']:,} passages; "
            f"opening {ours.said['opening']:.1f} s, adding {ours.said['adding']:.1f} s, asking "
            f"{ours.said['asking']:.1f} s; the answer cites {ours.said['citations']} places. "
            f"Peer: {peer.said['articles']:,} articles, {peer.said['chunks']:,} chunks; loading "
            f"{peer.said['loading']:.1f} s, splitting {peer.said['splitting']:.1f} s, embedding "
            f"and storing {peer.said['stored']:,} chunks {peer.said['storing']:.1f} s, asking "
            f"{peer.said['asking']:.2f} s; it gives {peer.said['found']} chunks and no answer. "
            "Rest of either time: starting Python.\n\n"
            "Other work on the machine slows the peer more than Byline, which adds on one core. By "
            f"its CPU time the peer would need {at_best:,.0f} s if it had every core to itself and "
            f"kept it busy; Byline is {at_best / ours.seconds:,.0f} times sooner than that."
        )
        return f"{table(('from raw articles to', 'first answer', 'times sooner'), rows)}\n\n{notes}"

    def rates(self) -> str:
        """Write the rates as a table; loading a model is counted nowhere."""
        ours, ours_embedding, peer = self.ours.said, self.ours_embedding.said, self.peer.said
        rows = [
            _rate("Byline: read, cut, searchable", ours["adding"], ours, "articles", "passages"),
            _rate("Byline: embed, index", ours_embedding["storing"], ours_embedding),
            _rate("peer: embed, store, searchable", peer["storing"], peer),
        ]
        return table(("what", "articles", "passages or chunks", "articles/s", "those/s"), rows)

    def _extent(self) -> str:
        said = self.peer.said
        if said["stored"] == said["chunks"]:
            return "all articles"
        return (
            f"EXTRAPOLATED: all articles split, {said['stored']:,} chunks of {said['sample']} of "
            f"{said['articles']:,} articles, chosen evenly, embedded; times {self.peer_scale:.1f}"
        )


def first_answers(articles: Path, question: str, asked_on: str, *, sample: int) -> FirstAnswers:
    """Run them one after the other; `sample` articles are embedded by both."""
    with tempfile.TemporaryDirectory() as folder:
        tell("Byline: from articles to the first answer, with an empty cache ...")
        first_run = _run("ours.py", str(articles), question, asked_on, folder)
        tell("Byline: the same with the model exported ...")
        ours = _run("ours.py", str(articles), question, asked_on, folder)
        tell(f"Byline: embedding {sample} articles ...")
        embedding = _run("ours_embedding.py", str(articles), str(sample))
        tell(f"LangChain tutorial pipeline, embedding {sample} articles ...")
        handed = Path(folder) / "articles.jsonl"
        _hand_over(articles, handed)
        peer = _run("peer.py", str(handed), question, str(sample))
        return FirstAnswers(ours, first_run, embedding, peer)


def cold_asks(archive: Path, questions: Sequence[tuple[str, str]]) -> list[float]:
    """Give the seconds that `byline ask` takes, process start to end, for (question, day)s."""
    took = []
    for question, asked_on in questions:
        command = [
            sys.executable,
            "-m",
            "assistant.cli",
            "ask",
            question,
            "--archive",
            str(archive),
        ]
        started = perf_counter()
        done = subprocess.run(
            [*command, *(["--asked-on", asked_on] if asked_on else [])],
            check=False,
            capture_output=True,
        )
        took.append(perf_counter() - started)
        if done.returncode not in (0, 4):  # answered, or said that the articles do not answer
            raise RuntimeError(f"byline ask failed: {done.stderr.decode()}")
    return took


def _run(script: str, *arguments: str) -> Timed:
    started = perf_counter()
    command = [sys.executable, str(HERE / script), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | _QUIET) as process:
        assert process.stdout
        line = process.stdout.readline()
        seconds = perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{script} ended with {process.returncode}; its error stands above.")
    return Timed(seconds, json.loads(line))


def _hand_over(articles: Path, path: Path) -> None:
    """Write the articles as the peer's documents, so that reading costs it next to nothing."""
    with path.open("w", encoding="utf-8") as file:
        for each in (one.article for one in read_all(articles)):
            about = {"title": each.title, "outlet": each.outlet, "url": each.url}
            file.write(json.dumps({"page_content": each.text, "metadata": about}) + "\n")


def _rate(
    what: str, seconds: float, said: dict[str, Any], whole: str = "sample", part: str = "stored"
) -> tuple[object, ...]:
    each_second = (f"{said[one] / seconds:,.1f}" for one in (whole, part))
    return (what, said[whole], said[part], *each_second)


def _seconds(seconds: float) -> str:
    return f"{seconds:,.1f} s"


def _ratio(ratio: float) -> str:
    return f"{ratio:,.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("question")
    parser.add_argument("--asked-on", default="")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    given = parser.parse_args()
    measured = first_answers(given.articles, given.question, given.asked_on, sample=given.sample)
    print(provenance(given.articles.name, parts=PEER_PARTS))
    print(f"\n{measured.times()}\n\n{measured.rates()}")


if __name__ == "__main__":
    main()
