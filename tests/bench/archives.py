"""Archives that questions are asked of: embedded, or as if nobody had ever asked them."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting import tell
from workload import evenly

from assistant import Answer, Assistant, Question
from assistant.evaluation import EvaluationQuestion, read_questions
from index import Embedder, Hit, Index


class Forgetful(Assistant):
    """Asks and finds as if nobody had asked the archive before; it must not be embedded."""

    def ask(self, *words: Any, **more: Any) -> Answer:
        """Answer as `Assistant.ask` does."""
        forget_vectors(self.index.path)
        return super().ask(*words, **more)

    def find(self, question: Question, *, limit: int = 10) -> list[Hit]:
        """Find as `Assistant.find` does."""
        forget_vectors(self.index.path)
        return super().find(question, limit=limit)


@dataclass(frozen=True, slots=True)
class Workload:
    """An embedded archive, a copy of it that has no vector, and the questions about it."""

    archive: Path
    bare: Path
    questions: Sequence[EvaluationQuestion]

    @contextmanager
    def before(self, embedder: Embedder | None = None) -> Iterator[Forgetful]:
        """Open the copy; it forgets before every question."""
        with Index.open(self.bare, embedder=embedder) as index:
            yield Forgetful(index)

    @contextmanager
    def after(self, embedder: Embedder | None = None) -> Iterator[Assistant]:
        """Open the embedded archive."""
        with Index.open(self.archive, embedder=embedder) as index:
            yield Assistant(index)


@contextmanager
def embedded(
    articles: Path, questions: Path, archive: Path | None, *, sample: int | None = None
) -> Iterator[Workload]:
    """Build an archive, at `archive` or in a temporary folder, and make the workload of it.

    Of the questions, `sample` are asked, evenly spread; all of them where it is None.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = archive or Path(folder) / "archive"
        with Index.open(path, create=True) as index:
            build(index, articles)
            read = read_questions(questions, index)
        bare = copy_without_graph(path, Path(folder) / "bare")
        forget_vectors(bare)
        chosen = evenly(len(read) if sample is None else sample, of=len(read))
        yield Workload(path, bare, [read[number] for number in chosen])


def build(index: Index, articles: Path) -> None:
    """Add `articles`, hear and embed them, or go on with that."""
    index.add([articles])
    for heard in index.hear():
        tell(f"hearing: {heard.done:,} of {heard.total:,} articles")
    for each in index.embed():
        tell(f"{each.phase}: {each.done:,} of {each.total:,} passages")


def copy_without_graph(archive: Path, copy: Path) -> Path:
    """Copy an archive without its vector index; the catalog keeps the vectors it has."""
    shutil.copytree(archive, copy, ignore=shutil.ignore_patterns("vectors"))
    return copy


def forget_vectors(archive: Path) -> None:
    """Delete all vectors from a catalog, as if its archive had never been asked or embedded."""
    with closing(sqlite3.connect(archive / "catalog.db", timeout=30)) as connection, connection:
        connection.execute("DELETE FROM vectors")


def parser(about: str | None) -> argparse.ArgumentParser:
    """Make the parser of a command that measures an archive."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawTextHelpFormatter)
    made.add_argument("questions", type=Path)
    made.add_argument("articles", type=Path)
    made.add_argument("--archive", type=Path, help="where to build the archive and keep it")
    made.add_argument("--sample", type=int, metavar="N", help="ask N questions, evenly spread")
    return made
