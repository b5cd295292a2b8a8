"""The blocks of a text: no sentence reaches from one into the next.

A blank line ends a block. So does the end of a line, unless the line was full and the text goes on
in the next one, as in a mail that is wrapped at 72 columns.
"""

from __future__ import annotations

import re
from itertools import pairwise

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


def block_spans(text: str) -> list[Span]:
    """Give the blocks of `text` in order; whatever is no white space lies in one of them."""
    blocks: list[Span] = []
    start = 0
    for match in _BLANK_LINE.finditer(text):
        blocks.extend(_lines(text, start, match.start()))
        start = match.end()
    blocks.extend(_lines(text, start, len(text)))
    return [block for block in blocks if not block.of(text).isspace() and block]


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Give the lines of a paragraph, joined where one goes on in the next."""
    if text.find("\n", start, end) < 0:
        return [Span(start, end)]
    lines = text[start:end].split("\n")
    bare = [_QUOTED.sub("", line, count=1).rstrip() for line in lines]
    margin = max((len(line) for line in bare if "://" not in line), default=0)
    is_wrapped = _NARROW <= margin <= _WIDE and _is_wrapped(bare, margin)
    blocks: list[Span] = []
    at = start
    for line, (this, following) in zip(lines, pairwise([*bare, ""]), strict=True):
        at += len(line) + 1
        if not following or not _goes_on(this, following, margin, is_wrapped):
            blocks.append(Span(start, at - 1))
            start = at
    return blocks


def _is_wrapped(lines: list[str], margin: int) -> bool:
    """Whether the lines of a paragraph end at a margin rather than where somebody ended them."""
    pairs = [(a, b) for a, b in pairwise(lines) if b]
    full = sum(_needs(*pair) > _ABOUT * margin for pair in pairs)
    # A line that no sign ends, and that had room for the next word, was ended by somebody.
    meant = sum(not _ENDED.search(a) and _needs(a, b) <= _ABOUT * margin for a, b in pairs)
    return full > 1 and full > meant


def _goes_on(line: str, following: str, margin: int, is_wrapped: bool) -> bool:
    if _ITEM.match(following) or _ROW.search(line) or _ROW.search(following):
        return False
    needs = _needs(line, following)
    if following[0].islower() and not following[1:2].isupper():  # "the", but not "eBay"
        return margin > _NARROWEST and needs > min(margin, _WIDE) / 2
    return line.rpartition(" ")[2] in _OPEN or (is_wrapped and needs > _ABOUT * margin)


def _needs(line: str, following: str) -> int:
    """Give how long `line` would be with the first word of the line that follows it."""
    word = following[:1] if following[:1] >= _EAST else following.split(None, 1)[0]
    return len(line) + 1 + len(word)
