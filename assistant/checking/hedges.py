"""Hedges: whether a sentence says as a fact what its text calls possible or planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checking.reading import Read, Source, bearing
from assistant.facts import Word
from assistant.types import Flaw
from index.language.english import doubting, grammar

_LEAST_SHARE = 0.7
_REACH = 4  # words: a hedge stands close to what it hedges
_AROUND = 8  # words: where the sentence may have its own hedge


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
        keeping = doubting.POSSIBLE | doubting.PLANNED
        keeping |= doubting.LATER if hedge.plain in doubting.PLANS else set()
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
        is_plan = word.plain in doubting.PLANS and _has_to(words, at)
        if word.plain in doubting.HEDGES or is_plan:
            head = _head(words[at + 1 : at + 1 + _REACH])
            if head:
                yield word, head


def _has_to(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].plain == "to"


def _head(words: Sequence[Word]) -> Word | None:
    for word in words:
        if word.text in grammar.CLAUSE_ENDS:
            return None
        if word.tells and not word.plain.endswith("ly") and word.plain not in doubting.HEDGES:
            return word
    return None
