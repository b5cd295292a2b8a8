"""How the catalog's SQLite file is opened, to be written or only read, and what its errors mean."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any, Self

from index.errors import ArchiveDamaged, ArchiveLocked, ArchiveReadOnly
from index.stores.mirroring import may_write

_BUSY_SECONDS = 30.0
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


def connect(path: Path) -> _Connection:
    """Open `path` so that what is committed is on disk, and readers never wait for a writer.

    Where nothing can be written, what is there is read. Whatever SQLite refuses later, row by row
    too, is an ArchiveError.
    """
    if path.exists() and not (may_write(path.parent) and os.access(path, os.W_OK)):
        return _connect_to_read(path)
    connection = _opened(path, str(path))
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
    except ArchiveReadOnly:  # a full disk has no room for an index of the log
        connection.close()
        return _connect_to_read(path)
    return connection


def _connect_to_read(path: Path) -> _Connection:
    """Open a file that nobody here may write to, with what its log (WAL) adds to it."""
    name = path.resolve().as_uri()
    connection = _opened(path, f"{name}?mode=ro")
    try:
        connection.execute("PRAGMA schema_version")
    except ArchiveReadOnly:
        connection.close()
    else:
        return connection  # another process writes to it: its index of the log is there
    if not _has_log(path):
        return _opened(path, f"{name}?immutable=1")
    # SQLite reads a log only where it can make an index of it.
    copy = TemporaryDirectory(prefix="byline-")
    for each in (path, _log(path)):
        shutil.copyfile(each, Path(copy.name) / each.name)
    connection = _opened(path, str(Path(copy.name) / path.name))
    connection.copy = copy
    return connection


def _opened(path: Path, name: str) -> _Connection:
    connection = sqlite3.connect(
        name,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=_Connection,
        uri=name.startswith("file:"),
    )
    connection.path = path
    return connection


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _has_log(path: Path) -> bool:
    return _log(path).exists() and _log(path).stat().st_size > 0


class _Connection(sqlite3.Connection):
    """A database of one file, whose errors are sentences, those that come with a row too."""

    path: Path
    copy: TemporaryDirectory[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn = RLock()

    @property
    def name(self) -> str:
        return str(self.path.parent)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._turn, in_sentences(self.path):
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.rollback()
                raise
            self.commit()

    def writer(self, *, patience: float) -> AbstractContextManager[None]:  # noqa: ARG002
        return nullcontext()  # no other machine has the file: the folder's lock is enough

    def is_sound(self) -> bool:
        return bool(self.execute("PRAGMA quick_check").fetchone()[0] == "ok")

    def cursor(self, *_: Any) -> _Rows:  # type: ignore[override]
        return super().cursor(_Rows)

    def execute(self, *args: Any) -> _Rows:
        return self.cursor().execute(*args)

    def executemany(self, *args: Any) -> _Rows:
        return self.cursor().executemany(*args)

    def close(self) -> None:
        super().close()
        if self.copy:
            self.copy.cleanup()


class _Rows(sqlite3.Cursor):
    connection: _Connection

    def execute(self, *args: Any) -> Self:
        with in_sentences(self.connection.path):
            return super().execute(*args)

    def executemany(self, *args: Any) -> Self:
        with in_sentences(self.connection.path):
            return super().executemany(*args)

    def fetchone(self) -> Any:
        with in_sentences(self.connection.path):
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with in_sentences(self.connection.path):
            return super().fetchall()

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            raise _as_sentence(self.connection.path, error) from error


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file into a sentence with the way out."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a mistake of ours
        raise
    except sqlite3.DatabaseError as error:
        raise _as_sentence(path, error) from error


def _as_sentence(path: Path, error: sqlite3.Error) -> Exception:
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lowest byte
    if kind in _BUSY:
        return ArchiveLocked(
            f"The archive {path.parent} stayed busy for {_BUSY_SECONDS:.0f} seconds; "
            "wait until the other process is done."
        )
    if kind in _REFUSED:
        return ArchiveReadOnly(
            f"The archive {path.parent} cannot be written to ({error}); "
            "free some space or change the permissions, then run the command again."
        )
    return ArchiveDamaged(damaged(path, str(error)))


def damaged(path: Path, what: str) -> str:
    """Say that the catalog at `path` is damaged, and the ways out."""
    return (
        f"{path} cannot be read as a catalog ({what}); restore a backup with `byline restore FILE "
        f"--archive DIR`, put a copy of {path.parent} in its place, or build a new archive from "
        "the articles."
    )
