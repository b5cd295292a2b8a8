"""One decision for all: how likely a sentence answers, by what was read and by how it was found.

Logistic regression over a few signs. It says which sentences may be quoted, moves their passages
up, and abstains where the likeliest is not likely enough. `python tests/bench/deciding.py` fits the
weights.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from math import exp, log

ANSWERS = 0.5
"""Below this probability Byline abstains; docs/figures.md has what is gained and lost elsewhere."""

_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a sentence, each 0..1 but `reader`, the logit of what the reader gave.

    `words`, `meaning` and `lead` are those of the passage in the search; `share` is how much of
    what the question's words tell stands in the sentence or its title, `article` how much in its
    article. `dated` is 1 where a day of asking is known; then `days` is nearness to it within the
    fortnight, and `year` within the year.
    """

    reader: float
    words: float = 0.0
    meaning: float = 0.0
    lead: float = 0.0
    share: float = 0.0
    article: float = 0.0
    dated: float = 0.0
    days: float = 0.0
    year: float = 0.0


_WEIGHTS = Signs(
    reader=0.74,
    words=0.97,
    meaning=1.70,
    lead=1.20,
    share=1.71,
    article=1.12,
    dated=-1.62,
    days=2.58,
    year=0.57,
)
_BIAS = -4.23


def probability(signs: Signs) -> float:
    """Give the probability, 0..1, that a sentence of these signs answers."""
    weighed = zip(astuple(_WEIGHTS), astuple(signs), strict=True)
    return 1.0 / (1.0 + exp(-(_BIAS + sum(weight * sign for weight, sign in weighed))))


def logit(score: float) -> float:
    """Give the logit of a probability."""
    inside = min(1.0 - _LEAST, max(_LEAST, score))
    return log(inside / (1.0 - inside))
