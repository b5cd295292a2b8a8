"""What goes into the catalog's rows and comes out of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ArchiveDamaged
from index.types import Article, NamedOutlet, Passage

if TYPE_CHECKING:
    from index.stores.database import Database
    from index.types import Vectors

_MOST_VALUES = 500  # SQLite of old took 999 in one statement


@dataclass(frozen=True, slots=True)
class Stored:
    """What the catalog knows an article by."""

    id: str
    url: str
    content: str


@dataclass(frozen=True, slots=True)
class Cut:
    """An article with its passages and, for each, the hash of what the model reads of it."""

    article: Article
    passages: tuple[Passage, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ranking needs of a passage; `vector` is None until it has been embedded."""

    passage_id: str
    input: str
    start: int
    outlet: str
    published: date | None
    vector: Vectors | None


INSERT = """
INSERT INTO articles (id, title, outlet, url, published, authors, named_outlets, moment, updated,
                      section, story, language, text, content)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
RETURNING row
"""
SELECT = """
SELECT id, title, outlet, url, published, authors, named_outlets, moment, updated, section, story,
       language, text,
       (SELECT path FROM held WHERE article = articles.row ORDER BY there DESC, path LIMIT 1)
FROM articles WHERE id IN
"""


def to_row(article: Article) -> tuple[str | None, ...]:
    """Give the columns that `INSERT` takes, but for `content`."""
    return (
        article.id,
        article.title,
        article.outlet,
        article.url,
        article.published.isoformat() if article.published else None,
        json.dumps(article.authors),
        json.dumps([[named.outlet, named.headline] for named in article.named_outlets]),
        article.moment.isoformat() if article.moment else "",
        article.updated.isoformat() if article.updated else "",
        article.section,
        article.story,
        article.language,
        article.text,
    )


def to_article(row: Sequence[Any]) -> Article:
    """Take an article from the columns that `SELECT` gives.

    Raises:
        ArchiveDamaged: they are not as Byline wrote them.
    """
    try:
        return _to_article(row)
    except (TypeError, ValueError) as error:
        raise ArchiveDamaged(
            f"The article {row[0]!r} of the catalog is damaged ({error}); remove it with `byline "
            "remove` and add it again, or restore a backup with `byline restore FILE --archive "
            "DIR`."
        ) from error


def _to_article(row: Sequence[Any]) -> Article:
    return Article(
        id=row[0],
        title=row[1],
        outlet=row[2],
        url=row[3],
        published=to_day(row[4]),
        authors=tuple(json.loads(row[5])),
        named_outlets=tuple(NamedOutlet(*named) for named in json.loads(row[6])),
        moment=datetime.fromisoformat(row[7]) if row[7] else None,
        updated=to_day(row[8]),
        section=row[9],
        story=row[10],
        language=row[11],
        text=row[12],
        path=row[13] or "",
    )


def to_day(stored: str | None) -> date | None:
    """Take a day from its column."""
    return date.fromisoformat(stored) if stored else None


def to_vector(stored: bytes | None) -> Vectors | None:
    """Take a vector from its column."""
    return None if stored is None else np.frombuffer(stored, dtype=np.float32)


def in_values(
    database: Database, sql: str, values: Sequence[str], *before: int, behind: str = ""
) -> list[Any]:
    """Run `sql`, which ends in IN, over as many values as there are; `behind` follows them."""
    rows: list[Any] = []
    for first in range(0, len(values), _MOST_VALUES):
        some = values[first : first + _MOST_VALUES]
        whole = f"{sql} ({', '.join('?' * len(some))}) {behind}"
        rows += database.execute(whole, (*before, *some)).fetchall()
    return rows
