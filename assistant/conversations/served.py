"""Conversations on a PostgreSQL server, so that several machines have the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from assistant.conversations.database import TABLES, Execute, in_words
from assistant.errors import ConversationError
from index import ArchiveError, InputError, connect_to

if TYPE_CHECKING:
    from index import Postgres


class ServedDatabase:
    """The tables of conversations in one database, beside those of the catalog or alone."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self.name = server.name

    @classmethod
    def open(cls, address: str) -> Self:
        """Connect to the database at `address`, and make the tables if there are none."""
        with _in_sentences():
            server = connect_to(address, what="conversations")
            if not server.has("conversations"):
                with server.transaction():
                    if not server.has("conversations"):  # another machine may have meanwhile
                        server.make(";".join(TABLES), with_rowid=["conversations"])
        return cls(server)

    def close(self) -> None:
        """Let go of the connections."""
        self._server.close()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read all rows of a query."""
        with _in_sentences():
            return self._server.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """Write everything inside, or nothing."""
        with _in_sentences(), self._server.transaction():
            yield self._server.execute

    def forget(self) -> None:
        """Do nothing: the server's own cleaning (VACUUM) gives the room to what comes."""


@contextmanager
def _in_sentences() -> Iterator[None]:
    try:
        with in_words():
            yield
    except (ArchiveError, InputError) as error:
        raise ConversationError(str(error)) from error
