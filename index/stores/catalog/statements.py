"""Who said what, as the catalog keeps it: derived from the articles, by rules of some version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, get_args

from index.statements.speakers import spoken_in
from index.statements.voices import is_voiced
from index.stores.catalog.rows import in_values
from index.stores.database import Database
from index.types import Article, Manner, Span, Spoken, Statement

TABLES = """
CREATE TABLE IF NOT EXISTS statements (
    article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
    speaker TEXT NOT NULL,
    relay TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    spans TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS statements_by_article ON statements (article);
CREATE INDEX IF NOT EXISTS statements_by_speaker ON statements (speaker);
CREATE INDEX IF NOT EXISTS statements_by_relay ON statements (relay);
-- Which articles were read for statements, by which version of the rules.
CREATE TABLE IF NOT EXISTS heard (
    article INTEGER PRIMARY KEY REFERENCES articles (row) ON DELETE CASCADE,
    rules INTEGER NOT NULL
);
"""
_PASSAGES_SAID = (
    "SELECT p.id, a.published, p.row FROM statements s JOIN articles a ON a.row = s.article "
    'JOIN passages p ON p.article = s.article AND p.start < s."end" AND p."end" > s.start WHERE'
)
_UNHEARD = (
    "SELECT a.id FROM articles a LEFT JOIN heard h ON h.article = a.row "
    "WHERE (h.rules IS NULL OR h.rules NOT IN (?, ?))"
)
_MANNERS = get_args(Manner)

Versions: TypeAlias = tuple[int, int]
"""Two versions of rules, either of which will do; the same one twice for one."""


class StatementTable:
    """The statements of one catalog; whoever writes holds a transaction of the catalog."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, article: Article, found: Sequence[Statement], *, rules: int) -> None:
        """Keep what was `found` in an article, in place of what was there.

        One that was replaced or removed while it was read is left alone.
        """
        there = self._database.execute(
            "SELECT row FROM articles WHERE id = ? AND text = ?", (article.id, article.text)
        ).fetchone()
        if there is None:
            return
        (row,) = there
        self._database.execute("DELETE FROM statements WHERE article = ?", (row,))
        self._database.executemany(
            'INSERT INTO statements (article, speaker, relay, start, "end", spans) '
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(row, *_to_columns(each, article.text)) for each in found],
        )
        self._database.execute(
            "INSERT INTO heard VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET rules = ?",
            (row, rules, rules),
        )

    def unheard(self, rules: Versions, *, among: Sequence[str] | None = None) -> list[str]:
        """Give the articles, or those `among` some, that were read by none of these rules."""
        if among is None:
            return [row[0] for row in self._database.execute(_UNHEARD, rules)]
        return [row[0] for row in self._in(f"{_UNHEARD} AND a.id IN", among, *rules)]

    def count_heard(self, rules: Versions) -> int:
        """Count the articles that were read by one of these rules."""
        count = "SELECT count(*) FROM heard WHERE rules IN (?, ?)"
        return int(self._database.execute(count, rules).fetchone()[0])

    def of(self, article_ids: Sequence[str], *, rules: Versions) -> dict[str, list[Statement]]:
        """Give the statements of those articles that one of these rules read, in their order."""
        rows = self._in(
            "SELECT a.id, s.rowid, s.spans FROM articles a JOIN heard h ON h.article = a.row "
            "LEFT JOIN statements s ON s.article = a.row WHERE h.rules IN (?, ?) AND a.id IN",
            article_ids,
            *rules,
        )
        found: dict[str, list[Statement]] = {}
        for article_id, _, spans in sorted(rows, key=lambda row: row[1] or 0):
            known = found.setdefault(article_id, [])
            known += [_to_statement(json.loads(spans))] if spans else []
        return found

    def speakers(self) -> list[Spoken]:
        """Give every name that speaks, with what there is of it, most statements first."""
        return self._spoken("speaker")

    def relays(self) -> list[Spoken]:
        """Give every name that passes on what others say, in the same way."""
        return self._spoken("relay")

    def passages_by(self, names: Sequence[str], *, limit: int) -> list[str]:
        """Give the passages in which somebody of these names speaks or relays, newest first."""
        rows = self._in(f"{_PASSAGES_SAID} s.speaker IN", names)
        rows += self._in(f"{_PASSAGES_SAID} s.relay IN", names)
        rows.sort(key=lambda row: row[2])
        rows.sort(key=lambda row: row[1] or "", reverse=True)
        return list(dict.fromkeys(row[0] for row in rows))[:limit]

    def speakers_in(self, passage_ids: Sequence[str]) -> list[Spoken]:
        """Give every name that speaks in the passages, in the same way."""
        return spoken_in(
            self._in(
                "SELECT s.speaker, a.id, coalesce(a.published, ''), count(DISTINCT s.rowid) "
                "FROM passages p JOIN articles a ON a.row = p.article JOIN statements s "
                'ON s.article = p.article AND p.start < s."end" AND p."end" > s.start '
                "WHERE s.speaker <> '' AND p.id IN",
                passage_ids,
                behind="GROUP BY 1, 2, 3",
            )
        )

    def _spoken(self, column: Literal["speaker", "relay"]) -> list[Spoken]:
        return spoken_in(
            self._database.execute(
                f"SELECT s.{column}, a.id, coalesce(a.published, ''), count(*) "  # noqa: S608 - ours
                f"FROM statements s JOIN articles a ON a.row = s.article WHERE s.{column} <> '' "
                "GROUP BY 1, 2, 3"
            )
        )

    def _in(self, sql: str, values: Sequence[str], *before: int, behind: str = "") -> list[Any]:
        return in_values(self._database, sql, values, *before, behind=behind)


def _to_columns(statement: Statement, text: str) -> tuple[str, str, int, int, str]:
    """Give the columns after `article`; whom nobody hears, such as a pronoun, is no speaker."""
    relay = statement.relayed_by
    return (
        "" if not is_voiced(statement, text) else " ".join(statement.name.of(text).split()),
        " ".join(relay.of(text).split()) if relay else "",
        min(span.start for span in statement.content),
        max(span.end for span in statement.content),
        json.dumps(_numbers(statement), separators=(",", ":")),
    )


def _numbers(statement: Statement) -> list[Any]:
    return [
        _pair(statement.speaker),
        _pair(statement.cue),
        [_pair(span) for span in statement.content],
        _pair(statement.relayed_by),
        _MANNERS.index(statement.manner),
        _pair(statement.named),
    ]


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _to_statement(numbers: list[Any]) -> Statement:
    speaker, cue, content, relay, manner, named = numbers
    return Statement(
        speaker=Span(*speaker),
        cue=Span(*cue),
        content=tuple(Span(*each) for each in content),
        relayed_by=Span(*relay) if relay else None,
        manner=_MANNERS[manner],
        named=Span(*named) if named else None,
    )
