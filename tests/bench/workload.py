"""What is measured on: articles, and questions about them; and some of many, chosen evenly."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from index import ReadArticle, read_articles

if TYPE_CHECKING:
    from index.types import Vectors


@dataclass(frozen=True, slots=True)
class BenchQuestion:
    """A question with what is known about its answer.

    `relevant` holds the ids of the articles that answer it, none where the archive cannot;
    `literal` says that one of `answers` stands in such an article.
    """

    id: str
    text: str
    asked_on: date | None
    answers: tuple[str, ...]
    relevant: frozenset[str]
    literal: bool

    @classmethod
    def read(cls, fields: dict[str, Any], ids: dict[str, str]) -> BenchQuestion:
        """Read one line of a questions file; `ids` gives the article ids of what it names."""
        return cls(
            id=fields["id"],
            text=fields["question"],
            asked_on=date.fromisoformat(fields["asked_on"]) if fields.get("asked_on") else None,
            answers=tuple(fields["answers"]),
            relevant=frozenset(ids[name] for name in fields["relevant"]),
            literal=fields.get("answer_in_relevant", fields["answerable"]),
        )

    @property
    def answerable(self) -> bool:
        """Whether an article of the archive answers it."""
        return bool(self.relevant)


def read_all(articles: Path) -> list[ReadArticle]:
    """Read every readable article at a path."""
    return [each for each in read_articles([articles]) if isinstance(each, ReadArticle)]


def read_questions(path: Path, articles: Sequence[ReadArticle]) -> list[BenchQuestion]:
    """Read a questions file whose `relevant` names articles by id, or by the name of their file."""
    ids = {Path(each.path).name: each.article.id for each in articles}
    ids |= {each.article.id: each.article.id for each in articles}
    lines = path.read_text("utf-8").splitlines()
    return [BenchQuestion.read(json.loads(line), ids) for line in lines if line]


def evenly(count: int, *, of: int) -> list[int]:
    """Choose `count` of the numbers 0 to `of` - 1, evenly spread; all of them if there are less."""
    count = min(count, of)
    return [number * of // count for number in range(count)]


def kept_vectors(archive: Path) -> dict[str, Vectors]:
    """Give the vectors of an archive by the hash of the text that they stand for."""
    with closing(sqlite3.connect(archive / "catalog.db")) as connection:
        rows = connection.execute("SELECT input, vector FROM vectors").fetchall()
    return {input_: np.frombuffer(vector, np.float32) for input_, vector in rows}


@contextmanager
def changed(module: ModuleType, **constants: float) -> Iterator[None]:
    """Give a module's constants other values inside the block, in this process only."""
    before = {name: getattr(module, name) for name in constants}
    vars(module).update(constants)
    try:
        yield
    finally:
        vars(module).update(before)
