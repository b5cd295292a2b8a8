"""The days whose news a question means, by dateparser and the day of asking.

An article reports an event on its day or later, so the last day leaves time for that. "This
week", "today" and "recently" are left to the ranking, which knows the day of asking.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.understanding.day_forms import DAY_OF_MONTH, MONTH, WEEKDAY, YEAR, find_days

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_RECENT = timedelta(days=92)
# Without a year, a day that lies further back may as well be the coming one.
_HALF_A_YEAR = timedelta(days=183)
_SATURDAY = 5
_ANY_DAY = date(2000, 1, 1)  # a date with its year does not go by it

_PART_OF_MONTH = re.compile(r"^(?:early|late|mid)[ -]")
_WEEKDAY_OF_DATE = re.compile(rf"^{WEEKDAY.pattern},? (?=.)")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that are meant, both inclusive; None leaves that end open.

    `last` is the last day of what is meant itself, where `until` leaves time to report it.
    """

    since: date | None = None
    until: date | None = None
    last: date | None = None

    @property
    def told_until(self) -> date | None:
        """The day on which news of the last day comes out, and hardly any of later days."""
        return self.last + _DAY if self.last else self.until

    @classmethod
    def reported(cls, first: date, last: date) -> Days:
        """Give the days on which the news of `first` to `last` comes out.

        News looks back: for a week at the least, and for as long as what it looks back on.
        """
        return cls(first, last + max(_WEEK, last - first), last)


def days_meant(question: str, asked_on: date | None) -> Days | None:
    """Give the days whose news a question means; None where it does not say so for certain.

    Args:
        question: one or more sentences. Two dates in it leave it open which is meant.
        asked_on: what "yesterday" goes by; without it only dates with their year are read.
    """
    found = find_days(question)
    if not found:
        return None
    days = _Reader(asked_on).days(found)
    return None if days and asked_on and days.since and days.since > asked_on else days


class _Reader:
    """Reads what was found, by the day of asking."""

    def __init__(self, asked_on: date | None) -> None:
        self._asked_on = asked_on

    def days(self, found: dict[str, str]) -> Days | None:
        """Read a find; None where it is no date, or cannot be told without a day of asking."""
        form, words = next(iter(found.items()))
        if form == "begins":
            return self._between(words, found["ends"])
        if form in ("count", "unit"):
            return self._past(found.get("count", "1"), found["unit"])
        read = {
            "since": self._since,
            "since_span": self._since,
            "before": self._before,
            "weekend": self._weekend,
            "last_day": self._last_weekday,
        }.get(form)
        return read(words) if read else self._named(form, words)

    def span(self, words: str) -> tuple[date, date] | None:
        """Give the first and last day of what `words` name: a day, a week, a month or a year."""
        words = _PART_OF_MONTH.sub("", _WEEKDAY_OF_DATE.sub("", words))
        if not YEAR.search(words) and self._asked_on is None:
            return None
        found = _parse(words, self._asked_on or _ANY_DAY)
        if found is None:
            return None
        first, last = _whole(*found)
        # On a Tuesday "Tuesday" is today or a week ago; dateparser takes the latter.
        is_today = WEEKDAY.fullmatch(words) and first + _WEEK == self._asked_on
        return (first, first + _WEEK) if is_today else (first, last)

    def _named(self, form: str, words: str) -> Days | None:
        span = self.span(words)
        if span is None or self._may_be_to_come(words, span):
            return None
        is_far = self._asked_on is None or self._asked_on - span[1] > _RECENT
        if form == "ago" and is_far:
            return None
        # A year, or a day far back with its year, is also what later articles look back on.
        if form == "year" or (form == "on" and is_far):
            return Days(since=span[0], last=span[1])
        return Days.reported(*span)

    def _may_be_to_come(self, words: str, span: tuple[date, date]) -> bool:
        is_bare = bool(MONTH.search(words)) and not YEAR.search(words)
        return is_bare and self._asked_on is not None and self._asked_on - span[1] > _HALF_A_YEAR

    def _between(self, begins: str, ends: str) -> Days | None:
        month, last = MONTH.search(ends), self.span(ends)
        if last is None or self._may_be_to_come(ends, last):
            return None
        if month and DAY_OF_MONTH.fullmatch(begins):
            begins = f"{begins} {month.group()}"
        first = _Reader(last[1]).span(begins)
        return Days.reported(first[0], last[1]) if first and first[0] <= last[1] else None

    def _past(self, count: str, unit: str) -> Days | None:
        count = {"couple of": "2", "a": "1", "an": "1"}.get(count, count)
        found = self._asked_on and _parse(f"{count} {unit}s ago", self._asked_on)
        return Days(since=found[0]) if found else None

    def _since(self, words: str) -> Days | None:
        span = self.span(words)
        return Days(since=span[0]) if span else None

    def _before(self, words: str) -> Days | None:
        span = self.span("saturday" if words == "the weekend" else words)
        return Days(until=span[0] - _DAY + _WEEK) if span else None

    def _weekend(self, _: str) -> Days | None:
        """Give the last weekend; asked on a weekend, that one too."""
        if self._asked_on is None:
            return None
        since_saturday = (self._asked_on.weekday() - _SATURDAY) % 7
        saturday = self._asked_on - since_saturday * _DAY
        first = saturday - _WEEK if since_saturday <= 1 else saturday
        return Days.reported(first, saturday + _DAY)

    def _last_weekday(self, words: str) -> Days | None:
        """Give "last Tuesday": the latest for some, that of last week for others."""
        span = self.span(words)
        return Days.reported(span[0] - _WEEK, span[1]) if span else None


def _parse(words: str, today: date) -> tuple[date, str | None] | None:
    """Give the day `words` name, seen from `today`, and what it stands for ("day", "month")."""
    from dateparser.date import DateDataParser

    found = DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(today, datetime.min.time()),
            "PREFER_DATES_FROM": "past",
        },
    ).get_date_data(words)
    return (found.date_obj.date(), found.period) if found.date_obj else None


def _whole(day: date, period: str | None) -> tuple[date, date]:
    match period:
        case "week":
            monday = day - day.weekday() * _DAY
            return monday, monday + 6 * _DAY
        case "month":
            return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day
