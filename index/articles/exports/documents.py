"""One document of an export, as lines in groups."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.articles.dates import read_time

Group = list[str]
"""Lines without a blank one between them."""

_RIGHTS = re.compile(
    r"\(c\)|©|copyright\b|all rights reserved|alle rechte|tous droits|todos los derechos"
    r"|tutti i diritti",
    re.I,
)
_TO_YEAR = re.compile(r".{0,40}?\b\d{4}\b")
_NO_LINE = re.compile(r"[_=*-]{5,}|ProQuest document link|(?:Page|Seite) \d+ (?:of|von) \d+", re.I)


@dataclass(frozen=True, slots=True)
class Document:
    """What one document states, under our names, and the groups of its text."""

    stated: Mapping[str, str] = field(default_factory=dict)
    body: Sequence[Group] = ()

    @property
    def is_article(self) -> bool:
        """Whether something is stated of it and it has a text."""
        return bool(self.stated and self.body)

    def fields(self) -> dict[str, str]:
        """Give what is stated with the text, without the note on its rights that ends it."""
        body = list(self.body)
        while body and is_of_rights(body[-1]):
            body.pop()
        return {**self.stated, "text": "\n\n".join("\n".join(group) for group in body)}


def groups_of(piece: str) -> list[Group]:
    """Give the lines of a document in groups, without rules and page numbers."""
    groups: list[Group] = [[]]
    for line in map(str.strip, piece.split("\n")):
        if line and not _NO_LINE.fullmatch(line):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def is_of_rights(group: Group) -> bool:
    """Tell whether a group says whose the text is."""
    return _RIGHTS.match(group[0]) is not None


def day_in(line: str) -> str:
    """Give the day, or the time, that a line begins with, as it can be read; "" where none is."""
    part = _TO_YEAR.match(line)
    if not part:
        return ""
    return next((each for each in (line, part[0]) if read_time(each)), "")
