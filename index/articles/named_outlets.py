"""The list at the end of an article that names other outlets: `Sources and related`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.types import NamedOutlet

_HEADING = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:\*\*|__)?"
    r"(?:sources?(?:\s*(?:and|&|/)\s*(?:related(?:\s*(?:articles|reading|stories))?|references))?"
    r"|references|see also|further reading"
    r"|read more|related(?:\s*(?:articles|stories|news|links|reading|coverage))?)"
    r"\s*:?(?:\*\*|__)?\s*:?\s*#*\s*",
    re.IGNORECASE,
)
_NAMES_OUTLETS = re.compile(r"sources?\s*(?:and|&|/)", re.IGNORECASE)
_LONGEST_HEADING = 60
_RULE = re.compile(r"\s*(?:[-=_*]\s*){3,}")
_BULLET = re.compile(r"\A\s*(?:[-•–·‣◦►]\s*|\*\s+|\d{1,3}[.)]\s+)(?=\S)")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(r"(\*{1,2}|_{1,2})(?=\S)(.+?)(?<=\S)\1")
_URL = re.compile(r"\s*[(<]?https?://\S+\s*$")
_OUTLET = re.compile(r"([^:：]{1,60}?)\s*(?::(?!//|\d\d)|：|\s[–—-]\s)\s*(.*)")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_WORDS = 5
_LONGEST_ENTRY = 300
_LONGEST_LIST = 500
"""Lines; the limit keeps a text of nothing but headings from taking for ever."""


def split_named_outlets(text: str) -> tuple[str, tuple[NamedOutlet, ...]]:
    """Part every list of sources from `text`: the text without it, and the outlets it names.

    A list is a heading alone on its line ("Sources and related", "See also", ...) with lines
    `Outlet: headline` under it. A heading over prose, or over a list in which most lines name
    no outlet, stays where it is; only under "Sources and ..." a bullet may hold an outlet alone.
    The lines that remain are as they were.
    """
    lines = text.split("\n")
    if not any(_HEADING.fullmatch(line) for line in lines if len(line) <= _LONGEST_HEADING):
        return text, ()
    kept: list[str] = []
    named: list[NamedOutlet] = []
    at = 0
    while at < len(lines):
        if is_sources_heading(lines[at]) and (
            section := _section(lines[at], lines[at + 1 : at + 1 + _LONGEST_LIST])
        ):
            named += section.named
            at += 1 + section.length
        else:
            kept.append(lines[at])
            at += 1
    return "\n".join(kept), tuple(named)


def is_sources_heading(line: str) -> bool:
    """Tell whether `line` is nothing but the heading of a list of sources."""
    return len(line) <= _LONGEST_HEADING and _HEADING.fullmatch(line) is not None


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands under a heading: how many lines it takes, and what they name."""

    length: int
    named: tuple[NamedOutlet, ...]


def _section(heading: str, lines: Sequence[str]) -> _Section | None:
    """Read the list that `lines` begin with, if they do."""
    first = next((line for line in lines if not _is_blank(line)), "")
    entries, length = (_bulleted if _is_bulleted(first) else _plain)(lines)
    named = tuple(entry for entry in map(_read_entry, entries) if entry)
    if _is_bulleted(first) and _NAMES_OUTLETS.search(heading):
        # What stands alone on a line of such a list is an outlet: "- The Harbour Post".
        named = tuple(one if one.outlet else NamedOutlet(one.headline, "") for one in named)
    without_outlet = sum(not entry.outlet for entry in named)
    if not entries or without_outlet * 2 > len(named):
        return None
    return _Section(length, named)


def _bulleted(lines: Sequence[str]) -> tuple[list[str], int]:
    """Gather the entries of a list with bullets or numbers, and count the lines they take."""
    entries: list[str] = []
    length = 0
    for at, line in enumerate(lines):
        if _is_blank(line):
            continue
        if _is_url(line) or (_is_bulleted(line) and len(line) <= _LONGEST_ENTRY):
            entries.append(line)
        elif entries and len(entries[-1] + line) < _LONGEST_ENTRY and _goes_on(lines, at):
            entries[-1] += f" {line.strip()}"
        else:
            break
        length = at + 1
    return entries, length


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Tell whether line `at` is the rest of a wrapped entry above it."""
    line = lines[at]
    if _is_blank(lines[at - 1]) or is_sources_heading(line):
        return False
    is_between = at + 1 < len(lines) and _is_bulleted(lines[at + 1])
    return is_between or line[0].isspace() or line[0].islower()


def _plain(lines: Sequence[str]) -> tuple[list[str], int]:
    """Gather the entries of a list without bullets.

    It runs to the end of the text, or it has two entries or more with no blank line between.
    """
    if all(_is_plain_entry(line) or _is_blank(line) for line in lines):
        return [line for line in lines if not _is_blank(line)], len(lines)
    blanks = list(takewhile(_is_blank, lines))
    entries = list(takewhile(_is_plain_entry, lines[len(blanks) :]))
    # One line that only looks like an entry is more often prose.
    return (entries, len(blanks) + len(entries)) if len(entries) > 1 else ([], 0)


def _is_plain_entry(line: str) -> bool:
    """Tell a headline with its outlet, or an address, from a sentence with a colon."""
    if _is_url(line):
        return True
    line = line.strip()
    is_sentence = line.endswith((".", "!", ":", ";", ",", ".”", ".’", '."')) and (
        not line[:-1].endswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))  # ... in the U.S.
    )
    entry = _read_entry(line) if len(line) <= _LONGEST_ENTRY and not is_sentence else None
    return entry is not None and bool(entry.outlet)


def _read_entry(line: str) -> NamedOutlet | None:
    """Read `Outlet: headline`; the outlet is "" where none is named, None where no words are."""
    if _is_url(line):
        return None
    words = _BULLET.sub("", line)
    words = _EMPHASIS.sub(r"\2", _MARKDOWN_LINK.sub(r"\1", words))
    words = " ".join(_URL.sub("", words).split())
    if not words:
        return None
    entry = _OUTLET.fullmatch(words)
    if entry and len(entry[1].split()) <= _MOST_WORDS and _LETTER.search(entry[1]):
        return NamedOutlet(entry[1].strip(), entry[2])
    return NamedOutlet("", words)


def _is_blank(line: str) -> bool:
    return not line.strip() or _RULE.fullmatch(line) is not None


def _is_bulleted(line: str) -> bool:
    return _BULLET.match(line) is not None and not _is_blank(line)


def _is_url(line: str) -> bool:
    return _URL.fullmatch(line) is not None
