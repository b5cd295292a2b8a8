"""The name or the few words that answer, whole, and without what was marked around them."""

from __future__ import annotations

import re

from assistant.accounts.asking import TITLES, Sought
from assistant.accounts.marked import overlap, trimmed
from assistant.accounts.same import Worth
from assistant.facts import days_in, names_in, telling, words_of
from assistant.types import Evidence
from index import Span

_MOST_WORDS = 8  # what is longer is a clause
_ADDED = re.compile(r",\s(?=[a-z])|\sand\s(?=[a-z])")
_ASKS = re.compile(r"(?:wh\w+|how)\b", re.IGNORECASE)
_REST_OF_WORD = re.compile(r"[\w/-]*\w|")


def name_in(sought: Sought, evidence: Evidence, marked: Span) -> tuple[Span, Worth] | None:
    """Give the words marked, in full, and of a clause its first name; None if they say nothing."""
    quote = evidence.quote
    names = [each.span for each in names_in(words_of(quote))]
    touched = [each for each in names if overlap(each, marked)]
    span = _in_full(marked, touched, names, sought, quote)
    span = trimmed(_before_clause(_behind_day(span, evidence), quote), quote)
    if len(words_of(span.of(quote))) > _MOST_WORDS:
        new = (each for each in touched if not _stems(each, quote) <= sought.words)
        span = next(new, Span(span.start, span.start))
    stems = _stems(span, quote)
    if not stems - sought.words or _ASKS.match(quote, span.start):
        return None
    return span, Worth(stems=tuple(sorted(stems - TITLES or stems)))


def _in_full(
    marked: Span, touched: list[Span], names: list[Span], sought: Sought, quote: str
) -> Span:
    """Give what was marked with the rest of what it cuts: of a name, of a word, of a place."""
    end = max([marked.end, *(each.end for each in touched)])
    if sought.is_open:
        rest = _REST_OF_WORD.match(quote, end)
        return Span(marked.start, rest.end() if rest else end)
    start = min([marked.start, *(each.start for each in touched)])
    region = [each.end for each in names if quote[end : each.start] == ", "]
    return Span(start, region[0] if sought.is_place and region else end)


def _behind_day(span: Span, evidence: Evidence) -> Span:
    """Take off a day that was marked before a name: "ON THURSDAY at Harrow Castle"."""
    days = days_in(evidence.quote, evidence.article.published)
    start = trimmed(span, evidence.quote).start
    end = next((each.span.end for each in days if each.span.start <= start < each.span.end), start)
    return Span(end, max(end, span.end))


def _before_clause(span: Span, quote: str) -> Span:
    """Cut off what is added behind a comma with a small letter: "Ida Moor, WHO ..."."""
    added = _ADDED.search(quote, span.start + 1, span.end)
    return Span(span.start, added.start()) if added else span


def _stems(span: Span, quote: str) -> frozenset[str]:
    return telling(words_of(span.of(quote)))
