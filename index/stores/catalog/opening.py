"""How a catalog is made and opened: that of a folder, and that of a server."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveTooNew
from index.stores.catalog.connecting import connect, damaged, in_sentences
from index.stores.catalog.schema import SCHEMA, SCHEMA_VERSION, SERVED, WITH_ROWID, migrate
from index.stores.database import Database, connect_to

if TYPE_CHECKING:
    from index.stores.postgres import Postgres


def create_file(path: Path, *, embedder: str) -> None:
    """Make an empty catalog at `path`, whole or not at all; see `Catalog.create`."""
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


def open_file(path: Path) -> Database:
    """Open the catalog at `path`; see `Catalog.open`."""
    if not path.is_file():
        raise ArchiveMissing(
            f"There is no archive at {path.parent}; make one with "
            f"`byline add FOLDER --archive {path.parent}`."
        )
    with in_sentences(path), ExitStack() as refused:
        connection = connect(path)
        refused.callback(connection.close)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        _check_version(version, str(path.parent))
        if version < 1:
            raise ArchiveDamaged(damaged(path, "it is not a catalog of Byline"))
        migrate(connection, version)
        refused.pop_all()
    return connection


def open_server(address: str, *, embedder: str, create: bool) -> Database:
    """Open the catalog in a PostgreSQL database, and with `create` make it if there is none.

    Raises:
        ArchiveMissing: there is none, and `create` is not set.
        ArchiveTooNew: a newer Byline made it.
        CatalogUnreachable: the server does not answer.
        InputError: psycopg is not installed, or `address` is none.
    """
    server = connect_to(address, what="archive")
    with ExitStack() as refused:
        refused.callback(server.close)
        is_made = server.has("archive")
        if create and not is_made:
            with server.transaction():
                if not server.has("archive"):  # another machine may have made it meanwhile
                    _make(server, embedder)
        elif not is_made:
            raise ArchiveMissing(
                f"There is no archive at {server.name}; make one with `byline add FOLDER`, with "
                "the same --catalog."
            )
        kept = server.execute("SELECT value FROM archive WHERE key = 'format'").fetchone()
        _check_version(int(kept[0]), server.name)
        refused.pop_all()
    return server


def _make(server: Postgres, embedder: str) -> None:
    server.make(SERVED, with_rowid=WITH_ROWID)
    server.executemany(
        "INSERT INTO archive VALUES (?, ?)",
        [
            ("embedder", embedder),
            ("format", str(SCHEMA_VERSION)),
            ("collection", f"byline-{uuid4().hex}"),
        ],
    )


def _check_version(version: int, name: str) -> None:
    if version > SCHEMA_VERSION:
        raise ArchiveTooNew(
            f"The archive {name} has format {version}; this Byline reads format {SCHEMA_VERSION}. "
            "Update Byline, or build a new archive from the articles."
        )
