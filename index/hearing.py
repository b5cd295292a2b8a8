"""Hearing articles: reading who says what in them, batch by batch or when somebody asks.

An article waits to be heard until it has been read by the present rules: a new one, and one that
older rules read. Until then it is found and quoted as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from index.catalog import Catalog
from index.errors import ArchiveError
from index.statements import RULES, statements_in
from index.types import Article, Heard, Statement

_BATCH = 128


def hear(catalog: Catalog) -> Iterator[Heard]:
    """Read the articles that wait for it; what is told after a batch is on disk."""
    waiting, total = catalog.statements.unheard(RULES), catalog.article_count()
    for first in range(0, len(waiting), _BATCH):
        some = waiting[first : first + _BATCH]
        catalog.heard(_read(catalog, some), RULES)
        yield Heard(total - len(waiting) + first + len(some), total)


def count_heard(catalog: Catalog) -> int:
    """Count the articles that do not wait."""
    return catalog.statements.count_heard(RULES)


def statements_of(catalog: Catalog, article_ids: Sequence[str]) -> dict[str, list[Statement]]:
    """Give what is said in articles, in its order; those that wait are read now, and kept."""
    known = catalog.statements.of(article_ids, rules=RULES)
    return known | hear_now(catalog, [each for each in article_ids if each not in known])


def hear_now(catalog: Catalog, article_ids: Sequence[str]) -> dict[str, list[Statement]]:
    """Read those of the articles that wait, and keep what they say where that can be written."""
    waiting = catalog.statements.unheard(RULES, among=article_ids)
    read = _read(catalog, waiting)
    if read:
        # An archive that is busy, or on a full disk, can still be asked.
        with suppress(ArchiveError):
            catalog.heard(read, RULES)
    return {article.id: said for article, said in read}


def _read(catalog: Catalog, article_ids: Sequence[str]) -> list[tuple[Article, list[Statement]]]:
    articles = catalog.articles(article_ids).values()
    return [(article, _said_in(article)) for article in articles]


def _said_in(article: Article) -> list[Statement]:
    """Read who says what; the rules are for English."""
    return statements_in(article.text) if article.language in ("", "en") else []
