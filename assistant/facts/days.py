"""The days, months and years that a text names, as far as its day of publication tells them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import TypeAlias

from assistant.facts.periods import (
    PERIODS,
    Days,
    Period,
    days_of,
    one_day,
    resolved,
    whole_month,
)
from index import Span
from index.language.english import calendar, doubting, numerals

_MONTHS = {name: number for number, name in enumerate(calendar.SHORT_MONTHS, start=1)}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.WEEKDAYS)}
_LONG, _SURE = calendar.MONTH, calendar.PLAIN_MONTH
_MONTH = rf"(?P<month>(?i:{_LONG})|(?i:{calendar.SHORT_MONTH}))"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![\w%]|[.,]\d)"
_NTH = r"(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?P<weekday>(?i:{'|'.join(_WEEKDAYS)}))\b"
_SHORTEST_MONTH = 28
_SOON = timedelta(45)  # a day that is so near needs no word of what is to come
_UNITS = {"day": 1, "week": 7}
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s")


def days_in(text: str, published: date | None) -> list[Days]:
    """Give the dates of `text` in order, resolved against the day it was `published`."""
    found: list[Days] = []
    for form, read in _FORMS:
        for each in form.finditer(text):
            if not any(
                each.start() < one.span.end and one.span.start < each.end() for one in found
            ):
                with suppress(ValueError, OverflowError):  # there is no 31 June, and no year 0
                    found.append(read(each, published))
    return sorted(found, key=lambda one: one.span.start)


def day_of(published: date) -> Days:
    """Give a day of publication as a date that bears out others."""
    return days_of(Span(0, 0), published.month, published.day, published.year)


def _iso(each: re.Match[str], _published: date | None) -> Days:
    day = date.fromisoformat(each.group())
    return days_of(Span(*each.span()), day.month, day.day, day.year)


def _day_of_month(each: re.Match[str], published: date | None) -> Days:
    month = _MONTHS[each["month"][:3].lower()]
    year = int(each["year"]) if each["year"] else None
    days = days_of(Span(*each.span()), month, int(each["day"]), year)
    if year is None and published:
        years = _years(date(2000, month, int(each["day"])), published, each)
        days = resolved(days, [one_day(date(one, month, int(each["day"]))) for one in years])
    if until := each["until"]:
        also = days_of(days.span, month, int(until), year)
        days = Days(days.span, (*days.says, *also.says), (*days.periods, *also.periods))
    return days


def _month(each: re.Match[str], published: date | None) -> Days:
    span = Span(each.start("month"), each.end())
    month, year = _MONTHS[each["month"][:3].lower()], each.groupdict().get("year")
    if year:
        return days_of(span, month, None, int(year))
    days = days_of(span, month, None, None)
    if published is None:
        return days
    years = _years(date(2000, month, 1), published, each)
    return resolved(days, [whole_month(one, month) for one in years])


def _weekday(each: re.Match[str], published: date | None) -> Days:
    name = each["weekday"].lower()
    days = Days(Span(*each.span()), (name,))
    if published is None:
        return days
    back = published - timedelta((published.weekday() - _WEEKDAYS[name]) % 7)
    ahead = back + timedelta(7)
    if each["which"] and each["which"].lower() == "next":
        return resolved(days, [one_day(ahead), one_day(ahead + timedelta(7))])
    if each["which"]:
        return resolved(days, [one_day(back), one_day(back - timedelta(7)), one_day(ahead)])
    return resolved(days, [one_day(back), one_day(ahead)] if _is_to_come(each) else [one_day(back)])


def _relative_day(each: re.Match[str], published: date | None) -> Days:
    word = " ".join(each.group().lower().split())
    days = Days(Span(*each.span()), (word,))
    step = timedelta(1 if word == "tomorrow" else -1)
    return resolved(days, [one_day(published + step)]) if published else days


def _relative_period(each: re.Match[str], published: date | None) -> Days:
    which, unit = each["which"].lower(), each["unit"].lower()
    days = Days(Span(*each.span()), (f"{which} {unit}",))
    if published is None:
        return days
    step = {"last": -1, "this": 0, "next": 1}.get(which, -1)
    return resolved(days, [PERIODS[unit](published, step)])


def _ago(each: re.Match[str], published: date | None) -> Days:
    count, unit = int(numerals.value_of(each["count"])) or 1, each["unit"].lower()
    days = Days(Span(*each.span()), (f"{count} {unit} ago",))
    if published is None:
        return days
    if unit in _UNITS:
        day, around = published - timedelta(count * _UNITS[unit]), timedelta(_UNITS[unit] // 2)
        return resolved(days, [Period(day - around, day + around)])
    return resolved(days, [PERIODS[unit](published, -count)])


def _decade(each: re.Match[str], _published: date | None) -> Days:
    first = int(each["decade"])
    period = Period(date(first, 1, 1), date(first + 9, 12, 31))
    return Days(Span(*each.span()), (each.group().lower(),), (period,))


def _year(each: re.Match[str], _published: date | None) -> Days:
    return days_of(Span(*each.span()), None, None, int(each.group()))


_Read: TypeAlias = Callable[[re.Match[str], date | None], Days]
_COUNT = rf"(?P<count>an?|\d{{1,2}}|(?i:{numerals.SMALL}))"
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), _iso),
    (
        re.compile(
            rf"(?<![\w.,:$€£])(?P<day>\d{{1,2}}){_NTH}(?:\s?(?:[–-]|to|and)\s?(?P<until>\d{{1,2}})"
            rf"{_NTH})?\s+(?:of\s+)?{_MONTH}(?!\w)(?:,?\s+(?P<year>{_YEAR}))?"
        ),
        _day_of_month,
    ),
    (
        re.compile(
            rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}){_NTH}(?!\w|[.,:]\d)"
            rf"(?:\s?(?:[–-]|to|and)\s?(?P<until>\d{{1,2}}){_NTH}(?!\w))?(?:,?\s+(?P<year>{_YEAR}))?"
        ),
        _day_of_month,
    ),
    (re.compile(rf"\b{_MONTH}(?:\s+of)?,?\s+(?P<year>{_YEAR})"), _month),
    (
        re.compile(
            rf"\b(?i:(?:in|since|until|by|during)|last|next|{calendar.PART})[\s-]+(?:(?i:{calendar.PART})"
            rf"[\s-]+)?(?P<month>(?i:{_LONG}))\b"
        ),
        _month,
    ),
    (re.compile(rf"\b(?P<month>{_SURE})\b"), _month),
    (re.compile(rf"\b(?:(?P<which>(?i:last|next|this))\s+)?{_WEEKDAY}"), _weekday),
    (re.compile(r"\b(?i:yesterday|tomorrow|last\s+night)\b"), _relative_day),
    (
        re.compile(
            r"\b(?P<which>(?i:last|this|next|previous))\s+(?P<unit>(?i:week|weekend|month|year))\b"
        ),
        _relative_period,
    ),
    (re.compile(rf"\b{_COUNT}\s+(?P<unit>(?i:day|week|month|year))s?\s+ago\b"), _ago),
    (re.compile(r"\b(?P<decade>(?:1[5-9]|20)\d0)s\b"), _decade),
    (re.compile(rf"(?<![\w.,$€£])(?<![^\W\d]-){_YEAR}"), _year),
)


def _years(day: date, published: date, each: re.Match[str]) -> list[int]:
    """Give the years that a date without one may mean: the last such day, or the next one."""
    passed = (day.month, day.day) <= (published.month, published.day)
    last = published.year if passed else published.year - 1
    ahead = date(last + 1, day.month, min(day.day, _SHORTEST_MONTH))
    is_soon = ahead - published <= _SOON
    return [last, last + 1] if is_soon or _is_to_come(each) else [last]


def _is_to_come(each: re.Match[str]) -> bool:
    """Whether the sentence speaks of what is to come."""
    text, at = each.string, each.start()
    begins = [end.end() for end in _SENTENCE_END.finditer(text, max(0, at - 200), at)]
    ends = _SENTENCE_END.search(text, each.end())
    start = begins[-1] if begins else max(0, at - 200)
    return bool(doubting.TO_COME.search(text, start, ends.start() if ends else len(text)))
