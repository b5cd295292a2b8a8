"""Times of day and their zones, as they stand behind a date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# No more than one space in a place: with any number of them in six places, the time it takes grows
# with their fourth power.
_CLOCK = re.compile(
    r"(?P<half>[ap]\.?\s?m\b\.?\s?)?"
    r"(?P<hour>\d{1,2})"
    r"(?:\s?(?:[:.hH]|Uhr|点|點|時|时|시)\s?(?P<minute>\d{2}))?"
    r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s?(?:Uhr|uur|hrs|h|分|분)?"
    r"\s?(?P<after>[ap]\.?\s?m\b\.?)?"
    r"\s?(?P<zone>\(?[^\W\d_]{1,5}\b\)?)?\s?(?P<offset>[+-]\d{2}:?(?:\d{2})?)?\s?(?:\([^()]*\))?\.?",
    re.IGNORECASE,
)
_PLACES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver",
           "pt": "America/Los_Angeles"}  # fmt: skip
"""Zones that name summer and winter time at once."""

_HOURS = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1,
    "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "jst": 9, "kst": 9,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "aest": 10, "aedt": 11,
}  # fmt: skip
"""Hours from UTC; names that mean several zones, such as IST, are left out."""

_NOON = 12


def with_clock(day: datetime, written: str) -> datetime | None:
    """Give `day` with the time of day that is `written`; None where that is none."""
    found = _CLOCK.fullmatch(" ".join(written.split()))
    if not found or not (found["minute"] or found["half"] or found["after"]):
        return None
    hour, half = int(found["hour"]), (found["half"] or found["after"] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    try:
        clock = time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None
    zone = _zone(found["zone"] or "", found["offset"] or "")
    return datetime.combine(day, clock, tzinfo=zone)


@lru_cache(maxsize=256)
def _zone(name: str, offset: str) -> tzinfo | None:
    """Give the zone of a name or an offset; a name that is not certain gives none."""
    name = name.strip("()").lower()
    if offset:
        digits = offset[1:].replace(":", "").ljust(4, "0")
        east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-east if offset[0] == "-" else east) if east < timedelta(days=1) else None
    if name in _PLACES:
        try:
            return ZoneInfo(_PLACES[name])
        except ZoneInfoNotFoundError:  # a system without a table of zones
            return None
    hours = _HOURS.get(name)
    return None if hours is None else timezone(timedelta(hours=hours)) if hours else UTC
