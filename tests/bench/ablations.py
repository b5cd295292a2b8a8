"""What each chosen number of the code is worth: the same measures with another in its place.

    python tests/bench/ablations.py QUESTIONS ARTICLES [--archive DIR]

The values are set in the measuring process only; nothing in Byline can be told to take them.
Vectors that the embedded archive holds are taken from there, as only the time would differ.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import answering
import numpy as np
import retrieval
from measure_retrieval import embedded
from reporting import provenance, table, tell
from workload import (
    Workload,
    changed,
    copy_without_graph,
    kept_vectors,
    read_all,
    read_questions,
)

from index import Embedder, Index, content_hash, load_embedder

if TYPE_CHECKING:
    from index.types import Vectors


@dataclass(frozen=True, slots=True)
class Instead:
    """Another value for a constant, such as "index.ranking._DAYS"."""

    constant: str
    value: float

    @property
    def module(self) -> ModuleType:
        """The module that holds the constant."""
        return import_module(self.constant.rpartition(".")[0])

    @property
    def name(self) -> str:
        """The constant's name in its module."""
        return self.constant.rpartition(".")[2]

    def __str__(self) -> str:
        return f"`{self.constant}` {self.value:g}, not {getattr(self.module, self.name):g}"

    @contextmanager
    def here(self) -> Iterator[None]:
        """Take the value inside the block."""
        with changed(self.module, **{self.name: self.value}):
            yield


# With every passage embedded.
SEARCHING = (
    Instead("index.ranking._TIME", 0.15),
    Instead("index.ranking._TIME", 0.6),
    Instead("index.ranking._DAYS", 7),
    Instead("index.ranking._DAYS", 28),
    Instead("index.lexicon._TITLE_BOOST", 0),
    Instead("index.lexicon._TITLE_BOOST", 2),
    Instead("index.searching._DATED_CANDIDATES", 1),
    Instead("index.searching._LEXICAL_CANDIDATES", 50),
    Instead("index.searching._VECTOR_CANDIDATES", 1),
)
# With no passage embedded before each question.
ON_DEMAND = (
    Instead("index.searching._ON_DEMAND", 0),
    Instead("index.searching._ON_DEMAND", 10),
    Instead("index.searching._ON_DEMAND", 50),
)
# The same, and the archive has to be built anew.
CUTTING = (
    Instead("index.adding._PASSAGE_TOKENS", 100),
    Instead("index.adding._PASSAGE_TOKENS", 250),
    Instead("index.passages._TITLE_CHARACTERS", 0),
)
ANSWERING = (
    Instead("assistant.assistant._PASSAGES", 4),
    Instead("assistant.assistant._PASSAGES", 16),
    Instead("assistant.extract._PASSAGE", 0),
    Instead("assistant.extract._KIND", 0),
    Instead("assistant.extract._EMBEDDED", 8),
    Instead("assistant.extract._EMBEDDED", 64),
    Instead("assistant.extract._MARGIN", 0.1),
    Instead("assistant.extract._MARGIN", 0.6),
    Instead("assistant.extract._LIKENESS", 0),
    Instead("assistant.extract._LIKENESS", 0.5),
    Instead("assistant.extract._MOST_WORDS", 100),
    Instead("assistant.extract._MOST_SENTENCES", 1),
    Instead("assistant.extract._MOST_SENTENCES", 3),
    Instead("assistant.extract._CONFIDENT", 0.45),
    Instead("assistant.extract._CONFIDENT", 0.55),
    Instead("assistant.extract._NAME_MISSING", 0),
    Instead("assistant.extract._DAYS_AWAY", 0),
)


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


def searching_table(work: Workload, articles: Path) -> str:
    """Measure search with other weights, candidates and passages."""
    embedder = Remembering(load_embedder(), kept_vectors(work.archive))
    rows = [
        *_parts(work, embedder),
        *_searching(work, embedder),
        *_words_only(work, embedder),
        *_on_demand(work, embedder),
        *_cutting(work, embedder, articles),
    ]
    return table(retrieval.HEAD, rows)


def answering_table(work: Workload) -> str:
    """Measure answers, all passages being embedded, with other values."""
    embedder = Remembering(load_embedder(), {})
    rows = []
    with Index.open(work.archive, embedder=embedder) as index:
        tell("answers as they are ...")
        rows.append(("as it is", *_brief(index, work)))
        for each in ANSWERING:
            tell(f"answers with {each} ...")
            what = str(each)
            with each.here():
                rows.append((what, *_brief(index, work)))
    return table(("what", *answering.BRIEF_HEAD), rows)


def _brief(index: Index, work: Workload) -> tuple[str, ...]:
    return answering.brief(answering.ask_all(index, work.questions))


def _parts(work: Workload, embedder: Embedder) -> Iterator[tuple[object, ...]]:
    from index import ranking

    with Index.open(work.archive, embedder=embedder) as index:
        for what, unused in (
            ("words", "_VECTOR"),
            ("meaning", "_LEXICAL"),
            ("words + meaning", ""),
        ):
            with changed(ranking, **({unused: 0.0} if unused else {})):
                for day in (False, True):
                    tell(f"searching by {what} ...")
                    measured = retrieval.measure(index, work.questions, asked_on=day)
                    yield measured.row(f"{what} + time" if day else what, asked_on=day)


def _searching(work: Workload, embedder: Embedder) -> Iterator[tuple[object, ...]]:
    with Index.open(work.archive, embedder=embedder) as index:
        for each in SEARCHING:
            tell(f"searching with {each} ...")
            what = str(each)
            with each.here():
                measured = retrieval.measure(index, work.questions, asked_on=True)
            yield measured.row(what, asked_on=True)


def _words_only(work: Workload, embedder: Embedder) -> Iterator[tuple[object, ...]]:
    tell("searching without the vector index ...")
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_without_graph(work.archive, Path(folder) / "copy")
        with Index.open(copy, embedder=embedder) as index:
            measured = retrieval.measure(index, work.questions, asked_on=True)
    yield measured.row("no vector index: candidates by words and days only", asked_on=True)


def _on_demand(work: Workload, embedder: Embedder) -> Iterator[tuple[object, ...]]:
    for each in ON_DEMAND:
        tell(f"before embedding, {each} ...")
        what = f"before embedding: {each}"
        with work.before(embedder) as (index, forget), each.here():
            measured = retrieval.measure(index, work.questions, asked_on=True, before_each=forget)
        yield measured.row(what, asked_on=True)


def _cutting(work: Workload, embedder: Embedder, articles: Path) -> Iterator[tuple[object, ...]]:
    for each in CUTTING:
        tell(f"before embedding, {each} ...")
        what = f"before embedding: {each}"
        with tempfile.TemporaryDirectory() as folder, each.here():
            archive = Path(folder) / "archive"
            with Index.open(archive, embedder=embedder, create=True) as index:
                index.add([articles])
            other = Workload(work.archive, archive, work.questions)
            with other.before(embedder) as (index, forget):
                measured = retrieval.measure(
                    index, work.questions, asked_on=True, before_each=forget
                )
        yield measured.row(what, asked_on=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--archive", type=Path)
    given = parser.parse_args()
    questions = read_questions(given.questions, read_all(given.articles))
    with embedded(given.articles, questions, given.archive) as work:
        print(provenance(given.articles.name, given.questions.name))
        print(f"\n{searching_table(work, given.articles)}", flush=True)
        print(f"\n{answering_table(work)}")


if __name__ == "__main__":
    main()
