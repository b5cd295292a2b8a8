"""A database on a PostgreSQL server (psycopg), which the threads of many machines may share.

Connections are lent to one thread at a time and kept for the next. What reads is tried anew once,
as the server may have been started again since; nothing waits for ever for one that hangs.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from threading import RLock, get_ident
from time import monotonic, sleep
from typing import Any

import psycopg
from psycopg import errors

from index.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveReadOnly,
    CatalogUnreachable,
    InputError,
)
from index.stores.database import Rows, shown_address

_CONNECTING_SECONDS = 5
_READING_SECONDS, _WRITING_SECONDS = 15.0, 120.0
_BUSY_SECONDS = 30
_IDLE = 4  # connections that are kept while nobody needs them
_LONGEST_NAME = 63  # bytes of a client's name that PostgreSQL keeps
_REFUSED = (errors.DiskFull, errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)
_UNFIT = (psycopg.DataError, errors.ProgramLimitExceeded)
_SILENT = (psycopg.OperationalError, psycopg.InterfaceError)
_IDENTITY = "BIGINT GENERATED ALWAYS AS IDENTITY"
_TYPES = {
    "row INTEGER PRIMARY KEY": f"row {_IDENTITY} PRIMARY KEY",
    "INTEGER": "BIGINT",
    "TEXT": 'TEXT COLLATE "C"',  # so that all sort alike, by code points
    "BLOB": "BYTEA",
    "WITHOUT ROWID": "",
    "CURRENT_TIMESTAMP": "to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD HH24:MI:SS')",
}
"""What SQLite writes otherwise than PostgreSQL."""
# Locks of one database: of who is the writer, and of who is in a transaction.
_WRITER, _TURN = 1, 2
_KEY = "hashtext(%s || current_schema())"
_HOLDER = f"""
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = {_WRITER} AND objid = {_KEY}::oid
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""  # noqa: S608 - ours


class _Connection(psycopg.Connection[Any]):
    """A connection that is given up where the server is silent for `seconds`."""

    seconds = _READING_SECONDS

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        return super().wait(gen, interval, timeout or self.seconds)


class Postgres:
    """The tables in one schema of the database at `address`; see `Database`.

    Those that write take turns by a lock of the name `what`, as they do with a file.
    """

    def __init__(self, address: str, *, what: str) -> None:
        self._address = address
        self._what = what
        self._turn = RLock()
        self._idle: list[_Connection] = []
        self._writer: _Connection | None = None
        self._inside: tuple[int, _Connection] | None = None

    @property
    def name(self) -> str:
        """Where it is, without the password."""
        return shown_address(self._address)

    @property
    def in_transaction(self) -> bool:
        """Whether this thread writes."""
        return self._own is not None

    @property
    def _own(self) -> _Connection | None:
        inside = self._inside
        return inside[1] if inside and inside[0] == get_ident() else None

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement; see `Database`."""
        if own := self._own:
            return _run(own, sql, values)
        try:
            with self._lent() as connection:
                return _run(connection, sql, values)
        except CatalogUnreachable:
            self._forget_idle()  # they may be of a server that was stopped since
            with self._lent() as connection:
                return _run(connection, sql, values)

    def executemany(self, sql: str, values: Iterable[Sequence[Any]], /) -> None:
        """Run one statement for each row of values, in a transaction."""
        own = self._own
        assert own, "it would not be written as a whole"
        own.cursor().executemany(_theirs(sql), values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside, or nothing; one machine at a time."""
        with self._turn, self._lent(self._writer) as connection:
            connection.seconds = _WRITING_SECONDS
            connection.execute("BEGIN")
            try:
                connection.execute(f"SELECT pg_advisory_xact_lock({_TURN}, {_KEY})", (self._what,))
                self._inside = get_ident(), connection
                yield
                connection.execute("COMMIT")
            except BaseException:
                with suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._inside = None

    @contextmanager
    def writer(self, *, patience: float) -> Iterator[None]:
        """Be the only writer; what holds this is the connection that writes, and ends with it."""
        until = monotonic() + patience
        with self._lent() as connection:
            while not self._locks(connection):
                if monotonic() >= until:
                    holder = connection.execute(_HOLDER, (self._what,)).fetchone()
                    raise ArchiveLocked(
                        f"The database at {self.name} is being written to by "
                        f"{holder[0] if holder else 'another process'}; wait until it is done, or "
                        "stop it."
                    )
                sleep(0.05)
            self._writer = connection
            try:
                yield
            finally:
                with self._turn:
                    self._writer = None
                with suppress(psycopg.Error):
                    connection.execute(
                        f"SELECT pg_advisory_unlock({_WRITER}, {_KEY})", (self._what,)
                    )

    def has(self, table: str) -> bool:
        """Whether there is a table of this name."""
        return bool(self.execute("SELECT to_regclass(?)", (table,)).fetchone()[0])

    def make(self, tables: str, *, with_rowid: Collection[str]) -> None:
        """Make tables that are written as SQLite has them, in a transaction.

        Those named in `with_rowid` have the column that SQLite gives to each by itself.
        """
        for here, there in _TYPES.items():
            tables = tables.replace(here, there)
        with_it = rf"(TABLE (?:IF NOT EXISTS )?(?:{'|'.join(with_rowid)}) )\("
        self.execute(re.sub(with_it, rf"\1(rowid {_IDENTITY} UNIQUE, ", tables))

    def is_sound(self) -> bool:
        """Whether it answers; what a server holds is its own to keep whole."""
        return bool(self.execute("SELECT 1").fetchone())

    def close(self) -> None:
        """Let go of the connections."""
        self._forget_idle()

    def _locks(self, connection: _Connection) -> bool:
        lock = f"SELECT pg_try_advisory_lock({_WRITER}, {_KEY})"
        return bool(connection.execute(lock, (self._what,)).fetchone() == (True,))

    # Connections

    @contextmanager
    def _lent(self, own: _Connection | None = None) -> Iterator[_Connection]:
        """Lend a connection, `own` where there is one; one that broke is not lent again."""
        with self._in_sentences():
            connection = own or self._next()
            connection.seconds = _WRITING_SECONDS if self._writer else _READING_SECONDS
            try:
                yield connection
            except _SILENT:
                connection.close()
                raise
            finally:
                if connection is not own and not connection.closed:
                    self._idle.append(connection)
                    if len(self._idle) > _IDLE:
                        self._idle.pop(0).close()

    def _next(self) -> _Connection:
        with suppress(IndexError):
            return self._idle.pop()
        try:
            connection = _Connection.connect(
                self._address,
                autocommit=True,
                connect_timeout=_CONNECTING_SECONDS,
                client_encoding="utf8",
                application_name=f"process {os.getpid()} on {platform.node()}"[:_LONGEST_NAME],
            )
        except psycopg.ProgrammingError as error:
            raise InputError(f"{self.name} cannot be connected to: {error}.") from error
        connection.execute(f"SET lock_timeout = '{_BUSY_SECONDS}s'")
        return connection

    def _forget_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _in_sentences(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise _as_sentence(self.name, error) from error


def _as_sentence(name: str, error: psycopg.Error) -> Exception:
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    if isinstance(error, errors.LockNotAvailable):
        return ArchiveLocked(
            f"The database at {name} stayed busy for {_BUSY_SECONDS} seconds; wait until the other "
            "process is done."
        )
    if isinstance(error, _REFUSED):
        return ArchiveReadOnly(
            f"The database at {name} cannot be written to ({reason}); free some space there or "
            "grant what is missing, then run the command again."
        )
    if isinstance(error, _UNFIT):
        return ArchiveError(
            f"PostgreSQL does not take what was to be kept in the database at {name} ({reason}); "
            "leave that out, or keep that in a folder."
        )
    if isinstance(error, _SILENT):
        return CatalogUnreachable(
            f"The database at {name} does not answer ({reason}); start PostgreSQL there, or "
            "correct its address."
        )
    if isinstance(error, psycopg.ProgrammingError):  # a mistake of ours
        return error
    return ArchiveDamaged(
        f"The database at {name} cannot be read ({reason}); restore it from a copy of pg_dump's."
    )


def _run(connection: _Connection, sql: str, values: Sequence[Any]) -> Rows:
    """Run one statement or, without values, several."""
    if not values:
        return connection.execute(sql)
    return connection.execute(_theirs(sql), values, binary=True)


@lru_cache(1_000)
def _theirs(sql: str) -> str:
    """Write the places of values as psycopg does."""
    return sql.replace("?", "%s")
