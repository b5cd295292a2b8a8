"""What follows from all articles of a catalog; read again only where they have changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from index.stores.catalog.rows import to_day, to_vector
from index.stores.catalog.statements import StatementTable
from index.stores.database import Database
from index.types import Lead, Spoken, content_hash

_T = TypeVar("_T")
# To put an article takes the next row, to drop one adds a version that nobody removes.
_CHANGES = "SELECT (SELECT max(row) FROM articles), (SELECT max(rowid) FROM versions)"
_HEARD = f"{_CHANGES}, (SELECT max(rowid) FROM statements)"  # noqa: S608 - ours
_EMBEDDED = f"{_CHANGES}, (SELECT max(rowid) FROM vectors)"  # noqa: S608 - ours


class Overall:
    """Sums over one catalog, remembered until an article is put or dropped."""

    def __init__(self, database: Database, statements: StatementTable) -> None:
        self._database = database
        self._statements = statements
        self._remembered: dict[str, tuple[tuple[Any, ...], Any]] = {}

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
        rows = self._database.execute(
            "SELECT named_outlets, id FROM articles WHERE named_outlets <> '[]' ORDER BY row"
        )
        named: dict[str, list[str]] = {}
        for outlets, article_id in rows:
            for outlet, _ in json.loads(outlets):
                named.setdefault(outlet, []).append(article_id)
        return named

    def days(self) -> tuple[date | None, date | None]:
        """Give the days of the oldest and the newest article; None where none has a day."""
        days = [day for *_, day in self.newest_first() if day]
        return (days[-1], days[0]) if days else (None, None)

    def newest_first(self) -> list[tuple[str, str, date | None]]:
        """Give (id, outlet, day) of every article, the newest first, those without a day last."""
        every = (
            "SELECT id, outlet, published FROM articles "
            "ORDER BY published DESC NULLS LAST, row DESC"
        )
        read = self._database.execute
        return self._once("newest", lambda: [(*r[:2], to_day(r[2])) for r in read(every)])

    def leads(self, *, characters: int, most: int) -> list[Lead]:
        """Give how dated articles begin, so many characters of each, the newest first."""
        rows = self._database.execute(
            "SELECT a.id, a.title, substr(a.text, 1, ?), a.outlet, a.published, a.story, "
            "a.language, v.vector FROM articles a LEFT JOIN passages p ON p.row = "
            "(SELECT row FROM passages WHERE article = a.row ORDER BY start LIMIT 1) "
            "LEFT JOIN vectors v ON v.input = p.input "
            "WHERE a.published IS NOT NULL ORDER BY a.published DESC, a.row DESC LIMIT ?",
            (characters, most),
        )
        return [
            Lead(
                article_id=row[0],
                title=row[1],
                text=row[2],
                outlet=row[3],
                published=date.fromisoformat(row[4]),
                story=row[5],
                language=row[6],
                vector=to_vector(row[7]),
            )
            for row in rows
        ]

    def state(self) -> tuple[Any, ...]:
        """Give what is another one once passages or vectors have come or gone."""
        state: tuple[Any, ...] = self._database.execute(_EMBEDDED).fetchone()
        return state

    def embedded(self) -> float:
        """Give the share of the passages with a vector, 0..1, by the last row of each table."""
        rows = "SELECT (SELECT max(rowid) FROM vectors), (SELECT max(row) FROM passages)"
        vectors, passages = self._database.execute(rows).fetchone()
        return min(1.0, (vectors or 0) / (passages or 1))

    def corpus(self) -> str:
        """Hash of what every article says: the same articles give the same one."""
        contents = "SELECT content FROM articles ORDER BY content"
        return self._once("corpus", lambda: content_hash(*self._column(contents)))

    def spoken(self) -> list[Spoken]:
        """Give every name that speaks, most statements first."""
        return list(self._once("speakers", self._statements.speakers, until=_HEARD))

    def names(self) -> list[str]:
        """Give every name that speaks or relays."""
        return list(self._once("names", self._read_names, until=_HEARD))

    def _read_names(self) -> list[str]:
        both = (*self.spoken(), *self._statements.relays())
        return list(dict.fromkeys(each.name for each in both))

    def _once(self, what: str, read: Callable[[], _T], *, until: str = _CHANGES) -> _T:
        """Read what follows from all articles again only where `until` has changed since."""
        if self._database.in_transaction:
            return read()  # it may be rolled back
        state = self._database.execute(until).fetchone()
        if self._remembered.get(what, ("", None))[0] != state:
            self._remembered[what] = (state, read())
        found: _T = self._remembered[what][1]
        return found

    def _column(self, sql: str) -> list[str]:
        return [row[0] for row in self._database.execute(sql)]
