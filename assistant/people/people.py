"""The file of people (SQLite): their names, what is kept of their passwords, who is signed in."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Final, Self

from assistant.people.passwords import hashed, matches
from index import BylineError, InputError

LIFETIME: Final = 14 * 24 * 60 * 60
"""Seconds for which somebody stays signed in."""

_LONGEST_NAME: Final = 64
_VERSION: Final = 1
_SCHEMA: Final = (
    """
    CREATE TABLE people (
        name TEXT PRIMARY KEY,
        password TEXT NOT NULL,
        visitor TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE sessions (
        token TEXT PRIMARY KEY,
        name TEXT NOT NULL REFERENCES people ON DELETE CASCADE,
        until REAL NOT NULL
    )
    """,
    f"PRAGMA user_version = {_VERSION}",
)


class PeopleError(BylineError):
    """The file of people cannot be used."""


class BadName(InputError):
    """A name cannot be one, or is taken."""


class UnknownPerson(InputError):
    """Nobody has that name."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is let in; `visitor` is the user whose conversations are theirs."""

    name: str
    visitor: str


class People:
    """One open file of people; its threads take turns, SQLite keeps processes apart."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, clock: Callable[[], float] = time.time
    ) -> None:
        self._connection = connection
        self._path = path
        self._clock = clock
        self._turn = Lock()

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """Open the file at `path`; make it if there is none and `create`, for its owner alone.

        Raises:
            PeopleError: there is none, or it is no file of people.
        """
        if not path.exists() and not create:
            raise PeopleError(
                f"There is no file of people at {path}; `byline people add NAME` makes one."
            )
        with _in_sentences(path):
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            people = cls(connection, path)
            try:
                people._prepare()
            except BaseException:
                connection.close()
                raise
        return people

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._connection.close()

    def names(self) -> list[str]:
        """Give all names, sorted."""
        return [name for (name,) in self._rows("SELECT name FROM people ORDER BY name")]

    def add(self, name: str, password: str) -> str:
        """Let somebody in from now on, and give the name as it is kept.

        Raises:
            BadName: it cannot be one, or is taken.
            BadPassword: the password is too short or too long.
        """
        name, kept = checked_name(name), hashed(password)
        if self.password_of(name):
            raise BadName(
                f"{name!r} is let in already; `byline people password {name}` changes the password."
            )
        self._rows("INSERT INTO people VALUES (?, ?, ?)", name, kept, secrets.token_hex(16))
        return name

    def change(self, name: str, password: str) -> None:
        """Give somebody another password, and sign them out everywhere.

        Raises:
            UnknownPerson: nobody has that name.
            BadPassword: the password is too short or too long.
        """
        name, kept = self._known(name), hashed(password)
        self._rows("UPDATE people SET password = ? WHERE name = ?", kept, name)
        self._rows("DELETE FROM sessions WHERE name = ?", name)

    def remove(self, name: str) -> None:
        """Let somebody in no more, also where they are signed in; their conversations stay.

        Raises:
            UnknownPerson: nobody has that name.
        """
        self._rows("DELETE FROM people WHERE name = ?", self._known(name))

    def password_of(self, name: str) -> str | None:
        """Give what is kept of the password of `name`, None where nobody has that name."""
        found = self._rows("SELECT password FROM people WHERE name = ?", folded(name))
        return str(found[0][0]) if found else None

    def person(self, name: str, password: str) -> Person | None:
        """Give who has that name and password; None takes as long where nobody has the name."""
        return self.known(name) if matches(password, self.password_of(name)) else None

    def known(self, name: str) -> Person | None:
        """Give who has that name."""
        found = self._rows("SELECT name, visitor FROM people WHERE name = ?", folded(name))
        return Person(*found[0]) if found else None

    def sign_in(self, person: Person) -> str:
        """Sign somebody in for `LIFETIME` seconds, and give the token that shows it."""
        token, now = secrets.token_urlsafe(32), self._clock()
        self._rows("DELETE FROM sessions WHERE until < ?", now)
        until = now + LIFETIME
        self._rows("INSERT INTO sessions VALUES (?, ?, ?)", _told(token), person.name, until)
        return token

    def signed_in(self, token: str) -> Person | None:
        """Give who is signed in by `token`."""
        found = self._rows(
            "SELECT name, visitor FROM sessions JOIN people USING (name) "
            "WHERE token = ? AND until >= ?",
            _told(token),
            self._clock(),
        )
        return Person(*found[0]) if found else None

    def sign_out(self, token: str) -> None:
        """Sign out who is signed in by `token`."""
        self._rows("DELETE FROM sessions WHERE token = ?", _told(token))

    def _known(self, name: str) -> str:
        if person := self.known(name):
            return person.name
        known = ", ".join(self.names()) or "nobody"
        raise UnknownPerson(f"Nobody is called {name!r}; let in is {known}.")

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._turn, _in_sentences(self._path):
            return self._connection.execute(sql, values).fetchall()

    def _prepare(self) -> None:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "busy_timeout = 10000"):
            self._rows(f"PRAGMA {pragma}")
        [(version,)] = self._rows("PRAGMA user_version")
        if not version and not self._rows("SELECT name FROM sqlite_master"):
            for statement in ("BEGIN IMMEDIATE", *_SCHEMA, "COMMIT"):
                self._rows(statement)
        elif version != _VERSION or not self._rows(
            "SELECT name FROM sqlite_master WHERE name = 'people'"
        ):
            raise PeopleError(f"{self._path} is no file of people that this Byline reads.")


def checked_name(name: str) -> str:
    """Give a name as it is kept: in small letters.

    Raises:
        BadName: it is empty, too long, or has a colon or what cannot be seen.
    """
    kept = folded(name)
    if not 0 < len(kept) <= _LONGEST_NAME or not kept.isprintable() or ":" in kept:
        raise BadName(
            f"{name!r} cannot be a name; it has 1 to {_LONGEST_NAME} letters, digits and signs, "
            "and no colon."
        )
    return kept


def folded(name: str) -> str:
    """Write a name as all write it, however it was typed."""
    return (
        unicodedata.normalize("NFKC", name.encode("utf-8", "replace").decode()).strip().casefold()
    )


def _told(token: str) -> str:
    """Give what is kept of a token: who reads the file cannot come in by it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@contextmanager
def _in_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise PeopleError(
            f"{path} cannot be used as a file of people ({error}); look after its folder and its "
            "permissions, or name another one with --people."
        ) from error
