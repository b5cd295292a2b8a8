"""What each chosen number of the code is worth: the same measures with another in its place.

    python tests/bench/ablations.py QUESTIONS ARTICLES [--archive DIR] [--sample N]

The values are set in the measuring process only; nothing in Byline can be told to take them.
Vectors that the embedded archive holds are taken from there, as only the time would differ.
Each figure is given for all questions and for every other one in the order of asking; the tables
of "best on even" say what a value chosen on one half is worth on the other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from archives import Workload, copy_without_graph, embedded, parser
from constants import ANSWERING, CUTTING, ON_DEMAND, SEARCHING, Instead, Values, each_instead
from halves import CROSS_HEAD, Goal, Rows, cells, cross_validated, mean_of, named
from reporting import provenance, table, tell
from retrieval import byline, ranked
from workload import kept_vectors

from assistant import Assistant
from assistant.evaluation import evaluate
from index import Embedder, Index, content_hash, load_embedder

if TYPE_CHECKING:
    from index.types import Vectors

_FOUND = named("MRR@10", "Hits@1", "Hits@4")
_BEST_FOUND = mean_of(_FOUND[:1])
_SHARES = named(
    "answer holds the gold string",
    "right article cited",
    "citation precision (articles)",
    "abstention F1",
)
_ANSWERED = _SHARES + named("words per answer (median)", "AUROC of confidence")
_BEST_ANSWERED = mean_of(_SHARES)
_AS_IT_IS = "as it is"


class Remembering:
    """An embedder that embeds no text twice, nor one whose vector is `known` by its hash."""

    def __init__(self, embedder: Embedder, known: Mapping[str, Vectors]) -> None:
        self._embedder = embedder
        self._known = dict(known)
        self.fingerprint = embedder.fingerprint
        self.dimension = embedder.dimension
        self.max_tokens = embedder.max_tokens
        self.count_tokens = embedder.count_tokens

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts` in their order, shape (len(texts), dimension)."""
        hashes = [content_hash(text) for text in texts]
        new = {h: text for h, text in zip(hashes, texts, strict=True) if h not in self._known}
        if new:
            self._known |= zip(new, self._embedder.embed(list(new.values())), strict=True)
        return np.stack([self._known[each] for each in hashes])


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured with one value instead of another; None is the code as it is."""

    instead: Instead | None
    rows: Rows

    @property
    def what(self) -> str:
        """What the run is called."""
        return str(self.instead) if self.instead else _AS_IT_IS


def tables(work: Workload, articles: Path) -> Iterator[str]:
    """Measure search, then answers: a table of the values, and one of the halves."""
    embedder = Remembering(load_embedder(), kept_vectors(work.archive))
    head = ("what", *(each.name for each in _FOUND))
    runs = list(_search_runs(work, embedder))
    found = [(run.what, *cells(run.rows, _FOUND)) for run in runs]
    others = [(what, *cells(rows, _FOUND)) for what, rows in _others(work, embedder, articles)]
    yield table(head, [*found, *others])
    yield table(CROSS_HEAD, list(_crossed(SEARCHING, runs, _BEST_FOUND)))
    runs = list(_answer_runs(work, embedder))
    answered = [(run.what, *cells(run.rows, _ANSWERED)) for run in runs]
    yield table(("what", *(each.name for each in _ANSWERED)), answered)
    yield table(CROSS_HEAD, list(_crossed(ANSWERING, runs, _BEST_ANSWERED)))


def _search_runs(work: Workload, embedder: Embedder) -> Iterator[Run]:
    with work.after(embedder) as assistant:
        yield from _runs(SEARCHING, lambda: _find(assistant, work))


def _answer_runs(work: Workload, embedder: Embedder) -> Iterator[Run]:
    with work.after(embedder) as assistant:
        # What is found is the same each time; so it is looked for once.
        assistant.index.search = cache(assistant.index.search)
        yield from _runs(ANSWERING, lambda: evaluate(assistant, work.questions, _ANSWERED).rows)


def _runs(values: Values, measure: Callable[[], Rows]) -> Iterator[Run]:
    for each in (None, *each_instead(values)):
        tell(f"{each or _AS_IT_IS} ...")
        with each.here() if each else nullcontext():
            rows = measure()
        yield Run(each, rows)


def _crossed(values: Values, runs: Sequence[Run], goal: Goal) -> Iterator[tuple[str, ...]]:
    rows = {run.instead: run.rows for run in runs}
    for constant, others in values.items():
        instead = [Instead(constant, other) for other in others]
        shipped = instead[0].shipped
        tried = {shipped: rows[None]} | {each.value: rows[each] for each in instead}
        yield cross_validated(constant, shipped, tried, goal)


def _find(assistant: Assistant, work: Workload) -> Rows:
    answerable = [each for each in work.questions if each.relevant]
    return ranked(answerable, byline(assistant))


def _others(work: Workload, embedder: Embedder, articles: Path) -> Iterator[tuple[str, Rows]]:
    """Measure search without a vector index, and before embedding."""
    tell("without the vector index ...")
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_without_graph(work.archive, Path(folder) / "copy")
        with Index.open(copy, embedder=embedder) as index:
            rows = _find(Assistant(index), work)
    yield "no vector index: candidates by words and days only", rows
    with work.before(embedder) as assistant:
        for run in _runs(ON_DEMAND, lambda: _find(assistant, work)):
            yield f"before embedding: {run.what}", run.rows
    for each in each_instead(CUTTING):
        tell(f"{each} ...")
        yield f"before embedding: {each}", _cut_anew(each, work, embedder, articles)


def _cut_anew(instead: Instead, work: Workload, embedder: Embedder, articles: Path) -> Rows:
    with tempfile.TemporaryDirectory() as folder, instead.here():
        bare = Path(folder) / "archive"
        with Index.open(bare, embedder=embedder, create=True) as index:
            index.add([articles])
        other = Workload(work.archive, bare, work.questions)
        with other.before(embedder) as assistant:
            return _find(assistant, work)


def main() -> None:
    """Measure and print."""
    given = parser(__doc__).parse_args()
    print(f"{provenance(given.articles.name, given.questions.name)}\n", flush=True)
    with embedded(given.articles, given.questions, given.archive, sample=given.sample) as work:
        for each in tables(work, given.articles):
            print(f"{each}\n", flush=True)


if __name__ == "__main__":
    main()
