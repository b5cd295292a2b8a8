"""The catalog (SQLite): the truth about every article, passage and vector of an archive.

What is committed here is safe; the lexicon and the vectors are derived and can be thrown away.
`pending` is the lexicon's outbox: an article stays in it until the lexicon has taken it in, so
that a process killed in between leaves nothing unfound.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from sqlite3 import Connection
from threading import RLock
from typing import Any

from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveTooNew
from index.stores.catalog.connecting import connect, damaged, in_sentences
from index.stores.catalog.database import SCHEMA, SCHEMA_VERSION, migrate
from index.stores.catalog.files import FileTable
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
from index.types import Article, Statement, Status, Version

__all__ = ["Candidate", "Catalog", "Cut", "Stored"]


class Catalog:
    """One open catalog.db. Several threads may share it; SQLite keeps processes apart."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self.passages = PassageTable(connection)
        self.statements = StatementTable(connection)
        self.files = FileTable(connection)
        self.overall = Overall(connection, self.statements)
        self._writing = RLock()

    @classmethod
    def create(cls, path: Path, *, embedder: str) -> Catalog:
        """Make an empty catalog at `path` for vectors of the model `embedder`, whole or not at all.

        Raises:
            ArchiveReadOnly: nothing can be written there.
        """
        unfinished = path.with_suffix(f".{os.getpid()}")
        for ending in ("", "-wal", "-shm"):  # what found no room before, under the same number
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
        with in_sentences(path):
            connection = connect(unfinished)
            connection.executescript(SCHEMA)
            connection.execute("INSERT INTO archive VALUES ('embedder', ?)", (embedder,))
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.commit()
            connection.close()
            unfinished.replace(path)
            return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """Open the catalog at `path`.

        Raises:
            ArchiveMissing: there is none.
            ArchiveTooNew: a newer Byline made it.
            ArchiveDamaged: the file is not a catalog.
        """
        if not path.is_file():
            raise ArchiveMissing(
                f"There is no archive at {path.parent}; make one with "
                f"`byline add FOLDER --archive {path.parent}`."
            )
        with in_sentences(path), ExitStack() as refused:
            connection = connect(path)
            refused.callback(connection.close)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise ArchiveTooNew(
                    f"The archive {path.parent} has format {version}; this Byline reads format "
                    f"{SCHEMA_VERSION}. Update Byline, or build a new archive from the articles."
                )
            if version < 1:
                raise ArchiveDamaged(damaged(path, "it is not a catalog of Byline"))
            migrate(connection, version)
            refused.pop_all()
        return cls(connection, path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside, or nothing; it is on disk when the block is left.

        Raises:
            ArchiveReadOnly: the disk is full or cannot be written to.
        """
        with self._writing, in_sentences(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    # Articles

    def embedder(self) -> str:
        """Give the fingerprint of the model whose vectors are kept here."""
        return str(self._one("SELECT value FROM archive WHERE key = 'embedder'"))

    def find(self, article: Article) -> Stored | None:
        """Find what is stored under the same id, else under the same url."""
        row = self._connection.execute(
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
        row = self._connection.execute(
            "SELECT id, url, content FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return Stored(*row)

    def put(self, cut: Cut) -> None:
        """Store an article and its passages; inside a transaction."""
        article = cut.article
        row = self._connection.execute(INSERT, (*to_row(article), article.content)).lastrowid
        assert row is not None
        if article.path:
            self.files.hold(article.path, article.id)
        self.passages.put(row, cut)
        self._await_lexicon(article.id)

    def keep_languages(self, languages: Mapping[str, str]) -> None:
        """Keep the languages of articles, by their ids; inside a transaction."""
        self._connection.executemany(
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
        self._connection.execute(
            "WITH RECURSIVE selves (id) AS (VALUES (?) UNION "
            "SELECT v.id FROM versions v JOIN selves s ON v.replaced_by = s.id) "
            "UPDATE versions SET article = '' WHERE id IN selves",
            (article_id,),
        )

    def _drop(self, article_id: str, *, replaced_by: str, said: str) -> None:
        self._connection.execute(
            "INSERT INTO versions (id, content, replaced_by, article) "
            "SELECT id, content, ?, ? FROM articles WHERE id = ?",
            (replaced_by, said, article_id),
        )
        self._connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))
        self._await_lexicon(article_id)

    def versions(self, article_id: str) -> list[Version]:
        """Give what an article was before, oldest first."""
        rows = self._connection.execute(
            "WITH RECURSIVE selves (id) AS (VALUES (?) UNION "
            "SELECT v.id FROM versions v JOIN selves s ON v.replaced_by = s.id) "
            "SELECT content, replaced_at, article FROM versions WHERE id = ?1 "
            "OR (replaced_by <> '' AND replaced_by IN selves) ORDER BY rowid",
            (article_id,),
        )
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

    # The lexicon's outbox

    def pending(self) -> list[str]:
        """Give the articles the lexicon has yet to take in or to forget."""
        return self._column("SELECT article_id FROM pending")

    def settled(self, article_ids: Sequence[str]) -> None:
        """Note that the lexicon knows of these articles; inside a transaction."""
        self._connection.executemany(
            "DELETE FROM pending WHERE article_id = ?", [(each,) for each in article_ids]
        )

    def all_pending(self) -> None:
        """Note that the lexicon knows nothing; inside a transaction."""
        self._connection.execute("INSERT OR IGNORE INTO pending SELECT id FROM articles")

    def _await_lexicon(self, article_id: str) -> None:
        self._connection.execute("INSERT OR IGNORE INTO pending VALUES (?)", (article_id,))

    def status(self, *, heard: int, tagged: int) -> Status:
        """Count what is there; who counts those `heard` and `tagged` knows the rules."""
        counts = self._connection.execute(
            "SELECT count(*), count(DISTINCT nullif(outlet, '')), min(published), max(published) "
            "FROM articles"
        ).fetchone()
        embedded = self._one("SELECT count(*) FROM passages JOIN vectors USING (input)")
        return Status(
            path=str(self._path.parent),
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
        """Whether SQLite finds its own pages in order."""
        return bool(self._one("PRAGMA quick_check") == "ok")

    def _one(self, sql: str) -> Any:
        return self._connection.execute(sql).fetchone()[0]

    def _column(self, sql: str, values: Sequence[str] = ()) -> list[str]:
        return [row[0] for row in self._connection.execute(sql, values)]

    def _in(self, sql: str, values: Sequence[str]) -> list[Any]:
        return in_values(self._connection, sql, values)
