"""Reading a date that is written out: the usual forms quickly, all others by their words."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from index.articles.dates.clocks import with_clock
from index.articles.dates.numbers import is_open, time_of_digits
from index.articles.dates.words import in_words
from index.language.english.calendar import SHORT_MONTHS

_LONGEST = 100
_LAST_MONTH = 12
_FIRST_OF_LAST_CENTURY = 69  # of two digits, as POSIX reads them
_MONTHS = {name: number for number, name in enumerate(SHORT_MONTHS, 1)}
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK = r"(?:,?\s*(?:\bat\b|\bum\b|\bà\b|[|·@T–—-])?\s*(?P<clock>\d.*|[ap]\.?m.*))?"
_FORMS = [
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<day>\d{1,2})(?!\d)",
        r"(?P<first>\d{1,2})\s?([./-])\s?(?P<second>\d{1,2})\s?\2\s?(?P<year>\d{4}|\d{2})(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s*{_DAY},?\s+(?P<year>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]*(?P<year>\d{{4}})(?!\d)",
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]"
        r"(?:\s?[(（]?[一-龥月-일][)）]?)?",
    )
]
_POSTED = re.compile(  # Mon Mar 4 09:00:00 +0000 2031
    rf"\w{{3}},?\s+{_MONTH}\s+(?P<day>\d{{1,2}})\s+(?P<clock>[\d:]+(?:\s+\S+)?)\s+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_SAID_FIRST = re.compile(
    r"^(?:(?:first|originally|last)\s+)?(?:published|posted|updated?|modified|created|issued|date"
    r"|veröffentlicht|erschienen|aktualisiert|stand|datum|publié|mis à jour|date de publication"
    r"|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt"
    r"|opublikowano|zaktualizowano|aktualizacja|опубликовано|обновлено|نشر|تاريخ النشر|آخر تحديث"
    r"|[发發][布佈表](?:[时時][间間]|[于於])|更新(?:[时時][间間]|[于於])|公開日?|更新日?|掲載日?)\b"
    r"(?:\s+(?:on|at|am|le|el|il|em|op|dnia|the|date|time|day)\b)?\s*[:：,-]?\s*",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\s*[|·•(\[;,–—-]\s*(?:last\s+)?(?:updated?|modified|aktualisiert|mis à jour"
    r"|actualizado|aggiornato|atualizado)\b.*",
    re.IGNORECASE,
)
_ZONE_NAME = re.compile(r"\[[\w/]+\]$")
_WITH_CLOCK = re.compile(
    r"(?P<day>.*?(?<!\d)\d{4}(?!\d)(?:\s?г\.|\s?года)?)[^\d一-龥가-힣]{1,15}?(?P<clock>\d{1,2}\s?[:.h]\s?\d{2}.*)",
    re.IGNORECASE,
)
_ORDINAL_DAY = re.compile(r"(\d{4})-?(\d{3})")
_DIGITS = re.compile(r"(\d{8,19})(?:\.(\d+))?")
_MICROSECONDS = re.compile(r"(?<=:\d\d\.\d{6})\d+")


@lru_cache(maxsize=8192)
def read_written(written: str, *, day_first: bool | None = None) -> datetime | date | None:
    """Read a date as it is written; see `read_time`."""
    if found := _iso(written):
        return found
    if not written or len(written) > _LONGEST:
        return None
    return _read(_plain(written), day_first=day_first)


def _iso(written: str) -> datetime | date | None:
    try:
        if "0" <= written[:1] <= "9" and not written.isdigit():
            return date.fromisoformat(written)
    except ValueError:
        pass
    try:
        return None if written.isdigit() else datetime.fromisoformat(written)
    except ValueError:
        return None


def _plain(written: str) -> str:
    """Give `written` in Latin digits, without what is said before the date and of a later one."""
    digits = (str(unicodedata.digit(each)) if each.isdigit() else each for each in written)
    plain = " ".join("".join(digits).split()) if not written.isascii() else written
    first = _SAID_FIRST.sub("", " ".join(plain.split()), count=1)
    return _ZONE_NAME.sub("", _THEN.sub("", first, count=1))


def _read(written: str, *, day_first: bool | None) -> datetime | date | None:
    if found := _iso(_MICROSECONDS.sub("", written)) or _in_digits(written):
        return found
    for form in (_POSTED, *_FORMS):
        if (match := form.fullmatch(written)) and (found := _of_form(match, day_first=day_first)):
            return found
    if is_open(written) and day_first is None:
        return None
    parts = _WITH_CLOCK.fullmatch(written)
    day = in_words(parts["day"], day_first=day_first) if parts else None
    found = with_clock(datetime.combine(day, time()), parts["clock"]) if parts and day else None
    return found or in_words(written, day_first=day_first)


def _in_digits(written: str) -> datetime | date | None:
    if ordinal := _ORDINAL_DAY.fullmatch(written):
        return _day_of_year(int(ordinal[1]), int(ordinal[2]))
    digits = _DIGITS.fullmatch(written)
    return time_of_digits(digits[1], fraction=float(f"0.{digits[2] or 0}")) if digits else None


def _of_form(match: re.Match[str], *, day_first: bool | None) -> datetime | date | None:
    """Give the time that one of the forms found, None where it is none or not certain."""
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        if day_first is None and is_open(match[0]):
            return None
        first, second = int(parts["first"]), int(parts["second"])
        is_day = first > _LAST_MONTH or (second <= _LAST_MONTH and day_first is not False)
        day, month = (first, second) if is_day else (second, first)
        if len(parts["year"]) < len("2031"):
            year += 2000 if year < _FIRST_OF_LAST_CENTURY else 1900
    else:
        day = int(parts["day"])
        month = _MONTHS[parts["name"][:3].lower()] if "name" in parts else int(parts["month"])
    try:
        found = datetime(year, month, day)  # noqa: DTZ001 - its zone comes with its clock
    except ValueError:
        return None
    return with_clock(found, parts["clock"]) if parts["clock"] else found.date()


def _day_of_year(year: int, number: int) -> date | None:
    try:
        day = date(year, 1, 1) + timedelta(days=number - 1)
    except (ValueError, OverflowError):
        return None
    return day if day.year == year else None
