"""How many independent origins stand behind some evidence: copies and relays count once."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.accounts.tellers import core_of
from assistant.facts import numbers_in
from assistant.reading.copies import are_copies
from assistant.types import Evidence

_ALIKE = 80.0


def independent_origins(evidence: Sequence[Evidence]) -> int:
    """Count the origins that do not lean on each other.

    Evidence of one article or its copies, sentences that are nearly the same, and what one speaker
    or agency says, whoever passes it on, count once; 0 where there is no evidence.
    """
    groups: list[list[Evidence]] = []
    for each in evidence:
        joined = [group for group in groups if any(_lean(each, other) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([each, *(other for group in joined for other in group)])
    return len(groups)


def _lean(one: Evidence, other: Evidence) -> bool:
    """Whether both come from one origin."""
    if one.article.id == other.article.id or are_copies(one.article, other.article):
        return True
    ours, theirs = _source(one), _source(other)
    if ours and theirs and (ours <= theirs or theirs <= ours):
        return True
    speak = one.attribution and other.attribution
    return not speak and _are_copies(one.quote, other.quote)


def _are_copies(one: str, other: str) -> bool:
    """Whether both are nearly the same words, and the same numbers."""
    numbers = [[number.values for number in numbers_in(each)] for each in (one, other)]
    return numbers[0] == numbers[1] and fuzz.token_set_ratio(one, other) >= _ALIKE


def _source(evidence: Evidence) -> frozenset[str]:
    """Give the speaker; where there is none, who passed it on, else the outlet; stems."""
    said = evidence.attribution
    named = (said.speaker, said.relayed_by) if said else ()
    cores = (core_of(each) for each in (*named, evidence.article.outlet))
    return next((core for core in cores if core), frozenset())
