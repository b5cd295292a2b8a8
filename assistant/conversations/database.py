"""Where conversations stand, and the SQLite file: its tables, its use, what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, Self, TypeAlias

from assistant.errors import ConversationError

_VERSION = 2
_BUSY_SECONDS = 10.0
_FEEDBACK = """
    CREATE TABLE feedback (
        conversation TEXT NOT NULL,
        number INTEGER NOT NULL,
        given_at TEXT NOT NULL,
        good INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (conversation, number),
        FOREIGN KEY (conversation, number) REFERENCES turns ON DELETE CASCADE
    )
"""
TABLES = (
    """
    CREATE TABLE conversations (
        id TEXT PRIMARY KEY,
        "user" TEXT NOT NULL,
        title TEXT NOT NULL,
        started TEXT NOT NULL,
        changed TEXT NOT NULL
    )
    """,
    'CREATE INDEX conversations_by_user ON conversations ("user", changed)',
    """
    CREATE TABLE turns (
        conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        asked_at TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (conversation, number)
    )
    """,
    _FEEDBACK,
)
_SCHEMA = (*TABLES, f"PRAGMA user_version = {_VERSION}")
_FROM_1 = (_FEEDBACK, f"PRAGMA user_version = {_VERSION}")
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Rows(Protocol):
    """What a statement gives."""

    def fetchone(self) -> Any:
        """Give the next row, None where there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """Give the rows that are left."""
        ...


Execute: TypeAlias = Callable[..., Rows]
"""Runs one statement: `execute(sql, values)`."""


class Database(Protocol):
    """Where conversations stand; whatever it refuses is a ConversationError."""

    def close(self) -> None:
        """Let go of files and connections."""
        ...

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read all rows of a query."""
        ...

    def writing(self) -> AbstractContextManager[Execute]:
        """Write everything inside, or nothing; it is safe when the block is left."""
        ...

    def forget(self) -> None:
        """Take what was deleted out of logs too, where that can be told."""
        ...


class FileDatabase:
    """One open file. Its threads take turns; SQLite keeps processes apart.

    Whatever SQLite refuses is a ConversationError, a sentence with the way out.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._turn = Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file at `path`, and make it if there is none."""
        with _in_sentences(path):
            connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            database = cls(connection, path)
            try:
                database._prepare()
            except BaseException:
                connection.close()
                raise
        return database

    def close(self) -> None:
        """Let go of the file, once nobody is at it."""
        with self._turn, _in_sentences(self._path):
            self._connection.close()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read all rows of a query."""
        with self._turn, _in_sentences(self._path):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """Write everything inside, or nothing; it is on disk when the block is left."""
        with self._turn, _in_sentences(self._path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection.execute

    def forget(self) -> None:
        """Take what was deleted out of the log too, once no other process reads it.

        In the file itself it has been overwritten with zeros already.
        """
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self) -> None:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
            self.rows(f"PRAGMA {pragma}")
        if (version := self._version()) < _VERSION:
            self._make()
        elif version > _VERSION:
            raise ConversationError(
                f"{self._path} has format {version}; this Byline reads format {_VERSION}. Update "
                "Byline, or move the file away to begin a new one."
            )
        self._let_readers_in()

    def _version(self) -> int:
        return int(self.rows("PRAGMA user_version")[0][0])

    def _make(self) -> None:
        with self.writing() as execute:
            version = execute("PRAGMA user_version").fetchone()[0]  # somebody may have meanwhile
            for statement in {0: _SCHEMA, 1: _FROM_1}.get(version, ()):
                execute(statement)

    def _let_readers_in(self) -> None:
        """Have a log (WAL), so that readers never wait for a writer; the file remembers it."""
        with self._turn:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # SQLite does not wait here: another process that opens a new file does it now.
                if not _is(error, _BUSY):
                    raise


@contextmanager
def _in_sentences(path: Path) -> Iterator[None]:
    try:
        with in_words():
            yield
    except sqlite3.Error as error:
        raise ConversationError(_sentence(path, error)) from error


@contextmanager
def in_words() -> Iterator[None]:
    """Refuse what is no text."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise ConversationError(
            f"{error.object!r} has half a surrogate pair in it, which is no text; write it anew."
        ) from error


def _sentence(path: Path, error: sqlite3.Error) -> str:
    if _is(error, _DAMAGED):
        return (
            f"{path} cannot be read as conversations ({error}); put a copy of it back, or move it "
            f"and all files whose names begin with {path.name} away, and a new one is begun."
        )
    if _is(error, _BUSY):
        return (
            f"{path} stayed busy for {_BUSY_SECONDS:.0f} seconds; wait until the other process is "
            "done with it."
        )
    return (
        f"Conversations cannot be kept in {path} ({error}); free some space or change the "
        "permissions, then try again."
    )


def _is(error: sqlite3.Error, codes: set[int]) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in codes  # the lowest byte is the kind
