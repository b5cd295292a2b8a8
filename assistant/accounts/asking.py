"""What a question asks for, wider than a short answer does: also open "what" questions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.question import asking_sentence
from assistant.spans.asking import Wanted
from assistant.spans.words import stem_of
from assistant.types import Kind

# Words that news uses for the same deed or the same count; sharing one of a row is as good.
_ROWS = tuple(
    frozenset(stem_of(word) for word in row.split())
    for row in (
        "founded established formed created organised organized incorporated inaugurated started "
        "launched opened",
        "built constructed erected completed construction",
        "died dead deaths killed toll fatalities perished",
        "ill sick infected cases fell sickened",
        "born birth birthday",
        "population people inhabitants residents",
        "leave move moved relocated resettled displaced homes",
        "cost price costs billion million",
        "board aboard carried carry",
        "full filled fill",
        "released release issued published",
        "married husband wife spouse",
        "conceded concede conceding",
        "marched marchers march protesters protested",
        "injured wounded hurt injuries",
        "missing unaccounted",
    )
)
_POPULATION = re.compile(r"\bpopulation\b", re.IGNORECASE)
_COUNTED_BY_POPULATION = frozenset(map(stem_of, "people inhabitants residents population".split()))
_DATE = re.compile(
    r"\b(?:what|which)\s(?:(?:is|was)\s)?(?:the\s)?(?:\w+\s){0,2}(?:date|year|day)\b", re.IGNORECASE
)
_BLAME = re.compile(
    r"\b(?:to blame|at fault|responsible|guilty|who (?:fired|started|shot|attacked|rammed|hit)\b)",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:what|which)\s+(?:(?:kind|sort|type)\s+of\s+)?(?:(?:is|was|are|were)\s+(?:the\s+)?)?"
    r"(?:(?:[\w.-]+\s+){0,4}?\S+['’]s\s+)?(?P<words>[\w\s-]+)",
    re.IGNORECASE,
)
_ENDS = frozenset("of is was are were did does do has had in on at for to that for by with".split())
# Asked for by name, but said with small letters.
_SMALL = frozenset(map(stem_of, "sport language religion genre".split()))
_MOST_WORDS = 3
# What a thing has one of, so that two values for it differ; other open questions ask for anything.
_PROPERTIES = frozenset(
    map(
        stem_of,
        "cause conflict format genre instrument language material medium name nationality "
        "occupation party profession rank religion role shape source sport status style "
        "title type origin field discipline industry species family category color colour "
        "position degree ethnicity citizenship label publisher subject topic theme class "
        "kind purpose event".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question asks for.

    `wanted` says of which thing; where `is_open`, a noun phrase answers and not a value of
    `wanted.value`, and `noun` holds the stems of the asked nouns ("what BROADCAST FORMAT").
    Where `is_blame`, it asks who did it, which is told differently by each side.
    """

    wanted: Wanted
    noun: tuple[str, ...] = ()
    is_open: bool = False
    is_blame: bool = False

    @property
    def is_number(self) -> bool:
        """Whether a number answers."""
        return self.wanted.value in _NUMBERS and not self.is_open

    @property
    def is_day(self) -> bool:
        """Whether a date or a year answers."""
        return self.wanted.value in {"date", "year"} and not self.is_open

    @classmethod
    def read(cls, question: str, kind: Kind) -> Sought | None:
        """Read `question`; None where it asks for nothing that can be laid side by side."""
        asking = asking_sentence(question)
        wanted = Wanted.read(question, kind)
        if wanted and _BLAME.search(asking):
            return cls(wanted, is_blame=True)
        if wanted and wanted.noun not in _SMALL:
            return cls(_widened(wanted))
        base = Wanted.read(question, "where") if kind == "other" else None
        return _of_property(asking, base) if base else None


def _of_property(asking: str, base: Wanted) -> Sought | None:
    """Read a question for something that a thing has one of, such as its genre."""
    if _POPULATION.search(asking):
        counted = replace(base, value="number", counted=_COUNTED_BY_POPULATION)
        return Sought(_widened(counted))
    if _DATE.search(asking):
        return Sought(_widened(replace(base, value="date")))
    noun = _noun(asking)
    is_property = any(stem in _PROPERTIES for stem in noun)
    return Sought(replace(base, value="name"), noun, is_open=True) if is_property else None


_NUMBERS = frozenset({"number", "amount", "money", "percent", "age", "length"})


def rows_of(stems: Iterable[str]) -> frozenset[str]:
    """Give `stems` and those that say the same."""
    plain = frozenset(stems)
    return plain.union(*(row for row in _ROWS if row & plain))


def deed_of(stems: frozenset[str]) -> frozenset[str]:
    """Give the rows that hold one of `stems`: what is asked of the things a question speaks of."""
    return frozenset().union(*(row for row in _ROWS if row & stems))


def _widened(wanted: Wanted) -> Wanted:
    deed = rows_of(wanted.deed) if wanted.deed else wanted.deed
    value = "date" if wanted.value == "year" else wanted.value
    return replace(wanted, value=value, asked=rows_of(wanted.asked), deed=deed)


def _noun(asking: str) -> tuple[str, ...]:
    """Give the stems of the nouns that are asked for ("what BROADCAST FORMAT does ...")."""
    found = _THING.search(asking)
    words = found["words"].split() if found else []
    nouns: list[str] = []
    for word in words[: _MOST_WORDS + 1]:
        if word.lower() in _ENDS:
            break
        nouns.append(stem_of(word))
    return tuple(nouns[:_MOST_WORDS])
