"""From the lines of a PDF file to its paragraphs, across columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.articles.blocks import Block
from index.articles.documents.pdf_lines import Column, Line
from index.articles.named_outlets import is_sources_heading

_USUAL_PITCH = 1.2
_WIDE_PITCH = 1.25
_HEADING_PITCH = 1.8
_INDENT = 0.6
_SAME_SIZE = 0.08
_HEADING = 1.12
_NOTE = 0.9
_LOOK_BACK = 3

_ITEM = re.compile(r"(?:[•‣◦▪●■○\uf0b7\uf0a7·]|[-–—*](?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡])\s*\S")
_ENDED = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")
_LINE_END = re.compile(r"(\w+)-\n(\w+)")
_WITH_HYPHEN = re.compile(r"\w+(?:-\w+)+")


@dataclass
class Paragraph:
    """The lines of one paragraph, and what they are set in."""

    lines: list[Line]
    is_row: bool = False
    ends_full: bool = field(default=False)  # its last line leaves no room for another word

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.lines[0].size

    @property
    def text(self) -> str:
        """Its lines, each one in one."""
        return "\n".join(" ".join(line.text.split()) for line in self.lines)

    @property
    def is_item(self) -> bool:
        """Whether it begins with the mark of a list's item."""
        return bool(_ITEM.match(self.lines[0].text))

    def is_set_as(self, line: Line) -> bool:
        """Whether `line` is set in the same letters."""
        near = abs(line.size - self.size) <= _SAME_SIZE * self.size
        return near and line.is_bold == self.lines[-1].is_bold


def paragraphs_of(columns: Sequence[Column]) -> list[Paragraph]:
    """Give the paragraphs of all columns; one that runs on in the next column is one."""
    pitch, usual = _pitch(columns), _usual_size([line for each in columns for line in each.lines])
    found: list[Paragraph] = []
    for column in columns:
        for number, paragraph in enumerate(_within(column, pitch=pitch, usual=usual)):
            begun = _begun(found, paragraph) if number == 0 else None
            if begun is None:
                found.append(paragraph)
            else:
                begun.lines += paragraph.lines
                begun.ends_full = paragraph.ends_full
    return found


def blocks_of(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Give the text of each paragraph as one line; notes at the foot of pages come last."""
    usual = _usual_size([line for each in paragraphs for line in each.lines])
    most_are_bold = sum(each.lines[0].is_bold for each in paragraphs) * 2 > len(paragraphs)
    known = {word.casefold() for each in paragraphs for word in _WITH_HYPHEN.findall(each.text)}
    notes: list[Block] = []
    for each in paragraphs:
        text = _one_line(each.text, known)
        if each.size < _NOTE * usual and _NOTE_MARK.match(text):
            notes.append(Block(text))
        elif each.is_row or each.is_item:
            yield Block(
                _ITEM.sub("", text, count=1) if not each.is_row else text,
                "row" if each.is_row else "item",
            )
        elif each.size > _HEADING * usual:
            yield Block(text, "heading1")
        else:
            is_heading = all(line.is_bold for line in each.lines) and not most_are_bold
            yield Block(text, "heading" if is_heading else "")
    yield from notes


def _pitch(columns: Sequence[Column]) -> float:
    """Give the usual distance of two lines, by the height of their letters."""
    pitches = Counter(
        round((below.y - above.y) / above.size, 1)
        for column in columns
        for above, below in pairwise(column.lines)
        if abs(above.size - below.size) <= _SAME_SIZE * above.size
    )
    most = max(pitches.values(), default=0)
    return min((each for each, count in pitches.items() if 2 * count >= most), default=_USUAL_PITCH)


def _within(column: Column, *, pitch: float, usual: float) -> Iterator[Paragraph]:
    if column.is_table:
        yield from (Paragraph([line], is_row=True) for line in column.lines)
        return
    open_: Paragraph | None = None
    for line in column.lines:
        farthest = _HEADING_PITCH if line.size > _HEADING * usual else _WIDE_PITCH * pitch
        if open_ is not None and not _parts(open_, line, column, farthest=farthest):
            open_.lines.append(line)
        else:
            if open_ is not None:
                yield open_
            open_ = Paragraph([line])
        open_.ends_full = not _has_room(line, "mmmm", column)
    if open_ is not None:
        yield open_


def _parts(open_: Paragraph, line: Line, column: Column, *, farthest: float) -> bool:
    """Tell whether a paragraph begins with `line`."""
    before = open_.lines[-1]
    is_far = line.y - before.y > farthest * max(before.size, line.size)
    is_heading = any(is_sources_heading(each.text) for each in (before, line))
    if is_far or is_heading or _ITEM.match(line.text) or not open_.is_set_as(line):
        return True
    if open_.is_item:
        return line.left <= open_.lines[0].left and bool(_ENDED.search(before.text))
    indent = _INDENT * line.size
    ended = bool(_ENDED.search(before.text))
    is_set_in = column.left + indent < line.left < column.left + 5 * line.size
    # Of two lines that are set in, both begin a paragraph if the first one is a whole one.
    follows_text = before.left <= column.left + indent or (ended and len(open_.lines) == 1)
    word = line.text.split()[0]
    return (is_set_in and follows_text) or (ended and _has_room(before, word, column))


def _has_room(line: Line, word: str, column: Column) -> bool:
    """Tell whether `word` would have found room at the end of `line`."""
    a_letter = (line.right - line.left) / max(len(line.text), 1)
    return column.right - line.right > (len(word) + 2) * a_letter


def _begun(found: list[Paragraph], rest: Paragraph) -> Paragraph | None:
    """Give the paragraph that `rest` goes on with, from the column or page before."""
    if rest.is_row or rest.is_item:
        return None
    first = rest.lines[0]
    is_amid = first.text[0].islower()
    for back, begun in enumerate(reversed(found[-_LOOK_BACK:])):
        is_open = not begun.is_row and not _ENDED.search(begun.text)
        if is_open and begun.is_set_as(first) and (is_amid or (back == 0 and begun.ends_full)):
            return begun
    return None


def _usual_size(lines: Sequence[Line]) -> float:
    """Give the height of letters that most of the text is set in."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _one_line(text: str, known: set[str]) -> str:
    """Join the lines of `text`, and the words that a hyphen parts at the end of one.

    The hyphen stays where the word is written with one elsewhere (`known`), before a capital, and
    beside a number.
    """

    def mended(parts: re.Match[str]) -> str:
        before, after = parts[1], parts[2]
        is_one = f"{before}-{after}".casefold() in known
        keeps = is_one or not after[0].islower() or before[-1].isdigit()
        return f"{before}-{after}" if keeps else before + after

    return " ".join(_LINE_END.sub(mended, text).split())
