"""Which candidates come first: words, meaning, time and lead in one score. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from index.types import Why

# Weights of the parts, the days after which news counts 1/e of its time part, and the characters
# after which a passage counts 1/e of its lead part; docs/figures.md has what each is worth.
_LEXICAL = 0.3
_VECTOR = 0.6
_TIME = 0.3
_DAYS = 14.0
_LEAD = 0.1
_LEAD_CHARACTERS = 3_000.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with its score and what speaks for it."""

    passage_id: str
    score: float
    why: Why


def lexical_parts(scores: Sequence[float]) -> list[float]:
    """Bring BM25 scores, which have no upper end, to 0..1 by the best of them."""
    best = max(scores, default=0.0)
    return [score / best if best > 0 else 0.0 for score in scores]


def time_part(asked_on: date | None, published: date | None) -> float:
    """Say how near in time an article is to the question: 1 the same day, 0 when not known."""
    if asked_on is None or published is None:
        return 0.0
    return exp(-abs((asked_on - published).days) / _DAYS)


def lead_part(start: int) -> float:
    """Say how near the beginning of its article a passage stands: 1 where the article begins.

    News tells what matters most first, and what it goes on with is often another matter.
    """
    return exp(-start / _LEAD_CHARACTERS)


def score(passage_id: str, why: Why) -> Scored:
    """Join the parts as a weighted sum."""
    total = _LEXICAL * why.lexical + _VECTOR * why.vector + _TIME * why.time + _LEAD * why.lead
    return Scored(passage_id, total, why)


def best_first(scored: Sequence[Scored]) -> list[Scored]:
    """Sort by score; equal scores keep a fixed order, so that an answer can be given again."""
    return sorted(scored, key=lambda one: (-one.score, one.passage_id))
