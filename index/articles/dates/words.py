"""Dates in the words of many languages (the only place that knows dateparser)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timezone
from functools import lru_cache

_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MIDNIGHT = re.compile(r"\b(?:0?0[:.h]00|12(?:[:.]00)?\s?a\.?m)")
_LANGUAGES = "en de fr es it pt nl pl ru uk ar zh ja tr".split()  # with all 200, a miss takes 3 s
_LEVANTINE = {
    "كانون الثاني": "يناير", "شباط": "فبراير", "آذار": "مارس", "نيسان": "أبريل", "أيار": "مايو",
    "حزيران": "يونيو", "تموز": "يوليو", "آب": "أغسطس", "أيلول": "سبتمبر",
    "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر", "كانون الأول": "ديسمبر",
}  # fmt: skip
"""The months as Syria, Lebanon, Jordan and Iraq call them, in the names that dateparser knows."""
_LEVANTINE_MONTH = re.compile(rf"\b({'|'.join(_LEVANTINE)})\b(?:\s?/\s?\w+)?")


@lru_cache(maxsize=4096)
def in_words(written: str, *, day_first: bool | None = None) -> datetime | date | None:
    """Read a date in words; None where it is not certain, or states no day, month or year."""
    # Without a year in full it is relative ("yesterday") or not a date, which takes long to see.
    if not _FOUR_DIGITS.search(written):
        return None
    import dateparser

    settings = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
    }
    if day_first is not None:
        order = {"DATE_ORDER": "DMY" if day_first else "MDY", "PREFER_LOCALE_DATE_ORDER": False}
        settings |= order
    written = _LEVANTINE_MONTH.sub(lambda month: _LEVANTINE[month[1]], written)
    found = dateparser.parse(written, languages=_LANGUAGES, settings=settings)
    if not found:
        return None
    if found.time() == time() and not _MIDNIGHT.search(written):
        return found.date()
    offset = found.utcoffset()
    # dateparser's own zones know no days of change and cannot be kept elsewhere.
    return found.replace(tzinfo=None if offset is None else timezone(offset))
