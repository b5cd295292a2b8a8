"""The catalog (SQLite): the truth about every article, passage and vector of an archive.

What is committed here is safe; the lexicon and the vectors are derived and can be thrown away.
`pending` is the lexicon's outbox: an article stays in it until the lexicon has taken it in, so
that a process killed in between leaves nothing unfound.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveTooNew
from index.stores.catalog.connecting import connect, damaged, in_sentences
from index.stores.catalog.database import SCHEMA, SCHEMA_VERSION, migrate
from index.stores.catalog.files import FileTable
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
    to_vector,
)
from index.stores.catalog.statements import StatementTable
from index.types import Article, Passage, Spoken, Statement, Status, Version, content_hash

if TYPE_CHECKING:
    from index.types import Vectors

__all__ = ["Candidate", "Catalog", "Cut", "Stored"]

_T = TypeVar("_T")
_WORD = re.compile(r"[^\W\d_]{4,}")


class Catalog:
    """One open catalog.db. Several threads may share it; SQLite keeps processes apart."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self.statements = StatementTable(connection)
        self.files = FileTable(connection)
        self._writing = RLock()
        self._remembered: dict[str, tuple[tuple[Any, ...], Any]] = {}

    @classmethod
    def create(cls, path: Path, *, embedder: str) -> Catalog:
        """Make an empty catalog at `path` for vectors of the model `embedder`, whole or not at all.

        Raises:
            ArchiveReadOnly: nothing can be written there.
        """
        unfinished = path.with_suffix(f".{os.getpid()}")
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
        with in_sentences(path):
            connection = connect(path)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise ArchiveTooNew(
                f"The archive {path.parent} has format {version}; this Byline reads format "
                f"{SCHEMA_VERSION}. Update Byline, or build a new archive from the articles."
            )
        if version < 1:
            raise ArchiveDamaged(damaged(path, "it is not a catalog of Byline"))
        with in_sentences(path):
            migrate(connection, version)
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
        self._connection.executemany(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?)",
            [
                (passage.id, row, passage.start, passage.end, read)
                for passage, read in zip(cut.passages, cut.inputs, strict=True)
            ],
        )
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

    def spoken(self) -> list[Spoken]:
        """Give every name that speaks, most statements first."""
        return list(self._once("speakers", self.statements.speakers))

    def names(self) -> list[str]:
        """Give every name that speaks or relays."""
        relays = self._once("relays", self.statements.relays)
        return list(dict.fromkeys(each.name for each in (*self.spoken(), *relays)))

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

    def outlets(self) -> list[str]:
        """Give the outlets the articles come from, in alphabetical order."""
        outlets = "SELECT DISTINCT outlet FROM articles WHERE outlet <> '' ORDER BY 1"
        return list(self._once("outlets", lambda: self._column(outlets)))

    def languages(self) -> tuple[str, ...]:
        """Give the languages of the articles, as far as they are known, the commonest first."""
        counted = "SELECT language FROM articles GROUP BY language ORDER BY count(*) DESC"
        return tuple(filter(None, self._once("languages", lambda: self._column(counted))))

    def named_outlets(self) -> dict[str, list[str]]:
        """Give the outlets that articles name as their sources, each with those articles' ids."""
        return self._once("named outlets", self._read_named)

    def _read_named(self) -> dict[str, list[str]]:
        rows = self._connection.execute(
            "SELECT j.value ->> 0, a.id FROM articles a, json_each(a.named_outlets) j "
            "ORDER BY a.row"
        )
        named: dict[str, list[str]] = {}
        for outlet, article_id in rows:
            named.setdefault(outlet, []).append(article_id)
        return named

    def days(self) -> tuple[date | None, date | None]:
        """Give the days of the oldest and the newest article; None where none has a day."""
        days = [day for *_, day in self.newest_first() if day]
        return (days[-1], days[0]) if days else (None, None)

    def newest_first(self) -> list[tuple[str, str, date | None]]:
        """Give (id, outlet, day) of every article, the newest first, those without a day last."""
        every = "SELECT id, outlet, published FROM articles ORDER BY published DESC, row DESC"
        read = self._connection.execute
        return self._once("newest", lambda: [(*r[:2], to_day(r[2])) for r in read(every)])

    def word_counts(self) -> dict[str, int]:
        """Count the words of four letters and more, as titles and texts have them."""
        return self._once("words", self._count_words)

    def _count_words(self) -> dict[str, int]:
        counts = Counter[str]()
        for (text,) in self._connection.execute("SELECT title || char(10) || text FROM articles"):
            counts.update(_WORD.findall(text))
        return dict(counts)

    def corpus(self) -> str:
        """Hash of what every article says: the same articles give the same one."""
        contents = "SELECT content FROM articles ORDER BY content"
        return self._once("corpus", lambda: content_hash(*self._column(contents)))

    def _once(self, what: str, read: Callable[[], _T]) -> _T:
        """Read what follows from all articles again only where they have changed since."""
        if self._connection.in_transaction:
            return read()  # it may be rolled back
        # To put an article takes the next row, to drop one adds a version that nobody removes.
        state = self._connection.execute(
            "SELECT (SELECT max(row) FROM articles), (SELECT max(rowid) FROM versions), "
            "(SELECT max(rowid) FROM statements)"
        ).fetchone()
        if self._remembered.get(what, ("", None))[0] != state:
            self._remembered[what] = (state, read())
        found: _T = self._remembered[what][1]
        return found

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

    # Passages and vectors

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Give those of the passages that exist, by id."""
        rows = self._in(
            "SELECT p.id, a.id, p.start, p.end, a.text "
            "FROM passages p JOIN articles a ON a.row = p.article WHERE p.id IN",
            ids,
        )
        return {
            row[0]: Passage(row[0], row[1], row[2], row[3], row[4][row[2] : row[3]]) for row in rows
        }

    def passages_of(self, article_id: str) -> list[Passage]:
        """Give an article's passages in their order."""
        ids = self._column(
            "SELECT p.id FROM passages p JOIN articles a ON a.row = p.article "
            "WHERE a.id = ? ORDER BY p.start",
            (article_id,),
        )
        found = self.passages(ids)
        return [found[each] for each in ids]

    def passage_ids(self) -> list[str]:
        """Give every passage's id, in the order of adding."""
        return self._column("SELECT id FROM passages ORDER BY row")

    def candidates(self, ids: Sequence[str]) -> list[Candidate]:
        """Give what ranking needs of those of the passages that exist, in the order of `ids`."""
        rows = self._in(
            "SELECT p.id, p.input, p.start, a.published, v.vector FROM passages p "
            "JOIN articles a ON a.row = p.article LEFT JOIN vectors v ON v.input = p.input "
            "WHERE p.id IN",
            ids,
        )
        found = {
            row[0]: Candidate(row[0], row[1], row[2], to_day(row[3]), to_vector(row[4]))
            for row in rows
        }
        return [found[each] for each in ids if each in found]

    def unembedded(self) -> list[tuple[str, str, int]]:
        """Give (input hash, one passage id, how many have it) of each text without a vector.

        They come in the order of their length, so that a batch wastes no time on padding.
        """
        return self._connection.execute(
            "SELECT input, min(id), count(*) FROM passages "
            "WHERE input NOT IN (SELECT input FROM vectors) "
            "GROUP BY input ORDER BY max(end - start) DESC"
        ).fetchall()

    def embedded(self) -> list[tuple[str, str, int]]:
        """Give (passage id, outlet, day) of passages that have a vector; 0 is an unknown day."""
        rows = self._connection.execute(
            "SELECT p.id, a.outlet, a.published FROM passages p "
            "JOIN articles a ON a.row = p.article JOIN vectors v ON v.input = p.input "
            "ORDER BY p.row"
        )
        days = ((row[0], row[1], to_day(row[2])) for row in rows)
        return [(id_, outlet, day.toordinal() if day else 0) for id_, outlet, day in days]

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """Give the vectors of passages that have one, in their order."""
        return np.stack(
            [one.vector for one in self.candidates(passage_ids) if one.vector is not None]
        )

    def keep_vectors(self, inputs: Sequence[str], vectors: Vectors) -> None:
        """Keep one vector for each input hash, in one transaction."""
        rows = [
            (read, np.asarray(vector, np.float32).tobytes())
            for read, vector in zip(inputs, vectors, strict=True)
        ]
        with self.transaction():
            self._connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)

    def drop_unused_vectors(self) -> None:
        """Forget the vectors of texts that no passage has any more."""
        with self.transaction():
            self._connection.execute(
                "DELETE FROM vectors WHERE input NOT IN (SELECT input FROM passages)"
            )

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
