"""The number that answers: in the unit asked for, of the thing asked for, and no part of a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.accounts.asking import AGES, Sought, rows_of
from assistant.accounts.marked import overlap, whole
from assistant.accounts.same import Worth
from assistant.facts import Days, Number, Word, days_in, numbers_in, words_of
from assistant.types import Evidence
from index import Span

_ONE = re.compile(r"(?<![\w-])one(?=\s[a-z])(?!\sof\b)", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d|0\d\.\d\d")
# Nothing is counted to two places: "11.00" is a time of day.
_TO_TWO_PLACES = re.compile(r"\d+\.\d\d")
_PLAIN = frozenset({""})
# What a number rose or fell by, not what it came to.
_UP = re.compile(r"\b(?:up|down|another|extra|further)\s(?:by\s)?$", re.IGNORECASE)
_MORE = re.compile(r"\s(?:more|less|fewer|higher|lower)\b", re.IGNORECASE)
_OLDEST = 130  # years
_MANY = re.compile(r"s$|^(?:people|children|(?:wo)?men)$", re.IGNORECASE)
_YEARS_AGO = 2  # what was then is another event than what is asked
# Between a number and a word these part them: "six died, and 41 are missing".
_PARTING = frozenset({",", ";", "(", "and", "while", "but"})
_COST_OF_PARTING = 8


def count_in(sought: Sought, evidence: Evidence, marked: Span) -> tuple[Span, Worth] | None:
    """Give the number marked that is of the unit asked for, with the thing it counts.

    Where a word of what is asked stands in the sentence, no other number may be nearer to it: that
    tells the dead from the ill beside them.
    """
    quote, words = evidence.quote, words_of(evidence.quote)
    days = days_in(quote, evidence.article.published)
    if any(_is_long_ago(each, sought, evidence) for each in days):
        return None
    fitting = [
        each
        for each in (*numbers_in(quote), *_ones(quote))
        if _fits(each, sought, quote) and not _is_of_day(each, days, sought, quote)
    ]
    rivals = [
        each
        for each in fitting
        if overlap(each.span, marked) or not _counts_other(each, sought, quote)
    ]
    keys = [at for at, word in enumerate(words) if word.stem in rows_of(*sought.deed)]
    owners = [min(rivals, key=lambda each: _far(each, at, words)) for at in keys if rivals]
    found = [each for each in owners or rivals if overlap(each.span, marked)]
    if not found and len(fitting) == 1 and not sought.is_open:  # marked beside: "THE NUMBER of ..."
        found = owners
    if not found:
        return None
    number = found[0]
    is_alone = [each for each in fitting if overlap(each.span, marked)] == [number]
    span = whole(number.span, marked, quote) if is_alone else number.span
    return _with_counted(span, sought, quote), Worth(number=number)


def _is_long_ago(days: Days, sought: Sought, evidence: Evidence) -> bool:
    """Whether a date is years before its article, and of no year that is asked about."""
    published = evidence.article.published
    if published is None or not days.periods:
        return False
    year = days.periods[0].last.year
    return published.year - year >= _YEARS_AGO and str(year) not in sought.words


def _ones(quote: str) -> list[Number]:
    return [Number(Span(*each.span()), (1.0,)) for each in _ONE.finditer(quote)]


def _fits(number: Number, sought: Sought, quote: str) -> bool:
    """Whether a number is of the unit asked for; a plain count is whole, and no time of day.

    No number is a change: "up 2 crowns from last year".
    """
    if number.unit == "ordinal" or not (sought.units is None or number.unit in sought.units):
        return False
    if _UP.search(quote[: number.span.start]) or _MORE.match(quote, number.span.end):
        return False
    if sought.units == AGES and not number.unit and number.values[0] > _OLDEST:
        return False
    written = number.span.of(quote)
    is_whole = any(float(each).is_integer() for each in number.values)
    is_count = is_whole and not _TO_TWO_PLACES.fullmatch(written)
    return not _CLOCK.fullmatch(written) and (is_count or sought.units != _PLAIN)


def _is_of_day(number: Number, days: Sequence[Days], sought: Sought, quote: str) -> bool:
    """Whether a number is part of a date ("5 March"), and not all there is of it: "1900 people"."""
    counted = _behind(number.span, quote)
    is_count = counted is not None and counted.stem in sought.words
    dates = [each.span for each in days if overlap(each.span, number.span)]
    return any(each.end > number.span.end or not is_count for each in dates)


def _counts_other(number: Number, sought: Sought, quote: str) -> bool:
    """Whether what follows a number is another thing than what is asked: "four VILLAGES"."""
    counted = _behind(number.span, quote)
    is_thing = counted is not None and counted.tells and counted.text.endswith("s")
    return counted is not None and is_thing and counted.stem not in rows_of(*sought.words)


def _far(number: Number, at: int, words: Sequence[Word]) -> int:
    """Count the steps between a number and the word at `at`."""
    key, span = words[at], number.span
    start, end = (span.end, key.start) if key.start >= span.end else (key.end, span.start)
    between = [word.text.lower() for word in words if start <= word.start and word.end <= end]
    return sum(_COST_OF_PARTING if word in _PARTING else 1 for word in between)


def _with_counted(span: Span, sought: Sought, quote: str) -> Span:
    """Widen a number to the things of the question right behind it: "nine PEOPLE fell ill"."""
    behind = list(takewhile(lambda word: word.stem in sought.things, words_of(quote[span.end :])))
    many = (word.end for word in behind if _MANY.search(word.text))
    return Span(span.start, span.end + next(many, behind[0].end if behind else 0))


def _behind(span: Span, quote: str) -> Word | None:
    """Give the word right behind a span; its place is counted from there."""
    return next(iter(words_of(quote[span.end :])), None)
