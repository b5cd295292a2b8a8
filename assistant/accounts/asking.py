"""What a question asks for: a number of which unit, a day or a name, and of what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.facts import (
    Name,
    Vocabulary,
    names_in,
    numbers_in,
    stem_of,
    telling,
    words_of,
)
from assistant.types import Kind
from assistant.understanding import asking_sentence
from index.language.english import meanings, people
from index.language.english.asking import GENERAL
from index.language.english.units import CURRENCIES

Sort: TypeAlias = Literal["number", "day", "name"]

_SORTS: dict[Kind, Sort] = {"how many": "number", "when": "day", "who": "name", "where": "name"}
# "What will the dam cost?" says its sort in other words; "Why ...?" has no value.
_OPEN = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)
# Where something did not happen, the words near it answer the opposite.
_NEGATED = re.compile(r"n['’]t\b|\b(?:never|not)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|shall|due|expected|planned)\b", re.IGNORECASE)
_COUNT = re.compile(r"\bhow many (?P<counted>\w+)|\b(?:number of|population)\b", re.IGNORECASE)
_SHARE = re.compile(r"\bper ?cent|\b(?:share|proportion) of\b|\bturnout\b", re.IGNORECASE)
_PRICE = re.compile(
    r"\bhow much\b.*\b(?:costs?|pa(?:y|id)|pric|earn|fine[ds]?|sold|spen[dt]|worth)\b"
    r"|\b(?:cost|price|budget|salary)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\bhow old\b|\bage of\b", re.IGNORECASE)
_MONEY = frozenset(CURRENCIES.values())
AGES = frozenset({"", "month"})
"""The units of an age: "34", "34 years"."""
# What goes before a name need not stand where somebody is named.
TITLES = people.TITLES | {"prime", "jr", "sr"}
_GENERAL = frozenset(map(stem_of, GENERAL))
_ROWS = tuple(frozenset(map(stem_of, row.split())) for row in meanings.SAME)
# What is said of one is not said of the other.
_OPPOSITES = tuple(
    (stem_of(one), stem_of(other))
    for one, other in (
        ("opened", "closed"), ("opened", "shut"), ("began", "ended"), ("started", "ended"),
        ("arrived", "left"), ("rose", "fell"), ("won", "lost"),
        ("died", "survived"), ("died", "injured"), ("died", "missing"), ("bought", "sold"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question asks for.

    `sort` is the sort of value that answers; where the question `is_open` only the answer tells. A
    number has one of `units`, any where that is None; "" is a plain count. `names` are those in the
    question, `words` the stems of all its words that say something, `deed` those of what it asks of
    its `topic`, the further ones ("how many DIED in the FIRE"), `things` what may be counted.
    `tense` tells whether it asks for what has been, or what is to come; "" where it may be either.
    """

    sort: Sort | None
    units: frozenset[str] | None
    names: tuple[Name, ...]
    words: frozenset[str]
    deed: frozenset[str]
    topic: frozenset[str]
    things: frozenset[str]
    tense: Literal["past", "future", ""]
    is_open: bool
    is_place: bool

    @classmethod
    def read(cls, question: str, kind: Kind) -> Sought | None:
        """Read `question`; None where it asks for nothing that can be laid side by side."""
        asking = asking_sentence(question)
        sort = _SORTS.get(kind)
        is_open = kind == "other" and bool(_OPEN.search(asking))
        if _NEGATED.search(asking) or not (sort or is_open):
            return None
        words = words_of(question)
        names = tuple(names_in(words))
        named = {stem_of(word) for name in names for word in name.words}
        stems = telling(words)
        plain = stems - named - _GENERAL
        if kind == "who" and names and not plain:  # what is told of one person does not differ
            return None
        deed = frozenset(stem for stem in plain if rows_of(stem) != {stem})
        return cls(
            sort=sort,
            units=_units(asking),
            names=names,
            words=stems,
            deed=deed or plain,
            topic=plain - deed if deed else frozenset(),
            things=stems - named - deed,
            tense=_tense(asking),
            is_open=is_open,
            is_place=kind == "where",
        )

    def is_named_in(self, known: Vocabulary) -> bool:
        """Whether a text holds more than half of the words of each name, titles aside.

        So "Queen Elizabeth" is Elizabeth II, but one hurricane is not another.
        """
        return all(
            2 * sum(word in TITLES or known.has(_one(name, word)) for word in name.words)
            > len(name.words)
            for name in self.names
        )

    def says_opposite(self, stems: frozenset[str]) -> bool:
        """Whether words say the opposite of what is asked, and nothing of it: closed for opened."""
        pairs = (*_OPPOSITES, *((other, one) for one, other in _OPPOSITES))
        return any(
            one in self.deed and other in stems and not rows_of(one) & stems
            for one, other in pairs
            if other not in self.deed
        )


def _one(name: Name, word: str) -> Name:
    return Name(name.span, (word,))


def rows_of(*stems: str) -> frozenset[str]:
    """Give `stems` and those that say the same."""
    plain = frozenset(stems)
    return plain.union(*(row for row in _ROWS if row & plain))


def _tense(asking: str) -> Literal["past", "future", ""]:
    if _FUTURE.search(asking):
        return "future"
    return "past" if _PAST.search(asking) else ""


def _units(asking: str) -> frozenset[str] | None:
    """Give the units that a number may have; None where any will do."""
    counts = _COUNT.search(asking)
    if _SHARE.search(asking):
        return frozenset({"percent"})
    if counts:
        return frozenset({each.unit for each in numbers_in(f"2 {counts['counted'] or ''}")})
    if _AGE.search(asking):
        return AGES
    return _MONEY if _PRICE.search(asking) else None
