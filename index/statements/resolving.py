"""Whom a pronoun stands for: the last name before it that fits, by simple rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple, TypeAlias

from index.statements.tokens import Tokens
from index.statements.words import DAYS, DETERMINERS, JOINS, PAUSES, PREPOSITIONS, PRONOUNS
from index.types import Span

_MEN = frozenset(
    "mr sir king prince lord john james robert michael william david richard joseph thomas charles "
    "donald george paul mark steven kenneth brian edward ronald anthony kevin jason jeff gary "
    "timothy jose larry frank scott eric stephen andrew peter bill mike chris "
    "tim tom joe jim ben martin".split()
)
_WOMEN = frozenset(
    "mrs ms miss lady queen princess mary patricia jennifer linda elizabeth barbara susan jessica "
    "sarah karen nancy lisa margaret sandra ashley emily donna michelle carol amanda melissa "
    "deborah stephanie rebecca laura helen anna katherine elizabeth julia "
    "kathleen maria spokeswoman chairwoman".split()
)
_BODIES = frozenset(
    "agency ministry department party committee council company group court university police "
    "army government house senate congress commission institute union times post press news "
    "journal administration campaign office board bank association bureau center centre "
    "foundation forces guard navy council institute embassy federation corporation inc corp "
    "republicans democrats officials".split()
)
_OFFICES = frozenset(
    "minister spokesman spokeswoman spokesperson president mayor senator governor chairman "
    "chairwoman director secretary official candidate nominee officer professor author candidate "
    "billionaire businessman lawmaker congressman congresswoman ambassador commissioner".split()
)
_SMALL = DETERMINERS | JOINS | PAUSES | PREPOSITIONS | PRONOUNS | DAYS
_WHERE = frozenset("in at from to near off of for into around through".split())
_SHORT = 3  # letters of a name that is often written in capitals
_FAR, _ABBREVIATED = 60, 3
_NAME = (
    r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Lt|Gen|Col)\.?\s)?[^\W\d_a-zß-ÿ][\w'’-]+"
    r"(?:\s(?:(?:of|for)\s)?[^\W\d_a-zß-ÿ][\w'’-]+){1,4})"
)
_APPOSED = re.compile(rf",\s{_NAME}(?=[,.])")
# "A report that the Audit Office published", "a study by Lyn University": the office tells it.
_PUBLISHED = re.compile(rf"\s(?:that|which|by|from|of)\s(?:the\s)?{_NAME}")
_PAPERS = frozenset(
    "report study survey poll figures data statement statements analysis review audit".split()
)
_LONGEST_NAME = 60
Fit: TypeAlias = Literal["he", "she", "they", "office"]


class _Name(NamedTuple):
    start: int
    end: int
    words: list[str]
    run: list[int]


class Names:
    """The names of an article in their order."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._names = _names(tokens)
        self._starts = [name.start for name in self._names]
        self._first: dict[str, str] = {}
        for name in self._names:
            if len(name.words) > 1:
                self._first.setdefault(name.words[-1], name.words[0])

    def of(self, speaker: Span) -> Span | None:
        """Give the name that `speaker` stands for, None where it is one or none fits."""
        words = speaker.of(self._tokens.text).lower().split()
        if beside := self._beside(speaker):
            return beside
        last = bisect_left(self._starts, speaker.start)
        seen = (self._names[n] for n in range(last - 1, max(-1, last - _FAR), -1))
        if _is_bare_body(words):  # "the ministry" is the last one that is named so
            found = next(
                (name for name in seen if words[-1] in name.words[-1:] + name.words[:1]), None
            )
            return Span(found.start, found.end) if found and len(found.words) > 1 else None
        fit = _fit(words, self._tokens.text[speaker.start : speaker.end])
        if fit is None:
            return None
        found = next((name for name in seen if self._fits(name, fit)), None)
        return Span(found.start, found.end) if found else None

    def _beside(self, speaker: Span) -> Span | None:
        """Give the name behind a bare office or paper: "Its manager, Lars Udding, said"."""
        text = self._tokens.text
        last = speaker.of(text).split()[-1]
        if last[:1].isupper():
            return None
        form = _PUBLISHED if last.lower() in _PAPERS else _APPOSED
        found = form.match(text, speaker.end, speaker.end + _LONGEST_NAME)
        return Span(*found.span("name")) if found else None

    def _fits(self, name: _Name, fit: Fit) -> bool:
        words = {*name.words, self._first.get(name.words[-1], "")}
        body = any(word in _BODIES or word.isupper() for word in name.words) or name.words[
            -1
        ].endswith("ans")
        if fit == "they":
            return body
        if body:
            return False
        if _is_place(self._tokens, name.run):
            return False
        man, woman = bool(words & _MEN), bool(words & _WOMEN)
        known = len(name.words) > 1 or name.words[-1] in self._first or man or woman
        return known and not (fit == "she" and man) and not (fit == "he" and woman and not man)


def _is_bare_body(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in {"the", "its"} and words[1] in _BODIES  # noqa: PLR2004


def _fit(words: list[str], raw: str) -> Fit | None:
    if words[-1] in {"he", "his"}:
        return "he"
    if words[-1] in {"she", "her"}:
        return "she"
    if words[-1] in {"they", "their", "it"}:
        return "they"
    if words[-1] in {"who", "which"}:
        return "office"
    return "office" if words[0] == "the" and words[-1] in _OFFICES and raw[4:].islower() else None


def _is_place(tokens: Tokens, run: list[int]) -> bool:
    """Whether a name is where something is, or of what: "in Lyn", "LYN - ", "the mayor of Lyn"."""
    before = tokens.words[run[0] - 1] if run[0] else ""
    is_dateline = all(tokens.raw[n].isupper() for n in run) and len(tokens.raw[run[0]]) > _SHORT
    return before in _WHERE or is_dateline


def _names(tokens: Tokens) -> list[_Name]:
    """Give the runs of words with capitals that stand outside quotations."""
    names: list[_Name] = []
    run: list[int] = []
    for n in [n for n, raw in enumerate(tokens.raw) if raw[0].isupper()]:
        if tokens.quoted[n] >= 0 or tokens.words[n] in _SMALL:
            continue
        if run and not _goes_on(tokens, run[-1], n):
            names.append(_name(tokens, run))
            run = []
        run.append(n)
    # What the text breaks off in is no name.
    if run and not _goes_on(tokens, run[-1], len(tokens.raw)):
        names.append(_name(tokens, run))
    return names


def _goes_on(tokens: Tokens, last: int, n: int) -> bool:
    """Whether a name goes on from `last` to `n`: with nothing between, or as in "Gov. Moor"."""
    if tokens.words[last].endswith("'s"):
        return False
    if n == last + 1:
        return True
    short = len(tokens.raw[last]) <= _ABBREVIATED
    return short and all(word == "." for word in tokens.words[last + 1 : n])


def _name(tokens: Tokens, run: list[int]) -> _Name:
    words = [tokens.words[n].removesuffix("'s") for n in run]
    end = tokens.ends[run[-1]] - (2 if tokens.words[run[-1]].endswith("'s") else 0)
    return _Name(tokens.starts[run[0]], end, words, run)
