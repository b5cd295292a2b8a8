"""The answer without a model: which sentences to quote, and whether they are an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.evidence import Quotable
from assistant.question import asks_about_now, may_answer, names_in
from index import Article, Index

# A sentence is scored by its likeness to the question, the score of its passage, and whether it
# holds a value of the kind asked for. Words shared with the question count nothing here: they
# bring sentences that only say the question again. The ablations are in docs/figures.md.
_PASSAGE, _KIND = 1.5, 0.3
# Only the likeliest sentences are embedded, by their passage, their kind and their words.
_EMBEDDED = 16
_WORDS = 0.5
# A further sentence is quoted when it scores at most this much less than the best, and is at
# least this much as like the question.
_MARGIN = 0.3
_LIKENESS = 0.65
_MOST_SENTENCES = 4
_MOST_WORDS = 70
_ALIKE = 85.0
# Confidence is the mean of three likenesses to the question, 0..1 (the passage's meaning, the
# sentence's meaning, the share of words), less a little when the article lacks a name that was
# asked for, or is not of the days that were asked for. Below `_CONFIDENT` Byline abstains.
_CONFIDENT = 0.5
_NAME_MISSING = 0.1
_DAYS_AWAY = 0.1


@dataclass(frozen=True, slots=True)
class Choice:
    """What to quote, best first; when it is not `confident`, these are only the nearest.

    `missing` are the names asked for that the nearest article lacks, `unknown` the words that no
    article of the archive has, both as they were asked.
    """

    chosen: tuple[Quotable, ...]
    confidence: float
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def confident(self) -> bool:
        """Whether the sentences answer the question, as far as can be told without a model."""
        return bool(self.chosen) and self.confidence >= _CONFIDENT


@dataclass(frozen=True, slots=True)
class _Scored:
    quotable: Quotable
    similarity: float
    score: float
    confidence: float


def choose(index: Index, question: str, quotables: Sequence[Quotable]) -> Choice:
    """Choose the sentences that answer `question` best."""
    if not quotables:
        return Choice((), 0.0)
    wanted = _Wanted.read(index, question)
    likely = sorted(quotables, key=lambda each: -wanted.promise(each))[:_EMBEDDED]
    similarities = index.similar(question, [each.evidence.quote for each in likely])
    scored = [
        wanted.score(each, float(similarity))
        for each, similarity in zip(likely, similarities, strict=True)
    ]
    chosen = _best(sorted(scored, key=lambda one: -one.score))
    return Choice(
        tuple(one.quotable for one in chosen),
        max(one.confidence for one in scored),
        wanted.missing_from(chosen[0].quotable.evidence.article),
        wanted.unknown(),
    )


class _Wanted:
    """What the question asks for: its words with what each tells, and its names."""

    def __init__(
        self, index: Index, question: str, weights: dict[str, float], names: Sequence[str]
    ) -> None:
        self._index = index
        self._question = question
        self._weights = weights
        self._names = names
        self._held: dict[str, frozenset[str]] = {}

    @classmethod
    def read(cls, index: Index, question: str) -> _Wanted:
        """Read the words and names of `question`."""
        weights = {word: index.rarity(word) for word in index.words(question)}
        return cls(index, question, weights, names_in(question))

    def promise(self, each: Quotable) -> float:
        """Score one sentence without its meaning."""
        return self._apart_from_meaning(each) + _WORDS * self._share(each.evidence.quote)

    def score(self, each: Quotable, similarity: float) -> _Scored:
        """Score one sentence, `similarity` being its cosine to the question."""
        evidence, why = each.evidence, each.hit.why
        share = self._share(f"{evidence.article.title}\n{evidence.quote}")
        confidence = (why.vector + similarity + share) / 3
        if self._lacks(evidence.article, self._names):
            confidence -= _NAME_MISSING
        if asks_about_now(self._question):
            confidence -= _DAYS_AWAY * (1.0 - why.time)
        score = similarity + self._apart_from_meaning(each)
        return _Scored(each, similarity, score, confidence)

    def missing_from(self, article: Article) -> tuple[str, ...]:
        """Give the names asked for that `article` lacks, as they were asked."""
        return self._lacks(article, self._names)

    def unknown(self) -> tuple[str, ...]:
        """Give the words asked for that no article has, as they were asked."""
        asked = (word.strip(".,;:!?\"'“”‘’()") for word in self._question.split())
        return tuple(word for word in asked if self._is_unknown(word))

    def _is_unknown(self, word: str) -> bool:
        stems = self._index.words(word)
        return bool(stems) and not any(self._index.holds(stem) for stem in stems)

    def _apart_from_meaning(self, each: Quotable) -> float:
        kind = may_answer(self._question, each.evidence.quote)
        return _PASSAGE * each.hit.score + _KIND * kind

    def _share(self, text: str) -> float:
        """Say how much of what the question's words tell stands in `text`, 0..1."""
        words, total = self._index.words(text), sum(self._weights.values())
        shared = sum(weight for word, weight in self._weights.items() if word in words)
        return shared / total if total else 0.0

    def _lacks(self, article: Article, asked: Sequence[str]) -> tuple[str, ...]:
        if article.id not in self._held:
            self._held[article.id] = self._index.words(
                f"{article.outlet}\n{article.title}\n{article.text}"
            )
        held = self._held[article.id]
        return tuple(
            word for word in asked if (stems := self._index.words(word)) and not stems & held
        )


def _best(scored: Sequence[_Scored]) -> list[_Scored]:
    """Take the best sentences that say different things, as long as they are nearly as good."""
    chosen: list[_Scored] = []
    words = 0
    for one in scored:
        quote = one.quotable.evidence.quote
        length = len(quote.split())
        if chosen and one.score < chosen[0].score - _MARGIN:
            break
        if chosen and (words + length > _MOST_WORDS or _is_off(one, chosen[0])):
            continue
        if any(_alike(quote, other.quotable.evidence.quote) for other in chosen):
            continue
        chosen.append(one)
        words += length
        if len(chosen) == _MOST_SENTENCES:
            break
    return chosen


def _is_off(one: _Scored, best: _Scored) -> bool:
    return one.similarity < _LIKENESS * best.similarity


def _alike(first: str, second: str) -> bool:
    return fuzz.token_set_ratio(first, second) >= _ALIKE
