"""Negation: whether a sentence denies what its text affirms, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.reading import Bearing, Read, Source, bearing
from assistant.facts import Word
from assistant.types import Flaw
from index.language.english import doubting, grammar

_LEAST_SHARE, _LEAST_SHARE_OF_OMISSION = 0.6, 0.7
_REACH = 5
_N_T = re.compile(r"n['’]t$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, the stem of what it denies first, and all stems it reaches."""

    word: Word
    head: str
    reach: frozenset[str]


def negation_flaws(claim: Read, sources: Sequence[Source]) -> list[Flaw]:
    """Name what `claim` denies and its text affirms, or affirms and its text denies.

    Only where the text has most of the claim's other words, no sentence that bears out as much
    sides with the claim, and no other one denies the same.
    """
    denied = {denial.head for source in sources for denial in _denials(source.words)}
    ours = list(_denials(claim.words))
    near = bearing(claim, sources, least=_LEAST_SHARE)
    alone = [denial for denial in ours if denial.head not in denied]
    clashes = [_denied(claim, ours, alone, each) or _omitted(claim, ours, each) for each in near]
    if not clashes or not all(clashes):
        return []
    return [Flaw("negation", clashes[0])]


def _denied(claim: Read, ours: Sequence[Denial], alone: Sequence[Denial], near: Bearing) -> str:
    """Say what `claim` denies that the sentence affirms; "" where it denies nothing like that."""
    theirs = list(_denials(near.source.words))
    for denial in alone:
        if denial.head in near.source.stems - _reached(theirs) and not _other_denies(
            _without(theirs, ours), claim
        ):
            return f'"{_phrase(claim, denial)}" denies what the cited text affirms.'
    return ""


def _omitted(claim: Read, ours: Sequence[Denial], near: Bearing) -> str:
    """Say what the sentence denies that `claim`, which denies nothing else, affirms; else ""."""
    theirs = list(_denials(near.source.words))
    denied_by_text = _only_denied(near.source, theirs)
    if near.share < _LEAST_SHARE_OF_OMISSION or _without(ours, theirs):
        return ""
    for denial in _without(theirs, ours):
        if denial.head in denied_by_text and denial.head in claim.stems:
            phrase = _phrase(near.source, denial)
            return f'The cited text has "{phrase}", and the sentence leaves the denial out.'
    return ""


def _without(denials: Sequence[Denial], others: Sequence[Denial]) -> list[Denial]:
    """Leave out the denials that stand on both sides."""
    heads = {other.head for other in others}
    return [denial for denial in denials if denial.head not in heads]


def _other_denies(theirs: Sequence[Denial], claim: Read) -> bool:
    """Whether the text denies something of the claim by other words ("never", "refused")."""
    return any(denial.head in claim.stems for denial in theirs)


def _only_denied(read: Read, denials: Sequence[Denial]) -> frozenset[str]:
    """Give the stems that occur in the reach of a denial and nowhere else."""
    reached = _reached(denials)
    free = [word.stem for word in read.words if word.tells and word.stem in reached]
    often = {each for each in reached if free.count(each) > 1}
    return reached - often


def _reached(denials: Sequence[Denial]) -> frozenset[str]:
    return frozenset().union(*(denial.reach for denial in denials))


def _denials(words: Sequence[Word]) -> Iterator[Denial]:
    for at, word in enumerate(words):
        if not _denies(words, at):
            continue
        reached = list(_reached_from(words, at))
        heads = [one for one in reached if one.plain not in doubting.DENIED_IN_PASSING]
        if heads:
            yield Denial(word, heads[0].stem, frozenset(one.stem for one in reached))


def _denies(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.plain not in doubting.DENYING and not _N_T.search(word.text):
        return False
    follows = words[at + 1].plain if at + 1 < len(words) else ""
    if follows in doubting.NO_DENIAL or not follows:
        return False
    return not (word.plain == "no" and follows[:1].isdigit())


def _reached_from(words: Sequence[Word], at: int) -> Iterator[Word]:
    """Give the telling words behind the one at `at`, as far as its clause and its reach go."""
    told = 0
    for word in words[at + 1 :]:
        is_first_that = word.plain == "that" and not told
        if (word.text.lower() in grammar.CLAUSE_ENDS and not is_first_that) or told == _REACH:
            return
        if word.tells:
            told += 1
            yield word


def _phrase(read: Read, denial: Denial) -> str:
    words = [word for word in read.words if word.start >= denial.word.start]
    end = next(word.end for word in words if word.stem == denial.head and word.tells)
    return read.text[denial.word.start : end]
