"""How Byline grows: adding, asking, disk and memory at some sizes of one archive.

    python tests/bench/growth.py ARTICLES... --questions QUESTIONS [--seed ARCHIVE]
        [--sizes N,N,N] [--folder DIR] [--plot FILE]

The articles are added again and again, as others (with ids, urls and titles of their own), until
the archive holds as many passages as each size asks for. So that this does not take days, only
what a question brings up is embedded: for all others a vector of the embedded ARCHIVE, moved a
little, stands in. The encoder's own speed is measured by `first_answer.py`.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from plotting import Panel, drawn
from reporting import provenance, table, tell
from workload import evenly, kept_vectors, read_all

from index import Added, Article, Embedder, Index, content_hash, load_embedder

if TYPE_CHECKING:
    from index.types import Vectors

SIZES = (20_000, 100_000, 300_000)
ASKED = 40
_FEW = 64
# Cosine .86 to the vector it is made from: as near as passages about the same event are.
_MOVED = 0.03
HERE = Path(__file__).parent


@dataclass
class StandIn:
    """An embedder that embeds a few texts, and gives many a vector of `known`, moved a little."""

    real: Embedder
    known: Vectors

    def __post_init__(self) -> None:
        self.fingerprint = self.real.fingerprint
        self.dimension = self.real.dimension
        self.max_tokens = self.real.max_tokens
        self.count_tokens = self.real.count_tokens

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give unit vectors; the same text has the same one."""
        if len(texts) <= _FEW:
            return self.real.embed(texts)
        seeds = [int(content_hash(text), 16) for text in texts]
        moved = [
            self.known[seed % len(self.known)]
            + np.random.default_rng(seed).normal(scale=_MOVED, size=self.dimension)
            for seed in seeds
        ]
        vectors = np.array(moved, np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured of an archive of so many passages; seconds, megabytes, bytes."""

    passages: int
    articles: int
    added_each_second: float
    indexing: float
    disk: dict[str, int]
    asking: dict[str, float]

    @property
    def bytes_each(self) -> float:
        """Bytes on disk for each passage, one generation of the vector index counted."""
        return sum(self.disk.values()) / self.passages

    def row(self) -> tuple[object, ...]:
        """Write it as a row of the table."""
        parts = (f"{size / self.passages:,.0f}" for size in self.disk.values())
        return (
            self.articles,
            self.passages,
            f"{self.added_each_second:,.0f}",
            f"{self.indexing:,.0f} s",
            f"{self.asking['opening'] * 1000:,.0f} ms",
            f"{self.asking['p50'] * 1000:,.0f} ms",
            f"{self.asking['p95'] * 1000:,.0f} ms",
            f"{self.asking['cpu'] * 1000:,.0f} ms",
            f"{self.bytes_each:,.0f}",
            *parts,
            f"{self.asking['resident']:,.0f}",
        )


HEAD = (
    "articles", "passages", "added/s", "vector index", "opening", "ask p50", "ask p95",
    "ask p50, CPU", "bytes a passage", "catalog", "lexicon", "vectors", "MB of memory, asking",
)  # fmt: skip


class Growth:
    """One archive that grows from size to size."""

    def __init__(self, index: Index, articles: Sequence[Article], questions: str) -> None:
        self._index = index
        self._coming = endless(articles)
        self._questions = questions
        self._passages = 0

    def reach(self, size: int) -> Size:
        """Let the archive grow to `size` passages and measure it."""
        before, started = self._passages, perf_counter()
        self._index.add(self._until(size), on_progress=self._note(before))
        added = (self._passages - before) / (perf_counter() - started)
        for _ in self._index.hear():
            pass
        tell(f"  {self._passages:,} passages, {added:,.0f} added each second; vectors ...")
        seconds = {"embedding": 0.0, "indexing": 0.0}
        started = perf_counter()
        for state in self._index.embed():
            seconds[state.phase] += perf_counter() - started
            started = perf_counter()
        seconds["indexing"] += perf_counter() - started
        tell("  vectors: " + ", ".join(f"{phase} {s:,.0f} s" for phase, s in seconds.items()))
        return Size(
            self._passages,
            len(self._index),
            added,
            seconds["indexing"],
            on_disk(self._index.path),
            self._asked(),
        )

    def _until(self, size: int) -> Iterator[Article]:
        while self._passages < size:
            yield next(self._coming)

    def _note(self, before: int) -> Callable[[Added], None]:
        def note(added: Added) -> None:
            self._passages = before + added.passages

        return note

    def _asked(self) -> dict[str, float]:
        command = [sys.executable, str(HERE / "asking.py"), str(self._index.path)]
        done = subprocess.run(
            command, input=self._questions, stdout=subprocess.PIPE, text=True, check=True
        )
        said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return said


def endless(articles: Sequence[Article]) -> Iterator[Article]:
    """Give the articles again and again, each time as others."""
    for turn in count():
        for one in articles:
            yield one if not turn else another(one, turn)


def another(article: Article, turn: int) -> Article:
    """Give an article of the same text under another id, url and title."""
    url = f"{article.url}#{turn}" if article.url else ""
    title = f"{article.title} ({turn})"
    return replace(article, id=f"{article.id}-{turn}", url=url, title=title)


def on_disk(archive: Path) -> dict[str, int]:
    """Give the bytes of each part of an archive; of the vector index the generation in use."""
    current = (archive / "vectors" / "CURRENT").read_text("utf-8").split()
    with closing(sqlite3.connect(archive / "catalog.db")) as catalog:
        [pages], [page] = (
            catalog.execute(f"PRAGMA page_{it}").fetchone() for it in ("count", "size")
        )
    return {
        "catalog": pages * page,
        "lexicon": _bytes(archive / "lexicon"),
        "vectors": sum(_bytes(archive / "vectors" / name) for name in current),
    }


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def plot(sizes: Sequence[Size]) -> str:
    """Draw what was measured over the number of passages, as SVG."""
    xs = [size.passages for size in sizes]
    asking = {name: [size.asking[name] * 1000 for size in sizes] for name in ("p50", "p95")}
    panels = (
        Panel("ask, milliseconds", xs, asking),
        Panel("passages added each second", xs, {"": [size.added_each_second for size in sizes]}),
        Panel("bytes on disk a passage", xs, {"": [size.bytes_each for size in sizes]}),
        Panel(
            "memory of a process that asks, MB",
            xs,
            {"": [size.asking["resident"] for size in sizes]},
        ),
    )
    return drawn(panels, across="passages in the archive")


def main() -> None:
    """Measure, print and plot."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--seed", type=Path, help="an embedded archive")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--folder", type=Path, help="where the archive grows, and is left")
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    articles = [each.article for path in given.articles for each in read_all(path)]
    lines = given.questions.read_text("utf-8").splitlines()
    questions = "\n".join(lines[number] for number in evenly(ASKED, of=len(lines)))
    embedder = StandIn(load_embedder(), _known(given.seed))
    with tempfile.TemporaryDirectory() as folder:
        archive = (given.folder or Path(folder)) / "growing"
        print(provenance(*(path.parent.name for path in given.articles)), flush=True)
        with Index.open(archive, embedder=embedder, create=True) as index:
            growth, sizes = Growth(index, articles, questions), []
            for size in map(int, given.sizes.split(",")):
                tell(f"{size:,} passages ...")
                sizes.append(growth.reach(size))
                print(f"\n{table(HEAD, [each.row() for each in sizes])}", flush=True)
                if given.plot:
                    given.plot.write_text(plot(sizes), "utf-8")


def _known(seed: Path | None) -> Vectors:
    """Give vectors to stand in for others: those of an archive, else random ones."""
    if seed:
        return np.array(list(kept_vectors(seed).values()))
    return np.random.default_rng(0).normal(size=(1000, 384)).astype(np.float32)


if __name__ == "__main__":
    main()
