"""Claims held against texts, the model asked once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from assistant.checking.support.comparing import Comparison, Features
from assistant.checking.support.scoring import score_of
from assistant.checking.support.sentences import read, sentences_of
from index import Span

Similar: TypeAlias = Callable[[Sequence[str], Sequence[str]], Any]
"""Cosines of queries and texts as an array, a row for each query, as `Index.similar` gives them."""

_MOST_SENTENCES = 3
# A neighbouring sentence belongs to the evidence if it adds this share of the claim's words.
_WORTH_ADDING = 0.2


@dataclass(frozen=True, slots=True)
class Supported:
    """How well a text bears a claim out.

    Attributes:
        score: 0..1; compare it with `SUPPORTED` and `PARTLY`.
        span: the one to three sentences of the text that speak for the claim most; empty at 0 if
            the text has none.
        features: what the score is made of; None where there was nothing to compare.
    """

    score: float
    span: Span
    features: Features | None = None


_NOT_COMPARED = Supported(0.0, Span(0, 0))


def supported_by(claim: str, text: str, *, similar: Similar) -> Supported:
    """Say how well `text` bears out `claim`, one sentence."""
    return supported_by_each([claim], [text], similar=similar)[0]


def supported_by_each(
    claims: Sequence[str], texts: Sequence[str], *, similar: Similar
) -> list[Supported]:
    """Say for each of `claims` how well the text at its place bears it out.

    `similar` is called once, with each claim and each candidate sentence a single time.
    """
    compared = [_compare(claim, text) for claim, text in zip(claims, texts, strict=True)]
    cosines = _cosines(claims, texts, compared, similar)
    return [
        _judged(one, likeness) if one else _NOT_COMPARED
        for one, likeness in zip(compared, cosines, strict=True)
    ]


def _compare(claim: str, text: str) -> Comparison | None:
    read_claim, sentences = read(claim), sentences_of(text)
    return Comparison(read_claim, sentences) if read_claim.words and sentences else None


def _cosines(
    claims: Sequence[str],
    texts: Sequence[str],
    compared: Sequence[Comparison | None],
    similar: Similar,
) -> list[list[float]]:
    """Give the cosines of each claim and its candidates, in the order of the candidates."""
    quotes = [
        [one.sentences[place].span.of(text) for place in one.candidates] if one else []
        for one, text in zip(compared, texts, strict=True)
    ]
    rows = {claim: row for row, claim in enumerate(dict.fromkeys(claims))}
    columns = {
        quote: column
        for column, quote in enumerate(dict.fromkeys(each for q in quotes for each in q))
    }
    if not columns:
        return [[] for _ in claims]
    found = similar(list(rows), list(columns))
    return [
        [float(found[rows[claim]][columns[quote]]) for quote in each]
        for claim, each in zip(claims, quotes, strict=True)
    ]


def _judged(compared: Comparison, cosines: Sequence[float]) -> Supported:
    features = compared.features(max(cosines))
    by_place = dict(zip(compared.candidates, cosines, strict=True))
    best = max(by_place, key=lambda place: compared.shared(place) + by_place[place])
    return Supported(score_of(features), _stretch(compared, best), features)


def _stretch(compared: Comparison, best: int) -> Span:
    """Give the place of the sentence at `best` and of the neighbours that add to it."""
    sentences, claim = compared.sentences, compared.claim
    first = last = best
    missing = set(claim.telling) - sentences[best].known
    while last - first + 1 < _MOST_SENTENCES:
        beside = [place for place in (first - 1, last + 1) if 0 <= place < len(sentences)]
        adding = max(beside, key=lambda place: len(missing & sentences[place].known), default=best)
        added = missing & sentences[adding].known
        if len(added) < max(1, _WORTH_ADDING * len(set(claim.telling))):
            break
        missing -= added
        first, last = min(first, adding), max(last, adding)
    return Span(sentences[first].span.start, sentences[last].span.end)
