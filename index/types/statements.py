"""Who said what, and who speaks in an archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from index.types.articles import Span

# The last four are the labels of an interview, which name nobody either.
_PRONOUNS = frozenset("he she it they we i you who one q a question answer".split())

Manner: TypeAlias = Literal["direct", "indirect", "mixed"]
"""Whether what is said stands in quotation marks: all of it, nothing of it, or a part."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: spans of the text it was read from.

    `speaker` is who speaks as the text calls them there ("she"); where that is no name, `named` is
    the name it stands for, if one was found. `cue` is what tells that it is said, and may be
    empty. `content` is what is said, in its order: a speaker in its midst parts it, and a
    quotation may go on over several paragraphs. `relayed_by` is who passed it on.
    """

    speaker: Span
    cue: Span
    content: tuple[Span, ...]
    relayed_by: Span | None = None
    manner: Manner = "indirect"
    named: Span | None = None

    @property
    def name(self) -> Span:
        """Who speaks, by name where one is known."""
        return self.named or self.speaker

    def is_open(self, text: str) -> bool:
        """Whether nobody is named: a pronoun, or a "Q", that stands for no known name."""
        said = self.speaker.of(text).casefold().replace("’", "'")
        return self.named is None and said.partition("'")[0] in _PRONOUNS

    def saying(self, text: str) -> str:
        """Give what is said, out of the text it was read from."""
        return " ".join(span.of(text) for span in self.content)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name as articles have it, how often it speaks, and in which articles.

    Days are as they are stored, "" where none is known.
    """

    name: str
    statements: int
    articles: frozenset[str]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in an archive, all names that mean one joined: how often, and in which days.

    `articles` counts those of each name: one that has two of them counts twice.
    """

    name: str
    statements: int
    articles: int
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, name: str, spoken: Sequence[Spoken]) -> Speaker:
        """Sum up what is `spoken` under several names."""
        days = sorted(day for each in spoken for day in (each.first, each.last) if day)
        return cls(
            name,
            sum(each.statements for each in spoken),
            len(frozenset[str]().union(*(each.articles for each in spoken))),
            date.fromisoformat(days[0]) if days else None,
            date.fromisoformat(days[-1]) if days else None,
        )
