"""The days that a page shows: in `<time>`, and as a line of text near its headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.articles.web.blocks import Block, Element, flat
from index.language.english.calendar import SHORT_MONTHS

_MONTH = r"[^\W\d_]{3,12}\.?"
DAY = re.compile(
    rf"\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日"
    rf"|(?<!\d)\d{{1,2}}(?:\.|st|nd|rd|th|er)?\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:de\s+)?\d{{4}}(?!\d)"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)"
    rf"|(?<![\d./-])\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}(?![\d./-])"
)
_CHANGED = re.compile(
    r"updated?|modified|edited|corrected|aktualisiert|geändert|mis à jour|modifié|actualizad|"
    r"aggiornat|atualizad|bijgewerkt|更新",
    re.IGNORECASE,
)
_IN_URL = re.compile(
    rf"/((?:19|20)\d\d)[/-](\d{{1,2}}|{'|'.join(SHORT_MONTHS)})[/-](\d{{1,2}})(?:/|-|$)"
)
_YEAR = re.compile(r"\d{4}")
_MOST_WORDS = 24
_LAST_MONTH, _LAST_OF_MONTH = 12, 31


def days_in_times(times: Sequence[Element]) -> dict[str, list[str]]:
    """Give the days of `<time>` elements that belong to the article, in their order."""
    stated: dict[str, list[str]] = {"published": [], "updated": []}
    for time in times:
        value = (time.get("datetime") or "").strip()
        if not _YEAR.search(value):
            shown = DAY.search(flat(time))
            value = shown[0] if shown else ""
        if not value:
            continue
        names = f"{time.get('class') or ''} {time.get('itemprop') or ''} {_label(time)}"
        days = stated["updated" if _CHANGED.search(names) else "published"]
        days.insert(0 if "pubdate" in time.attrib else len(days), value)
    return stated


def days_near(blocks: Sequence[Block]) -> dict[str, list[str]]:
    """Give the days that short lines near the headline state."""
    stated: dict[str, list[str]] = {"published": [], "updated": []}
    for block in blocks:
        if len(block.text.split()) > _MOST_WORDS or block.kind == "heading":
            continue
        before = 0
        for day in DAY.finditer(block.text):
            label = block.text[before : day.start()]
            stated["updated" if _CHANGED.search(label) else "published"].append(day[0])
            before = day.end()
    return stated


def day_in_url(url: str) -> dict[str, list[str]]:
    """Give the day that an address holds whole, as /2031/06/03/ does."""
    if not (found := _IN_URL.search(url)):
        return {}
    year, named, day = found[1], found[2], int(found[3])
    month = SHORT_MONTHS.index(named) + 1 if named in SHORT_MONTHS else int(named)
    is_day = 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_OF_MONTH
    return {"published": [f"{year}-{month:02}-{day:02}"]} if is_day else {}


def _label(time: Element) -> str:
    """Give the words right before a time: "Updated", "Published on"."""
    before = time.getprevious()
    words = (before.tail if before is not None else time.getparent().text) or ""
    if not words.strip() and before is not None:
        words = flat(before)
    return str(words)[-40:]
