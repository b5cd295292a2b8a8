"""Whom a pronoun stands for: the last name before it that fits, by simple rules."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal, NamedTuple, TypeAlias

from index.statements.tokens import Tokens
from index.statements.words import DAYS, DETERMINERS, JOINS, PAUSES, PREPOSITIONS, PRONOUNS
from index.types import Span

_MEN = frozenset(
    "mr sir king prince lord john james robert michael william david richard joseph thomas charles "
    "donald george paul mark steven kenneth brian edward ronald anthony kevin jason jeff gary "
    "timothy jose larry frank scott eric stephen andrew peter bill ted bernie marco mike chris "
    "tim tom joe jim ben martin".split()
)
_WOMEN = frozenset(
    "mrs ms miss lady queen princess mary patricia jennifer linda elizabeth barbara susan jessica "
    "sarah karen nancy lisa margaret sandra ashley emily donna michelle carol amanda melissa "
    "deborah stephanie rebecca laura helen hillary anna katherine carly elizabeth julia "
    "kathleen ivanka melania angela theresa maria spokeswoman chairwoman".split()
)
_BODIES = frozenset(
    "agency ministry department party committee council company group court university police "
    "army government house senate congress commission institute union times post press news "
    "journal administration campaign office board bank association bureau center centre "
    "foundation forces corporation inc corp republicans democrats officials".split()
)
_OFFICES = frozenset(
    "minister spokesman spokeswoman spokesperson president mayor senator governor chairman "
    "chairwoman director secretary official candidate nominee officer professor author candidate "
    "billionaire businessman lawmaker congressman congresswoman ambassador commissioner".split()
)
_FAR = 60
Fit: TypeAlias = Literal["he", "she", "they", "office"]


class _Name(NamedTuple):
    start: int
    end: int
    words: tuple[str, ...]


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

    def _fits(self, name: _Name, fit: Fit) -> bool:
        words = {*name.words, self._first.get(name.words[-1], "")}
        body = any(word in _BODIES or word.isupper() for word in name.words) or name.words[
            -1
        ].endswith("ans")
        if fit == "they":
            return body
        if body:
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
    if words[-1] in {"they", "their"}:
        return "they"
    if words[-1] in {"who", "which"}:
        return "office"
    return "office" if words[0] == "the" and words[-1] in _OFFICES and raw[4:].islower() else None


def _names(tokens: Tokens) -> list[_Name]:
    """Give the runs of words with capitals outside quotations, the first of a sentence with care."""
    names: list[_Name] = []
    run: list[int] = []
    small = DETERMINERS | JOINS | PAUSES | PREPOSITIONS | PRONOUNS | DAYS
    for n, raw in enumerate(tokens.raw):
        word = tokens.words[n]
        if tokens.quoted[n] < 0 and raw[0].isupper() and word not in small:
            run.append(n)
            if not word.endswith("'s"):
                continue
        if run and word == "." and len(tokens.raw[run[-1]]) <= 3:
            continue
        if run:
            words = tuple(tokens.words[m].removesuffix("'s") for m in run)
            end = tokens.ends[run[-1]] - (2 if tokens.words[run[-1]].endswith("'s") else 0)
            names.append(_Name(tokens.starts[run[0]], end, words))
            run = []
    return names
