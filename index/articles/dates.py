"""Reading the day an article came out (the only place that knows dateparser)."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

_LONGEST = 60
_FIRST_NEWSPAPER = 1605
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)")
_LAST_MONTH = 12
_LANGUAGES = "en de fr es it pt nl pl ru uk ar zh ja tr".split()  # with all 200, a miss takes 3 s


@lru_cache(maxsize=4096)
def read_day(written: str) -> date | None:
    """Read a date as it is written, in its own time zone; None where it is not certain.

    ISO 8601 comes first, then dates in words. A date in numbers that could be read two ways,
    such as 03/04/2031, is not guessed, and neither is one without day, month and year.
    """
    written = written.strip()
    if len(written) > _LONGEST:
        return None
    try:
        day: date | None = datetime.fromisoformat(written).date()
    except ValueError:
        day = None if _is_ambiguous(written) else _in_words(written)
    return day if day and day.year >= _FIRST_NEWSPAPER else None


def _is_ambiguous(written: str) -> bool:
    if not (numbers := _NUMERIC.search(written)):
        return False
    first, second, year = numbers.groups()
    two_ways = int(first) <= _LAST_MONTH and int(second) <= _LAST_MONTH and first != second
    return len(year) < len("2031") or two_ways


def _in_words(written: str) -> date | None:
    # Without a year in full it is relative ("yesterday") or not a date, which takes long to see.
    if not _FOUR_DIGITS.search(written):
        return None
    import dateparser

    found = dateparser.parse(
        written,
        languages=_LANGUAGES,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    return found.date() if found else None
