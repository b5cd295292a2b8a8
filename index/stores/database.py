"""Where tables stand: in a file (SQLite) or on a server (PostgreSQL), as their users see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final, Protocol

from index.errors import InputError

if TYPE_CHECKING:
    from index.stores.postgres import Postgres

_ADDRESS: Final = re.compile(
    r"(?P<scheme>postgres(?:ql)?)://(?:(?P<user>[^:@/?#]*)(?::[^@/?#]*)?@)?"
    r"(?P<place>[\w.,:\[\]-]*(?:/[^@/?#]*)?)(?:\?[^@]*)?"
)


class Rows(Protocol):
    """What a query gives."""

    def fetchone(self) -> Any:
        """Give the next row, None where there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """Give the rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Give them one after another."""
        ...


class Database(Protocol):
    """One open file or server, which threads may share.

    Its SQL is what SQLite and PostgreSQL share, with `?` for a value and no percent sign. Whatever
    is refused is an ArchiveError, a sentence with the way out.
    """

    @property
    def name(self) -> str:
        """Where it is, as a person is told."""
        ...

    @property
    def in_transaction(self) -> bool:
        """Whether what is read now may be rolled back."""
        ...

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement; what writes needs a transaction."""
        ...

    def executemany(self, sql: str, values: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of values."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Write everything inside, or nothing; it is safe when the block is left."""
        ...

    def writer(self, *, patience: float) -> AbstractContextManager[None]:
        """Be the only writer among all machines, after `patience` seconds at most.

        Raises:
            ArchiveLocked: another one is writing; the message names it.
        """
        ...

    def is_sound(self) -> bool:
        """Whether what keeps the tables finds them in order."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def connect_to(address: str, *, what: str) -> Postgres:
    """Give the PostgreSQL database at `address`; it is asked for nothing yet.

    Those who write to it take turns with all others who name the same `what`.

    Raises:
        InputError: psycopg is not installed, or `address` is no such address.
    """
    if not is_address(address):  # what others would say of it may hold a part of a password
        raise InputError(
            "The address of the catalog is none of a PostgreSQL database; one is written like "
            "postgresql://byline@db.example/news, with %40 for an @ in a password."
        )
    try:
        from index.stores.postgres import Postgres
    except ImportError as error:
        raise InputError(
            "A PostgreSQL database needs a package that is not installed. Install it with "
            'pip install "byline[postgresql]", or leave --catalog out.'
        ) from error
    return Postgres(address, what=what)


def is_address(text: str) -> bool:
    """Whether `text` is written as the address of a PostgreSQL database is."""
    return bool(_ADDRESS.fullmatch(text))


def shown_address(address: str) -> str:
    """Give the address of a database as anybody may see it: user, host, port and name alone."""
    if not (read := _ADDRESS.fullmatch(address)):
        return "postgresql://..."
    user = f"{read['user']}@" if read["user"] else ""
    return f"{read['scheme']}://{user}{read['place']}"
