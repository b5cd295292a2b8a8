"""The lines of a page in the order they are read: columns are told apart by their gutters.

Pure geometry, after the recursive XY-cut (Nagy and Seth, 1984): rows that share a gutter, a strip
without text from the first of them to the last, are read column by column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.articles.documents.pdf_words import Word

_SAME_ROW = 0.45
_WIDE_SPACE = 0.5
_GUTTER = 0.6
"""Of the height of a letter: how far apart the lines of one row, the words on both sides of a
wide space, and columns at least are."""

_FEWEST_LINES = 2
_ENOUGH_GUTTER = 2.4
"""How wide a gutter is times the lines beside it; spaces that meet by chance come to less."""

_MANY_LINES = 8
"""How many lines that keep clear of a gutter make even one line beside it a column."""

_ACROSS = 0.6
_CELL_LENGTH = 12
_FULL = 0.8
_MOST_FULL_CELLS = 0.4
_LARGE = 1.15
_BULLET = re.compile(r"[•‣◦▪●■○–—*\-·]|\(?(?:\d{1,2}|[a-z])[.)]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column; wide gaps in it are two spaces."""

    text: str
    left: float
    right: float
    y: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after the other; of a table, each is a row."""

    lines: tuple[Line, ...]
    is_table: bool = False
    are_doubtful: bool = False

    @property
    def right(self) -> float:
        """Where its longest line ends."""
        return max(line.right for line in self.lines)

    @property
    def left(self) -> float:
        """Where its lines begin that are not set in."""
        return min(line.left for line in self.lines)


Row = list[Line]


class Gap(NamedTuple):
    """A strip without text; `width` by the height of a letter."""

    left: float
    right: float
    width: float


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Give the rows of a page from top to bottom, each parted where the gaps are wide."""
    rows: list[list[Word]] = []
    for word in sorted(_left_to_right(words), key=lambda each: each.y):
        size = max((each.size for each in rows[-1]), default=0.0) if rows else 0.0
        if rows and word.y - rows[-1][0].y < _SAME_ROW * max(size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [[*_segments(sorted(row, key=lambda each: each.left))] for row in rows]


def _left_to_right(words: Sequence[Word]) -> Sequence[Word]:
    """Mirror a page in a script from right to left, so that all pages read alike."""
    letters = [unicodedata.bidirectional(word.text[0]) for word in words]
    if sum(letter in ("R", "AL") for letter in letters) * 2 <= len(letters):
        return words
    return [replace(word, left=-word.right, right=-word.left) for word in words]


def _segments(row: list[Word]) -> Iterator[Line]:
    run: list[Word] = []
    for word in row:
        if run and word.left - run[-1].right > _GUTTER * word.size:
            marks_item = len(run) == 1 and _BULLET.fullmatch(run[0].text)
            if not marks_item:
                yield _line(run)
                run = []
        run.append(word)
    yield _line(run)


def _line(words: list[Word]) -> Line:
    text = words[0].text
    for before, word in pairwise(words):
        is_wide = word.left - before.right > _WIDE_SPACE * word.size
        text += ("  " if is_wide else " ") + word.text
    largest = max(words, key=lambda each: each.size)
    return Line(
        text,
        left=words[0].left,
        right=max(word.right for word in words),
        y=largest.y,
        size=median(word.size for word in words),
        is_bold=all(word.is_bold for word in words),
    )


def columns_of(rows: Sequence[Row]) -> Iterator[Column]:
    """Give the columns of a page in the order they are read."""
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        end, gutters = _columns_from(rows, at)
        if not gutters:
            plain.append(rows[at])
            at += 1
            continue
        yield from _one_column(plain)
        plain = []
        parts = [_between(rows[at:end], gutters, number) for number in range(len(gutters) + 1)]
        if _is_table(rows[at:end], parts):
            yield from _table(rows[at:end])
        else:
            for part in parts:
                yield from columns_of(part)
        at = end
    yield from _one_column(plain)


def _one_column(rows: Sequence[Row]) -> Iterator[Column]:
    if not rows:
        return
    # Long texts side by side without a gutter that runs through: nobody can tell how to read them.
    apart = sum(sum(len(part.text) > _CELL_LENGTH for part in row) > 1 for row in rows)
    lines = tuple(_joined(row, "  ") for row in rows)
    yield Column(lines, are_doubtful=apart >= _FEWEST_LINES)


def _joined(row: Row, between: str) -> Line:
    text = between.join(part.text for part in row)
    return replace(row[0], text=text, right=row[-1].right)


def _table(rows: Sequence[Row]) -> Iterator[Column]:
    """Give a table, without the lines of text above and below it."""
    cells = [number for number, row in enumerate(rows) if len(row) > 1]
    first, last = cells[0], cells[-1] + 1
    yield from _one_column(rows[:first])
    yield Column(tuple(_joined(row, " | ") for row in rows[first:last]), is_table=True)
    yield from _one_column(rows[last:])


def _columns_from(rows: Sequence[Row], start: int) -> tuple[int, list[float]]:
    """Give the last row, and the gutters, of the longest run of rows from `start` in columns."""
    usual = median(part.size for row in rows for part in row)
    best: tuple[int, list[float]] = (start, [])
    taken: list[tuple[float, float]] = []
    gaps: list[Gap] = []
    for end, row in enumerate(rows[start:], start + 1):
        is_headline = len(row) == 1 and row[0].size > _LARGE * usual
        if best[1] and is_headline and _goes_beyond(best[1][0], rows[end:]):
            break
        had_gap = bool(gaps)
        taken = _merged([*taken, *((part.left, part.right) for part in row)])
        gaps = [
            Gap(before[1], after[0], (after[0] - before[1]) / usual)
            for before, after in pairwise(taken)
            if after[0] - before[1] > _GUTTER * usual
        ]
        if had_gap and not gaps:
            break
        if gutters := _gutters(rows[start:end], gaps):
            best = (end, gutters)
    return best


def _goes_beyond(gutter: float, rows: Sequence[Row]) -> bool:
    """Tell whether anything in `rows` stands outside the column at the left of `gutter`."""
    return any(part.right > gutter for row in rows for part in row)


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _gutters(rows: Sequence[Row], gaps: list[Gap]) -> list[float]:
    """Give the middles of the gaps with enough lines at their left and, in all, their right."""
    middles = [[(part.left + part.right) / 2 for part in row] for row in rows]
    kept: list[float] = []
    for gap in gaps:
        before = kept[-1] if kept else float("-inf")
        at_left = sum(any(before < middle < gap.left for middle in row) for row in middles)
        at_right = sum(any(middle > gap.right for middle in row) for row in middles)
        fewer, more = sorted((at_left, at_right))
        is_wide = fewer >= _FEWEST_LINES and fewer * gap.width > _ENOUGH_GUTTER
        if is_wide or (fewer and more >= _MANY_LINES):
            kept.append((gap.left + gap.right) / 2)
    return kept


def _between(rows: Sequence[Row], gutters: list[float], number: int) -> list[Row]:
    left = gutters[number - 1] if number else float("-inf")
    right = gutters[number] if number < len(gutters) else float("inf")
    parts = ([part for part in row if left < (part.left + part.right) / 2 < right] for row in rows)
    return [part for part in parts if part]


def _is_table(rows: Sequence[Row], columns: list[list[Row]]) -> bool:
    across = sum(len(row) > 1 for row in rows)
    return across > _ACROSS * len(rows) and any(_is_cells(column) for column in columns)


def _is_cells(rows: Sequence[Row]) -> bool:
    """Tell a column of a table from one of a text, whose lines are long and fill it."""
    width = max(row[-1].right for row in rows) - min(row[0].left for row in rows)
    length = median(sum(len(part.text) for part in row) for row in rows)
    full = sum(row[-1].right - row[0].left > _FULL * width for row in rows)
    return length < _CELL_LENGTH or full < _MOST_FULL_CELLS * len(rows)
