"""Reading the day and the time at which an article came out, as they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from index.articles.dates.numbers import (
    is_in_numbers,
    is_open,
    shows_day_first,
    time_of_number,
    time_of_parts,
)
from index.articles.dates.reading import read_written

__all__ = ["DayFirst", "day_of", "is_in_numbers", "is_open", "read_time", "shows_day_first"]

DayFirst = Callable[[str], bool | None]
"""Says how 03/04/2031 is to be read in the dates of a field, None where that is not known."""

_FIRST_NEWSPAPER = 1605


def read_time(written: object, *, day_first: bool | None = None) -> datetime | date | None:
    """Read a time or a day, in its own time zone; None where it is not certain.

    Dates are ISO 8601, mail headers, days in numbers or in the words of many languages, numbers of
    seconds, milliseconds or microseconds since 1970, or lists of numbers from the year down.

    Args:
        written: what is stated; `datetime`, `date`, strings, numbers and lists say something.
        day_first: how to read 03/04/2031; where it is None, such a date is not guessed.

    Returns:
        A `datetime` where a time of day is stated, with its zone if that is known; else a `date`.
    """
    found = _read(written, day_first=day_first)
    return found if found and found.year >= _FIRST_NEWSPAPER else None


def day_of(found: datetime | date | None) -> date | None:
    """Give the day of a time in the time's own zone."""
    return found.date() if isinstance(found, datetime) else found


def _read(written: object, *, day_first: bool | None) -> datetime | date | None:
    if isinstance(written, str):
        return read_written(written.strip(), day_first=day_first)
    if isinstance(written, date):  # a datetime is one too
        return written
    if isinstance(written, bool):
        return None
    if isinstance(written, int | float):
        return time_of_number(written)
    return time_of_parts(written) if isinstance(written, list | tuple) else None
