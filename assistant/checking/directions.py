"""Comparison: whether a sentence says "more" or "before" where its text says "less" or "after"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.reading import Bearing, Read, Source, bearing
from assistant.facts import Word, stem_of
from assistant.types import Flaw
from index.language.english.meanings import OPPOSITE_DEEDS, OPPOSITE_PLACES

_LEAST_SHARE = 0.5
_WINDOW = 4


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in words.split())


@dataclass(frozen=True, slots=True)
class Opposites:
    """Two sets of words that say the opposite, as stems.

    What they are said of stands before them for a deed ("the price rose"), and behind them for
    `is_prepositional` words ("above 40", "before the vote").
    """

    one: frozenset[str]
    other: frozenset[str]
    is_prepositional: bool = False

    @classmethod
    def deeds(cls, one: str, other: str) -> Opposites:
        """Take the words in any of their forms."""
        return cls(_stems(one), _stems(other))

    @classmethod
    def prepositions(cls, one: str, other: str) -> Opposites:
        """Take the words as they are."""
        return cls(frozenset(one.split()), frozenset(other.split()), is_prepositional=True)


_OPPOSITES = (
    *(Opposites.deeds(*pair) for pair in OPPOSITE_DEEDS),
    *(Opposites.prepositions(*pair) for pair in OPPOSITE_PLACES),
)


def comparison_flaws(claim: Read, sources: Sequence[Source]) -> list[Flaw]:
    """Name the first word of `claim` that says the opposite of its text, of the same thing.

    Only where the sentences of the text that have most of the claim agree on the opposite.
    """
    present = [
        each
        for each in _OPPOSITES
        if _said(claim, each.one, each) != _said(claim, each.other, each)
    ]
    if not present:
        return []
    near = bearing(claim, sources, least=_LEAST_SHARE)
    for each in present:
        turned = [_turned(claim, one, each) for one in near]
        if turned and all(turned):
            return [Flaw("comparison", turned[0])]
    return []


def _turned(claim: Read, near: Bearing, each: Opposites) -> str:
    """Say which word of the claim is turned round in the text; "" where both agree."""
    text = near.source
    sides = (each.one, each.other) if _said(claim, each.one, each) else (each.other, each.one)
    if _said(text, sides[0], each) or not _said(text, sides[1], each):
        return ""
    ours, theirs = _first(claim, sides[0], each), _first(text, sides[1], each)
    if not _of_the_same(claim, ours, text, theirs, each):
        return ""
    said, instead = claim.words[ours].text, text.words[theirs].text
    return f'It says "{said}" where the cited text says "{instead}".'


def _of_the_same(claim: Read, ours: int, text: Read, theirs: int, each: Opposites) -> bool:
    if each.is_prepositional:
        behind = list(_behind(claim, ours))[:1], list(_behind(text, theirs))[:1]
        return behind[0] == behind[1] != []
    before = set(list(_before(claim, ours))[:_WINDOW]), set(list(_before(text, theirs))[:_WINDOW])
    return bool(before[0] & before[1]) or (not before[0] and not before[1])


def _said(read: Read, side: frozenset[str], each: Opposites) -> bool:
    return any(_key(word, each) in side for word in read.words)


def _first(read: Read, side: frozenset[str], each: Opposites) -> int:
    return next(at for at, word in enumerate(read.words) if _key(word, each) in side)


def _key(word: Word, each: Opposites) -> str:
    return word.plain if each.is_prepositional else word.stem


def _before(read: Read, at: int) -> Iterator[str]:
    return (word.stem for word in reversed(read.words[:at]) if word.tells)


def _behind(read: Read, at: int) -> Iterator[str]:
    return (word.stem for word in read.words[at + 1 :] if word.tells)
