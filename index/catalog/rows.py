"""What goes into the catalog's rows and comes out of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from index.types import Article, NamedOutlet, Passage

if TYPE_CHECKING:
    from index.types import Vectors


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
    published: date | None
    vector: Vectors | None


def to_row(article: Article) -> tuple[str | None, ...]:
    """Give the columns of `articles` after `row`."""
    return (
        article.id,
        article.content,
        article.outlet,
        article.url,
        article.published.isoformat() if article.published else None,
        article.title,
        json.dumps(article.authors),
        json.dumps([[named.outlet, named.headline] for named in article.named_outlets]),
        article.language,
        article.text,
    )


def to_article(row: Sequence[Any]) -> Article:
    """Take an article from its columns, `id` to `language`."""
    return Article(
        id=row[0],
        title=row[1],
        text=row[2],
        outlet=row[3],
        url=row[4],
        published=to_day(row[5]),
        authors=tuple(json.loads(row[6])),
        named_outlets=tuple(NamedOutlet(*named) for named in json.loads(row[7])),
        language=row[8],
    )


def to_day(stored: str | None) -> date | None:
    """Take a day from its column."""
    return date.fromisoformat(stored) if stored else None


def to_vector(stored: bytes | None) -> Vectors | None:
    """Take a vector from its column."""
    return None if stored is None else np.frombuffer(stored, dtype=np.float32)
