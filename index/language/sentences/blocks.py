"""The blocks of a text: no sentence reaches from one into the next.

A blank line ends a block. So does the end of a line, unless the line was full and the text goes on
in the next one, as in a mail that is wrapped at 72 columns.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from index.types import Span

_BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")
_QUOTED = re.compile(r"(?:[^\S\n]*>)*[^\S\n]*")
_ITEM = re.compile(r"(?:[-*•·▪◦‣●○✓]|\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,4})[.)])\s")
_ROW = re.compile(r"\S\t+\S|\s\|\s|^\|")
_ENDED = re.compile(r"[.!?…:;。！？।۔؟][\"'”’»)\]]*$")
# Words that no heading or paragraph ends in.
_OPEN = frozenset("a an the and or of at from than her his its their our Mr. Mrs. Ms. Dr.".split())
_NARROWEST, _NARROW, _WIDE = 20, 40, 120  # columns: nobody wraps at fewer than 40 or more than 120
_ABOUT = 0.9
_EAST = "\u2e80"  # from here on, scripts that put no spaces between words


class _Margin(NamedTuple):
    """How long the lines of a text or paragraph are, and whether they were ended there."""

    width: int
    wraps: bool


def block_spans(text: str) -> list[Span]:
    """Give the blocks of `text` in order; whatever is no white space lies in one of them."""
    if "\n" not in text:
        return [Span(0, len(text))]
    ends = [(match.start(), match.end()) for match in _BLANK_LINE.finditer(text)]
    begins = [0, *(end for _, end in ends)]
    paragraphs = list(zip(begins, [*(start for start, _ in ends), len(text)], strict=True))
    bare = {start: _bare(text[start:end]) for start, end in paragraphs if "\n" in text[start:end]}
    usual = _margin(bare.values())
    blocks: list[Span] = []
    for start, end in paragraphs:
        if start in bare:
            blocks.extend(_joined(text[start:end], start, bare[start], usual))
        else:
            blocks.append(Span(start, end))
    return [block for block in blocks if block and not block.of(text).isspace()]


def _bare(paragraph: str) -> list[str]:
    """Give the lines of a paragraph without white space and the signs of a quoted mail."""
    return [_QUOTED.sub("", line, count=1).rstrip() for line in paragraph.split("\n")]


def _margin(paragraphs: Collection[list[str]]) -> _Margin:
    """Tell whether lines end at a margin, rather than where somebody ended them."""
    width = max((len(a) for lines in paragraphs for a in lines if "://" not in a), default=0)
    pairs = [(a, b) for lines in paragraphs for a, b in pairwise(lines) if b]
    full = sum(_needs(*pair) > _ABOUT * width for pair in pairs)
    # A line that no sign ends, and that had room for the next word, was ended by somebody.
    meant = sum(not _ENDED.search(a) and _needs(a, b) <= _ABOUT * width for a, b in pairs)
    return _Margin(width, _NARROW <= width <= _WIDE and full > 1 and full > meant)


def _joined(paragraph: str, start: int, bare: list[str], usual: _Margin) -> Iterator[Span]:
    """Give the lines of a paragraph, joined where one goes on in the next."""
    margin = _margin([bare])
    if usual.wraps and not margin.wraps and margin.width <= usual.width:
        margin = usual
    at = start
    for line, (this, following) in zip(paragraph.split("\n"), pairwise([*bare, ""]), strict=True):
        is_first = at == 0  # a text that is part of another can begin in the midst of a line
        at += len(line) + 1
        if not following or not _goes_on(this, following, margin, is_first=is_first):
            yield Span(start, at - 1)
            start = at


def _goes_on(line: str, following: str, margin: _Margin, *, is_first: bool) -> bool:
    if _ITEM.match(following) or _ROW.search(line) or _ROW.search(following):
        return False
    needs = _needs(line, following)
    if following[0].islower() and not following[1:2].isupper():  # "the", but not "eBay"
        return margin.width > _NARROWEST and (is_first or needs > min(margin.width, _WIDE) / 2)
    return line.rpartition(" ")[2] in _OPEN or (margin.wraps and needs > _ABOUT * margin.width)


def _needs(line: str, following: str) -> int:
    """Give how long `line` would be with the first word of the line that follows it."""
    word = following[:1] if following[:1] >= _EAST else following.split(None, 1)[0]
    return len(line) + 1 + len(word)
