"""Joining the lines of a text that was wrapped to a width, as mails and news wires are."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NARROWEST, _WIDEST = 50, 100
_SLACK = 12  # not every wrapper fills its lines
_ITEM = re.compile(r"\s*(?:[-*•–—o]|\d{1,3}[.)])\s+\S")
_INDENTED = re.compile(r"[ \t]{2,}\S")
_ADDRESS = re.compile(r"https?://\S+")


def unwrap(text: str) -> str:
    """Join lines that were broken only because the next word did not fit; blocks stay parted.

    The width is about that of the longest line. A line that had room for the next line's first
    word was ended on purpose. An indented line begins a block, as paragraphs of news wires do, and
    so does the first item of a list; its items are lines.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs()
    lines = [line.rstrip() for line in text.split("\n")]
    width = max((len(line) for line in lines if not _ADDRESS.search(line)), default=0)
    is_wrapped = _NARROWEST <= width <= _WIDEST
    return _parted("\n".join(_joined(lines, width) if is_wrapped else lines))


def _joined(lines: list[str], width: int) -> Iterator[str]:
    whole, last, in_list = "", "", False  # what is joined so far, and its last line as written
    for line in lines:
        is_item = bool(_ITEM.match(line))
        had_room = len(last) + len(line.lstrip().partition(" ")[0]) < width - _SLACK
        if last and line and not is_item and not had_room and not _sets_in(line, last, in_list):
            whole += f" {line.lstrip()}"
        else:
            yield whole
            if is_item != in_list or (_INDENTED.match(line) and not is_item):
                yield ""
            whole, in_list = line, is_item
        last = line
    yield whole


def _sets_in(line: str, last: str, in_list: bool) -> bool:
    """Tell whether a line is set in as the first of a paragraph is."""
    return bool(_INDENTED.match(line)) and not _INDENTED.match(last) and not in_list


def _parted(text: str) -> str:
    blocks = re.split(r"\n\s*\n", text)
    lines = ("\n".join(line.strip() for line in block.split("\n")) for block in blocks)
    return "\n\n".join(block for block in map(str.strip, lines) if block)
