"""Which of the values answers, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from assistant.spans.asking import Wanted
from assistant.spans.candidates import NAMES, Candidate, candidates
from assistant.spans.signs import around, score
from assistant.spans.values import without_limit
from assistant.types import Kind

# Below, no short answer is given: see the trade-off in docs/figures.md.
CONFIDENT = 0.35


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """The few words that answer: `sentences[sentence][start:end]`; `confidence` is 0..1."""

    sentence: int
    start: int
    end: int
    confidence: float


def find_span(
    question: str, kind: Kind, sentences: Sequence[str], *, least: float = CONFIDENT
) -> FoundSpan | None:
    """Find the few words of `sentences` that answer `question`.

    Args:
        question: as it was asked, standing alone.
        kind: what it asks for; a short answer is known for "who", "when", "where", "how many",
            and for "other" where a named thing is asked for ("which country").
        sentences: the sentences quoted to answer it, the best first.
        least: the confidence below which nothing is given, 0..1.

    Returns:
        The words, or None where they cannot be told with confidence.
    """
    wanted = Wanted.read(question, kind)
    found = candidates(wanted, sentences) if wanted else []
    if not wanted or not found:
        return None
    shares = _shares([score(each, wanted) for each in found])
    best, confidence = _best(found, shares)
    if confidence < least or _differ(best, found, wanted):
        return None
    return FoundSpan(best.sentence.position, best.span.start, best.span.end, min(confidence, 1.0))


def _shares(scores: Sequence[float]) -> list[float]:
    """Give the probability of each score against the others and "none of them", which has 0."""
    most = max(0.0, *scores)
    weights = [exp(each - most) for each in scores]
    return [each / (sum(weights) + exp(-most)) for each in weights]


def _best(found: Sequence[Candidate], shares: Sequence[float]) -> tuple[Candidate, float]:
    """Give the likeliest value and its probability; the same words twice speak for each other."""
    by_text: dict[str, float] = {}
    for each, share in zip(found, shares, strict=True):
        by_text[_plain(each)] = by_text.get(_plain(each), 0.0) + share
    pairs = zip(found, shares, strict=True)
    best, _ = max(pairs, key=lambda pair: (by_text[_plain(pair[0])], pair[1]))
    return best, by_text[_plain(best)]


def _differ(best: Candidate, found: Sequence[Candidate], wanted: Wanted) -> bool:
    """Whether another sentence has another number or date next to the same words.

    Then accounts differ, and none of them is the answer, unless the question asks for that of
    somebody whom only the sentence of the best one names.
    """
    if wanted.value in NAMES:
        return False
    of_best = around(best, wanted) - {word.stem for word in best.behind(1)}
    named = wanted.source & best.sentence.stems
    return any(
        _plain(each) != _plain(best)
        and of_best <= around(each, wanted)
        and named <= each.sentence.stems
        for each in found
        if each.sentence != best.sentence
    )


def _plain(each: Candidate) -> str:
    return without_limit(each.text).casefold()
