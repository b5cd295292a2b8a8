"""Hearing articles: reading who says what in them, batch by batch or when somebody asks.

An article waits to be heard until it has been read by the present rules: a new one, and one that
older rules read. Until then it is found and quoted as any other. A tagger can read it a second
time, slower and better; what it finds takes the place of what the rules alone found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from index.errors import ArchiveError
from index.statements import RULES, statements_in
from index.statements.tagging import TAGGER, Tagging, joined_statements
from index.stores.catalog import Catalog
from index.types import Article, Heard, Statement

_BATCH, _TAGGED_BATCH = 128, 16
_MOST_RULES = 1000
_LANGUAGES = frozenset({"", "en"})


def hear(catalog: Catalog, *, tagger: Tagging | None = None) -> Iterator[Heard]:
    """Read the articles that wait for it; what is told after a batch is on disk.

    With a tagger, those that it did not read wait too.
    """
    rules, size = (RULES, _BATCH) if tagger is None else (_tagged(), _TAGGED_BATCH)
    waiting = catalog.statements.unheard((rules, _tagged()))
    total = catalog.article_count()
    for first in range(0, len(waiting), size):
        some = waiting[first : first + size]
        catalog.heard(_read(catalog, some, tagger), rules)
        yield Heard(total - len(waiting) + first + len(some), total)


def count_heard(catalog: Catalog) -> int:
    """Count the articles that do not wait."""
    return catalog.statements.count_heard((RULES, _tagged()))


def count_tagged(catalog: Catalog) -> int:
    """Count the articles that the tagger has read."""
    return catalog.statements.count_heard((_tagged(), _tagged()))


def statements_of(catalog: Catalog, article_ids: Sequence[str]) -> dict[str, list[Statement]]:
    """Give what is said in articles, in its order; those that wait are read now, and kept."""
    known = catalog.statements.of(article_ids, rules=(RULES, _tagged()))
    return known | hear_now(catalog, [each for each in article_ids if each not in known])


def hear_now(catalog: Catalog, article_ids: Sequence[str]) -> dict[str, list[Statement]]:
    """Read those of the articles that wait, and keep what they say where that can be written."""
    waiting = catalog.statements.unheard((RULES, _tagged()), among=article_ids)
    read = _read(catalog, waiting)
    if read:
        # An archive that is busy, or on a full disk, can still be asked.
        with suppress(ArchiveError):
            catalog.heard(read, RULES)
    return {article.id: said for article, said in read}


def _tagged() -> int:
    """Give the version of rules and tagger together."""
    return TAGGER * _MOST_RULES + RULES


def _read(
    catalog: Catalog, article_ids: Sequence[str], tagger: Tagging | None = None
) -> list[tuple[Article, list[Statement]]]:
    articles = catalog.articles(article_ids).values()
    return [(article, _said_in(article, tagger)) for article in articles]


def _said_in(article: Article, tagger: Tagging | None) -> list[Statement]:
    """Read who says what; rules and tagger are for English."""
    if article.language not in _LANGUAGES:
        return []
    return joined_statements(article.text, tagger) if tagger else statements_in(article.text)
