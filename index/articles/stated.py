"""What a reader of files hands over: what each article states, or why one could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from index.types import Note

Fields: TypeAlias = Mapping[str, object]
"""What a file or a record states about an article, under whatever names it has there."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One article as it was met: its fields, and what befell it on the way.

    The text's paragraphs, headings and other blocks are parted by a blank line. `headed` says that
    the text may begin with its own front matter and title, as a file's does; a record has fields
    for them, and its text stays as it is. `line` is where it begins, 0 where that is not known.
    """

    fields: Fields
    notes: tuple[Note, ...] = ()
    line: int = 0
    headed: bool = False


class Unreadable(Exception):
    """One article cannot be read; its words become the reason of a `Quarantined`.

    A reader raises it where nothing more can be read of a file, and yields it in the place of one
    article of many. It never leaves this package.
    """

    def __init__(self, reason: str, *, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


Met: TypeAlias = Iterator[Stated | Unreadable]
"""The articles of a file, in its order."""


def left_out(counts: Mapping[str, int]) -> tuple[Note, ...]:
    """Note what was left out, by what it is; what was met no time is not named."""
    return tuple(Note("left out", what, count=count) for what, count in counts.items() if count)
