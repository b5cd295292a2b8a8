"""Days and stretches of days, and what a date says of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index import Span


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, other: Period) -> bool:
        """Whether `other` lies in it."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Days:
    """A date as a text gives it.

    Attributes:
        span: its place.
        says: what the words themselves say, the most precise first ("2031-08-12", "08-12", ...).
        periods: the days it may mean, likeliest first; none where that cannot be told.
    """

    span: Span
    says: tuple[str, ...]
    periods: tuple[Period, ...] = ()

    def is_borne_out_by(self, other: Days) -> bool:
        """Whether a text that says `other` says this too: the same days, or fewer of them."""
        if self.says[0] in other.says:
            return True
        return any(ours.holds(theirs) for ours in self.periods for theirs in other.periods)


def days_of(span: Span, month: int | None, day: int | None, year: int | None) -> Days:
    """Make a date of what is known of it.

    Raises:
        ValueError: there is no such day.
    """
    says = tuple(_sayings(month, day, year))
    if year is None:
        return Days(span, says)
    if month is None:
        return Days(span, says, (Period(date(year, 1, 1), date(year, 12, 31)),))
    return Days(span, says, (one_day(date(year, month, day)) if day else whole_month(year, month),))


def _sayings(month: int | None, day: int | None, year: int | None) -> Iterator[str]:
    """Give all that a date says, the most precise first."""
    if year and month and day:
        yield f"{year}-{month:02}-{day:02}"
    if month and day:
        yield f"{month:02}-{day:02}"
    if year and month:
        yield f"{year}-{month:02}"
    if month:
        yield f"month {month:02}"
    if year:
        yield f"{year}"


def resolved(days: Days, periods: Sequence[Period]) -> Days:
    """Give `days` the periods that it may mean."""
    return Days(days.span, days.says, tuple(periods))


def one_day(day: date) -> Period:
    """Give `day` as a period."""
    return Period(day, day)


def _week(published: date, step: int) -> Period:
    monday = published - timedelta(published.weekday()) + timedelta(7 * step)
    last = monday + timedelta(6)
    return Period(monday, max(last, published - timedelta(1)) if step == -1 else last)


def _weekend(published: date, step: int) -> Period:
    saturday = published - timedelta((published.weekday() - 5) % 7)
    return Period(
        saturday + timedelta(7 * max(0, step)), saturday + timedelta(7 * max(0, step) + 1)
    )


def _month_from(published: date, step: int) -> Period:
    year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
    return whole_month(year, month + 1)


def _year_from(published: date, step: int) -> Period:
    return Period(date(published.year + step, 1, 1), date(published.year + step, 12, 31))


def whole_month(year: int, month: int) -> Period:
    """Give the days of a month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


PERIODS: dict[str, Callable[[date, int], Period]] = {
    "week": _week,
    "weekend": _weekend,
    "month": _month_from,
    "year": _year_from,
}
"""For each unit: from the day of publication so many units on, which days are meant."""
