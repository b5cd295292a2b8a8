"""The lexicon's outbox: the articles that it has yet to take in or to forget.

A catalog in a file has one lexicon beside it, so it keeps a list of them. A catalog on a server has
a lexicon in the folder of each reader; so each folder keeps how far its own has come.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from index.stores.database import Database

_MARKS = "MARKS"
_AT_ONCE = 1_000


class Outbox(Protocol):
    """What the lexicon does not know yet; telling it twice does no harm."""

    def add(self, article_id: str) -> None:
        """Note that an article came or went; inside a transaction of the catalog."""
        ...

    def add_all(self) -> None:
        """Note that the lexicon knows nothing."""
        ...

    def waiting(self) -> list[str]:
        """Give articles that the lexicon does not know of; none where it knows all."""
        ...

    def settled(self, article_ids: Sequence[str]) -> None:
        """Note that the lexicon knows what was given as waiting last: these articles."""
        ...


class Pending:
    """The table of a catalog with one lexicon."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, article_id: str) -> None:
        """Note that an article came or went."""
        self._database.execute(
            "INSERT INTO pending VALUES (?) ON CONFLICT DO NOTHING", (article_id,)
        )

    def add_all(self) -> None:
        """Note that the lexicon knows nothing."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO pending SELECT id FROM articles WHERE true ON CONFLICT DO NOTHING"
            )

    def waiting(self) -> list[str]:
        """Give a thousand of them at most."""
        some = self._database.execute("SELECT article_id FROM pending LIMIT ?", (_AT_ONCE,))
        return [row[0] for row in some]

    def settled(self, article_ids: Sequence[str]) -> None:
        """Take them out of the table."""
        with self._database.transaction():
            self._database.executemany(
                "DELETE FROM pending WHERE article_id = ?", [(each,) for each in article_ids]
            )


class Marks:
    """The last rows that the lexicon in one folder knows, of a catalog that many have.

    Rows of articles, and of the versions that each dropped article leaves, only grow there.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._file = folder / _MARKS
        self._next: tuple[int, ...] = (0, 0)

    def add(self, article_id: str) -> None:
        """Do nothing: the row of an article tells."""

    def add_all(self) -> None:
        """Forget how far the lexicon has come."""
        self._file.unlink(missing_ok=True)

    def waiting(self) -> list[str]:
        """Give the articles of the next rows, a thousand of either kind at most."""
        marks, ids = self._read(), []
        for at, (table, row) in enumerate((("versions", "rowid"), ("articles", "row"))):
            rows = self._database.execute(
                f"SELECT {row}, id FROM {table} WHERE {row} > ? ORDER BY {row} LIMIT ?",  # noqa: S608 - ours
                (marks[at], _AT_ONCE),
            ).fetchall()
            ids += [article_id for _, article_id in rows]
            marks[at] = rows[-1][0] if rows else marks[at]
        self._next = tuple(marks)
        return list(dict.fromkeys(ids))

    def settled(self, article_ids: Sequence[str]) -> None:  # noqa: ARG002 - its row tells
        """Keep how far the lexicon has come."""
        unfinished = self._file.with_name(f"{_MARKS}.{os.getpid()}")
        unfinished.write_text(json.dumps(self._next), "utf-8")
        unfinished.replace(self._file)

    def _read(self) -> list[int]:
        try:
            versions, articles = json.loads(self._file.read_text("utf-8"))
            return [int(versions), int(articles)]
        except (OSError, ValueError, TypeError):
            return [0, 0]
