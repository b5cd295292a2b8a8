"""Dates in numbers alone: since 1970, in one run of digits, in parts, and in either order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

_DAYS_FIRST_TO_LAST = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:\s?([./-])\s?)(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:])"
)
_RUN = re.compile(r"(\d{8})(?:\d{4}|\d{6})?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = ((9, 10, 1), (12, 13, 10**3), (15, 16, 10**6), (18, 19, 10**9))
"""Digits of a number from 1973 to 2100, and how many of its unit make a second."""
_TOO_LARGE = 10**19
_LAST_YEAR = 2100
_LAST_MONTH = 12
_MIDNIGHT_PARTS = (3, 9)


def time_of_number(number: float) -> datetime | date | None:
    """Read a time since 1970 by its size, or a day and time in one run (20310304)."""
    if not 0 <= number < _TOO_LARGE:  # which NaN is not either
        return None
    return time_of_digits(str(int(number)), fraction=number % 1)


def time_of_digits(digits: str, *, fraction: float = 0.0) -> datetime | date | None:
    """Read a number that is written in `digits`; `fraction` is what follows the point."""
    if not fraction and _RUN.fullmatch(digits) and (found := _in_one_run(digits)):
        return found
    for fewest, most, unit in _UNITS:
        if fewest <= len(digits) <= most:
            found = _EPOCH + timedelta(seconds=(int(digits) + fraction) / unit)
            return found if found.year <= _LAST_YEAR else None
    return None


def time_of_parts(parts: Sequence[object]) -> datetime | date | None:
    """Read a list of year, month, day and perhaps the time of day in UTC, as feedparser's are."""
    numbers = [part for part in parts[:6] if isinstance(part, int)]
    fewest, most = _MIDNIGHT_PARTS
    if not fewest <= len(parts) <= most or len(numbers) != min(len(parts), 6):
        return None
    try:
        if len(numbers) == fewest:
            return date(*numbers)
        return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]
    except (ValueError, OverflowError):
        return None


def shows_day_first(written: object) -> bool | None:
    """Tell which order a date in numbers shows: True for 25/12/2031, None where it shows none."""
    numbers = _numbers_of(written)
    if numbers is None or is_open(written) or numbers[0] == numbers[1]:
        return None
    return numbers[0] > _LAST_MONTH


def is_open(written: object) -> bool:
    """Tell whether a date in numbers can be read in two ways, as 03/04/2031 and 25/12/31."""
    numbers = _numbers_of(written)
    if numbers is None:
        return False
    first, second, digits = numbers
    if digits < len("2031"):  # the first may be the year too
        return second <= _LAST_MONTH
    return max(first, second) <= _LAST_MONTH and first != second


def is_in_numbers(written: object) -> bool:
    """Tell whether a date is written in numbers with the year last: 25/12/2031."""
    return _numbers_of(written) is not None


def _numbers_of(written: object) -> tuple[int, int, int] | None:
    """Give the first two numbers of a date, and how many digits its year has."""
    found = _DAYS_FIRST_TO_LAST.search(written) if isinstance(written, str) else None
    return (int(found[1]), int(found[3]), len(found[4])) if found else None


def _in_one_run(digits: str) -> datetime | date | None:
    form = "%Y%m%d%H%M%S"[: {8: 6, 12: 10, 14: 12}[len(digits)]]
    try:
        found = datetime.strptime(digits, form)  # noqa: DTZ007 - it states no zone
    except ValueError:
        return None
    if found.year > _LAST_YEAR:
        return None
    return found if len(digits) > len("20310304") else found.date()
