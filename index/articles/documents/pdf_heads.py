"""What stands above and below the text of each page: running heads, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.articles.dates import read_time
from index.articles.documents.pdf_lines import Row

_EDGE = 2
_SAME_PLACE = 4.0
_APART = 1.8
_NUMBER = re.compile(r"\d+")
_FOLIO = re.compile(
    r"\W*(?:page|p\.|seite|página|pagina)?\s*\d{1,4}(?:\s*(?:/|of|von|de|di|sur)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
"""A page's number, alone or named as one."""

_PARTS = re.compile(r"\s{2,}|\s*[|•·]\s*|\s[-–—]\s")
_DAY = re.compile(
    r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,}\.?\s(?:de\s)?\d{4}\b"
    r"|\b[^\W\d_]{3,}\.?\s\d{1,2},?\s\d{4}\b"
)
"""A day with its month in words, as papers print it; programs that print pages write numbers."""


def part_heads(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """Part the running heads and feet from the rows of all pages; give the texts of the heads.

    One repeats at its place on another page, but for its numbers, or it holds the page's number
    or a day and stands apart from the text.
    """
    repeated = Counter(key for rows in pages for key in {_key(row) for row in _edges(rows)})
    heads: list[str] = []
    kept: list[list[Row]] = []
    for rows in pages:
        out = [
            row
            for row in _edges(rows)
            if _is_repeated(_key(row), repeated) or _stands_apart(row, rows)
        ]
        heads += [_text(row) for row in out]
        kept.append([row for row in rows if not any(row is each for each in out)])
    return kept, heads


def day_of(heads: Sequence[str]) -> str:
    """Give the day that the heads state in words, as a paper's do; "" without a single one."""
    days = {day for head in heads for day in _days(head)}
    return days.pop() if len(days) == 1 else ""


def _days(text: str) -> set[str]:
    return {found for found in _DAY.findall(text) if read_time(found)}


def _edges(rows: list[Row]) -> list[Row]:
    return rows[:_EDGE] + rows[max(_EDGE, len(rows) - _EDGE) :]


_Key = tuple[str, int]


def _key(row: Row) -> _Key:
    return _NUMBER.sub("#", _text(row)), round(row[0].y / _SAME_PLACE)


def _is_repeated(key: _Key, counts: Counter[_Key]) -> bool:
    text, place = key
    return sum(counts[text, near] for near in (place - 1, place, place + 1)) > 1


def _text(row: Row) -> str:
    return "  ".join(part.text for part in row)


def _stands_apart(row: Row, rows: list[Row]) -> bool:
    """Tell whether it is apart from the text and holds what heads of pages hold."""
    at = next(number for number, each in enumerate(rows) if each is row)
    if at not in (0, len(rows) - 1) or len(rows) == 1:
        return False
    beside = rows[1] if at == 0 else rows[-2]
    is_apart = abs(row[0].y - beside[0].y) > _APART * row[0].size
    parts = [part for part in _PARTS.split(_text(row)) if part.strip()]
    has_number = any(_FOLIO.fullmatch(part) for part in (*parts[:1], *parts[-1:]))
    return is_apart and (has_number or bool(_days(_text(row))))
