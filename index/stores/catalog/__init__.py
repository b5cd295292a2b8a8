"""The catalog: the truth about every article, passage and vector of an archive.

It stands in a file (SQLite) or on a server (PostgreSQL). What is committed here is safe; the
lexicon and the vectors are derived and can be thrown away. An article stays in the lexicon's
outbox until the lexicon has taken it in, so that a process killed in between leaves nothing
unfound.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from index.stores.catalog.files import FileTable
from index.stores.catalog.opening import create_file, open_file, open_server
from index.stores.catalog.outbox import Marks, Outbox, Pending
from index.stores.catalog.overall import Overall
from index.stores.catalog.passages import PassageTable
from index.stores.catalog.rows import (
    INSERT,
    SELECT,
    Candidate,
    Cut,
    Stored,
    in_values,
    to_article,
    to_day,
    to_row,
)
from index.stores.catalog.statements import StatementTable
from index.stores.database import Database
from index.types import Article, Statement, Status, Version

__all__ = ["Candidate", "Catalog", "Cut", "Stored"]


# What an article was called before: each version that it, or another of them, replaced.
_SELVES = (
    "WITH RECURSIVE selves (id) AS (SELECT id FROM versions WHERE id = ? OR replaced_by = ? "
    "UNION SELECT v.id FROM versions v JOIN selves s ON v.replaced_by = s.id)"
)
_VERSIONS = f"""
{_SELVES} SELECT content, replaced_at, article FROM versions WHERE id = ? OR replaced_by = ?
OR (replaced_by <> '' AND replaced_by IN (SELECT id FROM selves)) ORDER BY rowid
"""  # noqa: S608 - ours


class Catalog:
    """One open catalog. Several threads may share it; its database keeps processes apart."""

    def __init__(self, database: Database, outbox: Outbox | None = None) -> None:
        self._database = database
        self.outbox = outbox or Pending(database)
        self.passages = PassageTable(database)
        self.statements = StatementTable(database)
        self.files = FileTable(database)
        self.overall = Overall(database, self.statements)

    @classmethod
    def create(cls, path: Path, *, embedder: str) -> Catalog:
        """Make an empty catalog at `path` for vectors of the model `embedder`, whole or not at all.

        Raises:
            ArchiveReadOnly: nothing can be written there.
        """
        create_file(path, embedder=embedder)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """Open the catalog at `path`.

        Raises:
            ArchiveMissing: there is none.
            ArchiveTooNew: a newer Byline made it.
            ArchiveDamaged: the file is not a catalog.
        """
        return cls(open_file(path))

    @classmethod
    def at(cls, address: str, lexicon: Path, *, embedder: str, create: bool) -> Catalog:
        """Open the catalog of many machines at `address`; `lexicon` is where this one has its own.

        Raises:
            ArchiveMissing: there is none, and `create` is not set.
            CatalogUnreachable: the server does not answer.
        """
        server = open_server(address, embedder=embedder, create=create)
        return cls(server, Marks(server, lexicon))

    def close(self) -> None:
        """Let go of files and connections."""
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Write everything inside, or nothing; it is safe when the block is left.

        Raises:
            ArchiveReadOnly: the disk is full or cannot be written to.
        """
        return self._database.transaction()

    def writer(self, *, patience: float) -> AbstractContextManager[None]:
        """Be the only writer among the machines that share the catalog.

        Raises:
            ArchiveLocked: another one is writing; the message names it.
        """
        return self._database.writer(patience=patience)

    # Notes of the archive

    def note(self, key: str) -> str:
        """Give what is noted under `key`, "" where nothing is."""
        noted = self._column("SELECT value FROM archive WHERE key = ?", (key,))
        return next(iter(noted), "")

    def keep_note(self, key: str, value: str) -> None:
        """Note `value` under `key`, in the place of what was."""
        with self.transaction():
            self._database.execute(
                "INSERT INTO archive VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def embedder(self) -> str:
        """Give the fingerprint of the model whose vectors are kept here."""
        return self.note("embedder")

    # Articles

    def find(self, article: Article) -> Stored | None:
        """Find what is stored under the same id, else under the same url."""
        row = self._database.execute(
            "SELECT id, url, content FROM articles WHERE id = ? OR (url = ? AND url <> '') "
            "ORDER BY id = ? DESC LIMIT 1",
            (article.id, article.url, article.id),
        ).fetchone()
        return Stored(*row) if row else None

    def named(self, name: str) -> list[str]:
        """Give the ids of the articles that have `name` as their id or, if none has, their url."""
        return self._column("SELECT id FROM articles WHERE id = ?", (name,)) or self._column(
            "SELECT id FROM articles WHERE url = ? AND url <> '' ORDER BY row", (name,)
        )

    def stored(self, article_id: str) -> Stored:
        """Give what is stored under an id that is known."""
        row = self._database.execute(
            "SELECT id, url, content FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return Stored(*row)

    def put(self, cut: Cut) -> None:
        """Store an article and its passages; inside a transaction."""
        article = cut.article
        (row,) = self._database.execute(INSERT, (*to_row(article), article.content)).fetchone()
        if article.path:
            self.files.hold(article.path, article.id)
        self.passages.put(row, cut)
        self.outbox.add(article.id)

    def keep_languages(self, languages: Mapping[str, str]) -> None:
        """Keep the languages of articles, by their ids; inside a transaction."""
        self._database.executemany(
            "UPDATE articles SET language = ? WHERE id = ?",
            [(language, article_id) for article_id, language in languages.items()],
        )

    def heard(self, found: Iterable[tuple[Article, Sequence[Statement]]], rules: int) -> None:
        """Keep what articles were found to tell by these rules, in one transaction."""
        with self.transaction():
            for article, statements in found:
                self.statements.put(article, statements, rules=rules)

    def replace(self, article_id: str, *, by: str) -> None:
        """Take out an article that another version replaces; what it said is kept."""
        [old] = self.articles([article_id]).values()
        self._drop(old.id, replaced_by=by, said=json.dumps(to_row(old)))

    def drop(self, article_id: str) -> None:
        """Forget an article and what its versions said, their hashes kept; in a transaction."""
        self._drop(article_id, replaced_by="", said="")
        self._database.execute(
            f"{_SELVES} UPDATE versions SET article = '' WHERE id IN (SELECT id FROM selves)",  # noqa: S608 - ours
            (article_id, article_id),
        )

    def _drop(self, article_id: str, *, replaced_by: str, said: str) -> None:
        self._database.execute(
            "INSERT INTO versions (id, content, replaced_by, article) "
            "SELECT id, content, ?, ? FROM articles WHERE id = ?",
            (replaced_by, said, article_id),
        )
        self._database.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        self.outbox.add(article_id)

    def versions(self, article_id: str) -> list[Version]:
        """Give what an article was before, oldest first."""
        rows = self._database.execute(_VERSIONS, (article_id,) * 4)
        return [
            Version(content, at, to_article([*json.loads(said), ""]) if said else None)
            for content, at, said in rows
        ]

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """Give those of the articles that exist, by id."""
        rows = self._in(SELECT, ids)
        return {row[0]: to_article(row) for row in rows}

    def article_count(self) -> int:
        """Count the articles."""
        return int(self._one("SELECT count(*) FROM articles"))

    def article_ids(self) -> list[str]:
        """Give every article's id, in the order of adding."""
        return self._column("SELECT id FROM articles ORDER BY row")

    def contents(self, ids: Sequence[str]) -> dict[str, str]:
        """Give the hash that each of the articles had when it was added, by id."""
        return dict(self._in("SELECT id, content FROM articles WHERE id IN", ids))

    def status(self, *, heard: int, tagged: int) -> Status:
        """Count what is there; who counts those `heard` and `tagged` knows the rules."""
        counts = self._database.execute(
            "SELECT count(*), count(DISTINCT nullif(outlet, '')), min(published), max(published) "
            "FROM articles"
        ).fetchone()
        embedded = self._one("SELECT count(*) FROM passages JOIN vectors USING (input)")
        return Status(
            path=self._database.name,
            articles=counts[0],
            heard=heard,
            tagged=tagged,
            passages=self._one("SELECT count(*) FROM passages"),
            embedded=embedded,
            outlets=counts[1],
            first=to_day(counts[2]),
            last=to_day(counts[3]),
            embedder=self.embedder(),
        )

    def sound(self) -> bool:
        """Whether what keeps the tables finds them in order."""
        return self._database.is_sound()

    def _one(self, sql: str) -> Any:
        return self._database.execute(sql).fetchone()[0]

    def _column(self, sql: str, values: Sequence[str] = ()) -> list[str]:
        return [row[0] for row in self._database.execute(sql, values)]

    def _in(self, sql: str, values: Sequence[str]) -> list[Any]:
        return in_values(self._database, sql, values)
