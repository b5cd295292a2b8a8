"""The answer without a model: which sentences to quote, and whether they are an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from assistant.agreement import agreement, values_in
from assistant.evidence import Quotable
from assistant.question import asking_sentence, asks_about_now, asks_who_says, may_answer, names_in
from assistant.types import Question
from index import Article, Index

# A sentence is scored by its likeness to the question, the score of its passage, and how many of
# the passages agree on a value it holds. Words shared with the question count nothing here: they
# bring sentences that only say the question again. The ablations are in docs/figures.md.
_PASSAGE, _AGREEMENT = 1.5, 0.3
# A value that the answer holds already counts so much of what it would.
_SAID_BEFORE = 0.5
_SPOKEN_OF = "announced claimed comment commented declared reported spoke speak stated think warned"
# Only the likeliest sentences are embedded: by their passage, by whether they hold a value of the
# kind asked for, and by their words.
_EMBEDDED = 12
_KIND, _WORDS = 0.3, 0.5
# A further sentence is quoted when it scores at most this much less than the best.
_MARGIN = 0.3
_MOST_SENTENCES = 3
_MOST_WORDS = 70
_MOST_WORDS_OF_ONE = 110  # who asks what somebody said wants the words
_ALIKE = 85.0
# Confidence is the mean of three likenesses to the question, 0..1 (the passage's meaning, the
# sentence's meaning, the share of words), a little more when the article came out in the year
# around the day of asking, and a little less when it lacks a name that was asked for, or is not of
# the days that were asked for. Below `_CONFIDENT` Byline abstains.
_CONFIDENT, _NEARLY = 0.58, 0.4
_SAME_YEAR = 0.1
_NAME_MISSING = 0.1
_DAYS_AWAY = 0.1
# A year in a question limits the search; articles seldom name the year they came out in.
# What one speaker says is found by who says it: words then tell whether it is about the topic.
# A sentence that has most of them answers, whatever its likeness.
_TOPIC, _ON_TOPIC = 0.5, 0.6
_YEAR = re.compile(r"(?:19|20)\d\d")


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

    @property
    def nearly_confident(self) -> bool:
        """Whether they might answer, if something else speaks for it."""
        return bool(self.chosen) and self.confidence >= _NEARLY


@dataclass(frozen=True, slots=True)
class _Scored:
    quotable: Quotable
    score: float
    values: frozenset[str]


def choose(index: Index, question: Question, quotables: Sequence[Quotable]) -> Choice:
    """Choose the sentences that answer `question` best, which can be asked alone."""
    if not quotables:
        return Choice((), 0.0)
    wanted = _Wanted.read(index, question)
    likely = sorted(quotables, key=lambda each: -wanted.promise(each))[:_EMBEDDED]
    # What a question tells before it asks counts half: it is often no part of the answer.
    asked = (question.text, asking_sentence(question.text))
    whole, asking = index.similar(asked, [each.evidence.quote for each in likely])
    scored = [
        _Scored(
            each,
            float(likeness) + _PASSAGE * each.hit.score + _TOPIC * wanted.of_topic(each),
            values_in(question.text, each.evidence.quote),
        )
        for each, likeness in zip(likely, (whole + asking) / 2, strict=True)
    ]
    confidences = [wanted.confidence(*each) for each in zip(likely, map(float, whole), strict=True)]
    if any(wanted.of_topic(each) >= _ON_TOPIC for each in likely):
        confidences.append(_CONFIDENT)
    most = _MOST_WORDS_OF_ONE if question.speaker else _MOST_WORDS
    chosen = _best(scored, agreement(question.text, likely), most_words=most)
    return Choice(
        tuple(one.quotable for one in chosen),
        max(confidences),
        wanted.missing_from(chosen[0].quotable.evidence.article),
        wanted.unknown(),
    )


class _Wanted:
    """What the question asks for: its words with what each tells, its names, and its days."""

    def __init__(
        self, index: Index, question: Question, weights: dict[str, float], names: Sequence[str]
    ) -> None:
        self._index = index
        self._question = question
        self._weights = weights
        self._names = names
        self._held: dict[str, frozenset[str]] = {}

    @classmethod
    def read(cls, index: Index, question: Question) -> _Wanted:
        """Read the words and names of `question`."""
        weights = {word: index.rarity(word) for word in index.words(question.text)}
        return cls(index, question, weights, names_in(question.text))

    def promise(self, each: Quotable) -> float:
        """Score one sentence without its meaning."""
        quote = each.evidence.quote
        kind = may_answer(self._question.text, quote)
        return _PASSAGE * each.hit.score + _KIND * kind + _WORDS * self._share(quote)

    def confidence(self, each: Quotable, similarity: float) -> float:
        """Say how sure one sentence is an answer, `similarity` being its cosine to the question."""
        evidence, why = each.evidence, each.hit.why
        share = self._share(f"{evidence.article.title}\n{evidence.quote}")
        likeness = (why.vector + similarity + share) / 3
        if self._lacks(evidence.article, self._names):
            likeness -= _NAME_MISSING
        if self._question.asked_on and asks_about_now(self._question.text):
            likeness -= _DAYS_AWAY * (1.0 - why.time)
        likeness += _SAME_YEAR * _nearness(self._question.asked_on, evidence.article.published)
        return min(1.0, max(0.0, likeness))

    def of_topic(self, each: Quotable) -> float:
        """Say how much of what is asked about, of what is said, stands in a sentence.

        0 where it is not asked what somebody says, or who says it; all of it where nothing but
        the speaker is asked for.
        """
        if not (self._question.speaker or asks_who_says(self._question.text)):
            return 0.0
        if not each.evidence.attribution:
            return 0.0
        topic = {
            word: weight
            for word, weight in self._weights.items()
            if word not in self._index.words(f"{self._question.speaker} {_SPOKEN_OF}")
        }
        held = self._index.words(each.evidence.quote)
        told = sum(weight for word, weight in topic.items() if word in held)
        return told / sum(topic.values()) if topic else 1.0

    def missing_from(self, article: Article) -> tuple[str, ...]:
        """Give the names asked for that `article` lacks, as they were asked."""
        return self._lacks(article, self._names)

    def unknown(self) -> tuple[str, ...]:
        """Give the words asked for that no article has, as they were asked."""
        asked = (word.strip(".,;:!?\"'“”‘’()") for word in self._question.text.split())
        return tuple(w for w in asked if not _YEAR.fullmatch(w) and self._is_unknown(w))

    def _is_unknown(self, word: str) -> bool:
        stems = self._index.words(word)
        return bool(stems) and not any(self._index.holds(stem) for stem in stems)

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


def _nearness(asked_on: date | None, published: date | None) -> float:
    """Say how near in time an article is: 1 the same day, 0 a year away or when not known."""
    if asked_on is None or published is None:
        return 0.0
    return max(0.0, 1.0 - abs((asked_on - published).days) / 365)


def _best(
    scored: Sequence[_Scored], agreed: Mapping[str, float], *, most_words: int
) -> list[_Scored]:
    """Take the best sentences that say different things, as long as they are nearly as good.

    What the passages agree on decides what is taken; the likest to the question comes first.
    """
    waiting, chosen = list(scored), list[_Scored]()
    said: frozenset[str] = frozenset()
    words, least = 0, float("-inf")

    def worth(one: _Scored) -> float:
        values = (agreed[v] * (_SAID_BEFORE if v in said else 1.0) for v in one.values)
        return one.score + _AGREEMENT * max(values, default=0.0)

    while waiting and len(chosen) < _MOST_SENTENCES:
        best = max(waiting, key=worth)
        if worth(best) < least:
            break
        waiting.remove(best)
        quote = best.quotable.evidence.quote
        length = len(quote.split())
        if chosen and words + length > most_words:
            continue
        if any(_alike(quote, other.quotable.evidence.quote) for other in chosen):
            continue
        if not chosen:
            least = worth(best) - _MARGIN
        chosen.append(best)
        words, said = words + length, said | best.values
    return sorted(chosen, key=lambda one: -one.score)


def _alike(first: str, second: str) -> bool:
    return fuzz.token_set_ratio(first, second) >= _ALIKE
