"""Quotation marks, paired paragraph by paragraph: any sign, also the same one on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DOUBLE = frozenset('"“”„‟«»')
_MARKS = re.compile("[\"“”„‟«»]|'''?|``")
# A single mark may as well be an apostrophe: it opens only where a word begins, and closes only
# where one has ended.
_SINGLE = re.compile(r"[‘’'](?:(?<![\w.,!?].)(?=[^\W\d_])|(?<=[\w.,!?…][’'])(?!\w))", re.DOTALL)
_OPENERS = frozenset("“„‟«")


class Quotation(NamedTuple):
    """What stands in quotation marks, with them; one that its paragraph does not close is open."""

    start: int
    end: int
    is_open: bool = False
    goes_on: bool = False


def quotations_in(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """Pair the marks of each paragraph; one left open ends with its paragraph.

    It `goes_on` what the paragraph before left open when it begins with a mark of its own.
    """
    found: list[Quotation] = []
    waiting = False
    for start, end in paragraphs:
        here = list(_paired(text, start, end))
        if waiting and here and not text[start : here[0].start].strip():
            here[0] = here[0]._replace(goes_on=True)
        waiting = bool(here) and here[-1].is_open
        found += here
    return found


def _paired(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened = -1
    after = start
    for match in _MARKS.finditer(text, start, end):
        at = match.start()
        if opened < 0:
            if _may_open(text, at, match.end(), end):
                yield from _singles(text, after, at)
                opened = at
        elif _closes(text, at, match.end(), start):
            yield Quotation(opened, match.end())
            opened, after = -1, match.end()
        elif match.group() not in _OPENERS or opened != start:
            opened = at  # the mark before was never closed, such as that of an inch
    if opened >= 0:
        yield Quotation(opened, end, is_open=True)
    else:
        yield from _singles(text, after, end)


def _may_open(text: str, at: int, after: int, end: int) -> bool:
    """Whether a mark outside a quotation opens one: it touches what follows."""
    follows = text[after] if after < end else " "
    before = text[at - 1] if at else " "
    return not follows.isspace() and not (before.isalnum() and text[at] in "”")


def _closes(text: str, at: int, after: int, start: int) -> bool:
    """Whether a mark in a quotation closes it: only one that stands free before a word opens."""
    free = at == start or text[at - 1].isspace()
    return (
        text[at] not in "“„‟" or not free
        if text[at] in _OPENERS
        else not (free and after < len(text) and text[after].isalnum())
    )


def _singles(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened = -1
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        begins = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,!?…")
        if begins and opened < 0:
            opened = at
        elif not begins and opened >= 0 and text[at] != "‘":
            yield Quotation(opened, at + 1)
            opened = -1
