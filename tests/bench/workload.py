"""What is measured on: articles, vectors that are there, and some of many, chosen evenly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from index import ReadArticle, read_articles

if TYPE_CHECKING:
    from index.types import Vectors


def read_all(articles: Path) -> list[ReadArticle]:
    """Read every readable article at a path."""
    return [each for each in read_articles([articles]) if isinstance(each, ReadArticle)]


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
