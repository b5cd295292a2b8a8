"""Hedges: whether a sentence says as a fact what its text calls possible or planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checking.reading import Read, Source, bearing
from assistant.facts import Word
from assistant.types import Flaw

_LEAST_SHARE = 0.7
_REACH = 4  # words: a hedge stands close to what it hedges
_POSSIBLE = frozenset(
    "may might could possible possibly potential potentially perhaps maybe probable probably "
    "likely unlikely suspected alleged allegedly reportedly appear appears appeared seem seems "
    "seemed apparently purportedly supposedly considering considers considered consider whether "
    "can ca if should would unclear risk threatens threatened chance".split()
)
_PLANNED = frozenset(
    "plan plans planned planning intend intends intended hope hopes hoped hoping want wants wanted "
    "aim aims aimed expect expects expected scheduled set proposed proposes proposal seek seeks "
    "sought try tries tried trying attempt attempts attempted".split()
)
_HEDGES = frozenset(
    "may might could possible possibly potential potentially perhaps probable probably likely "
    "suspected alleged appears appear seems seem considering".split()
)
_PLANS = frozenset(
    "plan plans planned intend intends intended hope hopes hoped want wants wanted aims expected "
    "scheduled set proposed".split()
)
_TO_COME = frozenset("will shall going would upcoming next future tomorrow soon due about".split())
_AROUND = 8  # words: where the sentence may have its own hedge
_CLAUSE_ENDS = frozenset(", ; : ( ) – — . ? ! and but or because which who that as".split())


def hedge_flaws(claim: Read, sources: Sequence[Source]) -> list[Flaw]:
    """Say which hedge of its text `claim` leaves out.

    Only where each sentence that has most of the claim hedges a word of it, and has that word
    nowhere without.
    """
    near = bearing(claim, sources, least=_LEAST_SHARE)
    left_out = [_left_out(claim, each.source) for each in near]
    if not left_out or not all(left_out):
        return []
    told = f'The cited text has "{left_out[0]}", and the sentence states it as a fact.'
    return [Flaw("unsupported", told)]


def _left_out(claim: Read, source: Source) -> str:
    """Give the hedge and what it hedges, where `claim` has only the latter; else ""."""
    for hedge, head in _hedged(source.words):
        often = sum(word.stem == head.stem for word in source.words)
        keeping = _POSSIBLE | _PLANNED | (_TO_COME if hedge.plain in _PLANS else frozenset())
        if often == 1 and head.stem in claim.stems and not _keeps(claim, head, keeping):
            return source.text[hedge.start : head.end]
    return ""


def _keeps(claim: Read, head: Word, keeping: frozenset[str]) -> bool:
    """Whether a word of `keeping` stands close to each `head` in the claim."""
    places = [at for at, word in enumerate(claim.words) if word.stem == head.stem]
    known = [word.plain.removesuffix("n't") for word in claim.words]
    return all(keeping & set(known[max(0, at - _AROUND) : at + _AROUND]) for at in places)


def _hedged(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Give each hedge, and the first telling word behind it in its clause."""
    for at, word in enumerate(words):
        is_plan = word.plain in _PLANS and _has_to(words, at)
        if word.plain in _HEDGES or is_plan:
            head = _head(words[at + 1 : at + 1 + _REACH])
            if head:
                yield word, head


def _has_to(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].plain == "to"


def _head(words: Sequence[Word]) -> Word | None:
    for word in words:
        if word.text in _CLAUSE_ENDS:
            return None
        if word.tells and not word.plain.endswith("ly") and word.plain not in _HEDGES:
            return word
    return None
