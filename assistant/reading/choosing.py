"""The answer without a model: what is read, which sentences to quote, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from assistant.reading import Reading as Reader
from assistant.reading.deciding import ANSWERS, Signs, logit, probability
from assistant.reading.evidence import Quotable, ReadSentence
from assistant.types import Question
from assistant.understanding import asks_who_says
from assistant.understanding.mentions import unmentioned
from index import Index
from index.language.english.saying import SPOKEN_OF

# The likeliest sentences by their passage and their words are read, each some 10 ms.
MOST_READ = 16
_PASSAGE, _WORDS = 1.5, 0.5
# A further sentence is quoted when it is at least this share as likely to answer as the best.
_AS_LIKELY = 0.6
_MOST_SENTENCES = 3
_MOST_WORDS = 70
_MOST_WORDS_OF_ONE = 110  # who asks what somebody said wants the words
_ALIKE = 85.0
# The most that an answer's confidence can be where no article has a name that is asked about.
_UNMENTIONED = 0.25
ON_TOPIC: Final = 0.6
"""Where a speaker is asked about, a sentence of theirs that has this share, 0..1, of the question's
words answers, whatever else speaks for or against it."""

_FIGURE = re.compile(r"\d[\d.,]*\d")  # one digit alone may be part of a name: "Vigil 7"


class OrderSigns(NamedTuple):
    """What the order of quotes goes by.

    The logit of the reader, the same of the sentence `alone`, without what stands above it, and the
    score of its passage in the search, 0..1.
    """

    reader: float
    alone: float
    found: float


_WEIGHED = 8  # sentences that are read alone too: the likeliest without it
# A sentence that is further behind the first, a twentieth as likely right, is not quoted beside it.
BEHIND: Final = 3.0
# Fitted by `python tests/bench/ordering.py`. A title that answers makes each sentence under it look
# like an answer, so what is read alone weighs more.
_ORDER = OrderSigns(reader=0.52, alone=1.03, found=3.30)


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence that was read, what speaks for it, and the probability, 0..1, that it answers.

    `own`, 0..1, is the share of the question's words that stand in this sentence, rare words
    counting more; 0 where a figure of the question is missing. It is only known where the question
    asks what somebody says or who says something.
    """

    sentence: ReadSentence
    signs: Signs
    score: float
    own: float = 0.0

    @property
    def quotable(self) -> Quotable:
        """The sentence in its hit."""
        return self.sentence.quotable


@dataclass(frozen=True, slots=True)
class Choice:
    """What to quote, best first; when it is not `confident`, these are only the nearest.

    `read` is all that was weighed, the likeliest first; without `is_read` it was in a language that
    the trained reader does not know, and was weighed by its words.
    """

    chosen: tuple[Quotable, ...]
    confidence: float
    read: tuple[Scored, ...] = ()
    is_read: bool = True

    @property
    def confident(self) -> bool:
        """Whether the sentences answer the question, as far as can be told without a model."""
        return bool(self.chosen) and self.confidence >= ANSWERS


def choose(
    index: Index, question: Question, quotables: Sequence[Quotable], *, reader: Reader
) -> Choice:
    """Choose the sentences that answer `question` best, which can be asked alone."""
    asked = _Asked.of(index, question)
    likely = sorted(once(quotables), key=lambda each: -asked.promise(each))[:MOST_READ]
    if not likely:
        return Choice((), 0.0)
    quotes = [each.evidence.quote for each in likely]
    read = reader.read(question.text, quotes, titles=[each.above for each in likely])
    scored = [asked.scored(ReadSentence(*pair)) for pair in zip(likely, read, strict=True)]
    scored.sort(key=lambda one: -one.score)
    most = _MOST_WORDS_OF_ONE if question.speaker else _MOST_WORDS
    if asks_who_says(question.text):  # most of its words first, however the reader takes it
        ordered = sorted(scored, key=lambda one: -one.own)
    else:
        ordered = _in_order(question.text, scored, reader)
    chosen = distinct(ordered, most_words=most)
    confidence = scored[0].score
    if unmentioned(index, question.text):
        confidence = min(confidence, _UNMENTIONED)
    return Choice(tuple(one.quotable for one in chosen), confidence, tuple(scored))


def _in_order(question: str, scored: Sequence[Scored], reader: Reader) -> list[Scored]:
    """Order what may be quoted, the best first; what is far behind it is left out."""

    def known(one: Scored) -> float:
        return _ORDER.reader * one.signs.reader + _ORDER.found * one.quotable.hit.score

    first = sorted(scored, key=lambda one: -known(one))[:_WEIGHED]
    signs = order_signs(question, first, reader)
    worth = [sum(map(mul, _ORDER, each)) for each in signs]
    pairs = sorted(zip(worth, first, strict=True), key=lambda pair: -pair[0])
    return [one for value, one in pairs if value >= max(worth) - BEHIND]


def order_signs(question: str, scored: Sequence[Scored], reader: Reader) -> list[OrderSigns]:
    """Give what the order of quotes goes by, for each sentence."""
    alone = reader.read(question, [one.quotable.evidence.quote for one in scored])
    return [
        OrderSigns(one.signs.reader, logit(read.score), one.quotable.hit.score)
        for one, read in zip(scored, alone, strict=True)
    ]


def once(quotables: Sequence[Quotable]) -> list[Quotable]:
    """Leave out sentences that a second, overlapping passage has again."""
    return list(
        {(e.article.id, e.start): q for q in quotables[::-1] for e in (q.evidence,)}.values()
    )


class _Asked:
    """What a question asks for: its words with what each tells, and its days."""

    def __init__(self, index: Index, question: Question, weights: dict[str, float]) -> None:
        self._index = index
        self._question = question
        self._weights = weights
        self._by_speaker = bool(question.speaker) or asks_who_says(question.text)
        self._shares: dict[str, float] = {}

    @classmethod
    def of(cls, index: Index, question: Question) -> _Asked:
        weights = {word: index.rarity(word) for word in index.words(question.text)}
        return cls(index, question, weights)

    def promise(self, each: Quotable) -> float:
        """Score one sentence before it is read."""
        return _PASSAGE * each.hit.score + _WORDS * self._share(each.evidence.quote)

    def scored(self, each: ReadSentence) -> Scored:
        """Decide how likely a sentence answers."""
        signs = self._signs(each)
        decided = probability(signs)
        if self._by_speaker and self._of_topic(each.quotable) >= ON_TOPIC:
            decided = max(decided, ANSWERS + decided / 2)
        own = self._own(each.quotable.evidence.quote) if self._by_speaker else 0.0
        return Scored(each, signs, decided, own)

    def _own(self, quote: str) -> float:
        figures = set(_FIGURE.findall(self._question.text))
        return self._share(quote) if figures <= set(_FIGURE.findall(quote)) else 0.0

    def _signs(self, each: ReadSentence) -> Signs:
        """Say what speaks for a sentence."""
        evidence, why = each.quotable.evidence, each.quotable.hit.why
        article, asked_on = evidence.article, self._question.asked_on
        if article.id not in self._shares:
            self._shares[article.id] = self._share(f"{article.title}\n{article.text}")
        return Signs(
            reader=logit(each.read.score),
            words=why.lexical,
            meaning=why.vector,
            lead=why.lead,
            share=self._share(f"{article.title}\n{evidence.quote}"),
            article=self._shares[article.id],
            dated=float(asked_on is not None),
            days=why.time,
            year=_nearness(asked_on, article.published),
        )

    def _of_topic(self, each: Quotable) -> float:
        """Say how much of what is asked about, of what somebody says, stands in a sentence.

        All of it where nothing but the speaker is asked for.
        """
        if not each.evidence.attribution:
            return 0.0
        aside = self._index.words(f"{self._question.speaker} {SPOKEN_OF}")
        topic = {word: weight for word, weight in self._weights.items() if word not in aside}
        held = self._index.words(each.evidence.quote)
        told = sum(weight for word, weight in topic.items() if word in held)
        return told / sum(topic.values()) if topic else 1.0

    def _share(self, text: str) -> float:
        """Say how much of what the question's words tell stands in `text`, 0..1."""
        words, total = self._index.words(text), sum(self._weights.values())
        shared = sum(weight for word, weight in self._weights.items() if word in words)
        return shared / total if total else 0.0


def _nearness(asked_on: date | None, published: date | None) -> float:
    """Say how near in time an article is: 1 the same day, 0 a year away or when not known."""
    if asked_on is None or published is None:
        return 0.0
    return max(0.0, 1.0 - abs((asked_on - published).days) / 365)


def distinct(scored: Sequence[Scored], *, most_words: int) -> list[Scored]:
    """Take the first sentences that say different things and are nearly as likely as any."""
    chosen, words = list[Scored](), 0
    least = _AS_LIKELY * max(one.score for one in scored)
    for one in scored:
        quote = one.quotable.evidence.quote
        if one.score < least:
            continue
        length = len(quote.split())
        if chosen and words + length > most_words:
            continue
        if any(_alike(quote, other.quotable.evidence.quote) for other in chosen):
            continue
        chosen.append(one)
        words += length
        if len(chosen) == _MOST_SENTENCES:
            break
    return chosen


def _alike(first: str, second: str) -> bool:
    return fuzz.token_set_ratio(first, second) >= _ALIKE
