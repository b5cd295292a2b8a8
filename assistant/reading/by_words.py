"""Choosing what to quote in languages that the trained reader does not know: by shared words.

The reader learned English. For other languages one plain mean decides, the same for all; see
docs/languages.md for what it comes to.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading import Read
from assistant.reading.choosing import MOST_READ, Choice, Scored, distinct, once
from assistant.reading.deciding import ANSWERS, Signs, logit
from assistant.reading.evidence import Quotable, ReadSentence
from index import Index

# How much of what a question's words tell stands in the sentence, in the sentence with its title,
# and in the article: each counts the same. The embedding model knows most languages badly.
_SHARES, _MEANING = 0.9, 0.1
_MOST_WORDS = 70
_FEWEST_LETTERS = 4


def choose_by_words(
    index: Index, question: str, quotables: Sequence[Quotable], *, language: str
) -> Choice:
    """Choose the sentences that answer a question put in `language`.

    What stands in another language shares no words with it: there, meaning alone counts, and only
    where the embedding model is multilingual.
    """
    asked = _Asked(index, question, language)
    found = once(quotables)
    if not index.is_multilingual:
        found = [each for each in found if not asked.is_foreign(each)]
    likely = sorted(found, key=lambda each: -asked.promise(each))[:MOST_READ]
    if not likely:
        return Choice((), 0.0, is_read=False)
    meanings = index.similar([question], [each.evidence.quote for each in likely])[0]
    scored = [
        _scored(each, asked.confidence(each, max(0.0, float(meaning))))
        for each, meaning in zip(likely, meanings, strict=True)
    ]
    scored.sort(key=lambda one: (-one.score, one.quotable.hit.rank))
    sure = [one for one in scored if one.score >= ANSWERS]
    chosen = distinct(sure or scored, most_words=_MOST_WORDS)
    return Choice(
        tuple(one.quotable for one in chosen), scored[0].score, tuple(scored), is_read=False
    )


def _scored(quotable: Quotable, score: float) -> Scored:
    return Scored(ReadSentence(quotable, Read(score)), Signs(reader=logit(score)), score)


class _Asked:
    """The words of a question, with what each tells."""

    def __init__(self, index: Index, question: str, language: str) -> None:
        self._index = index
        self._language = language
        words = index.words(question, language=language)
        self._weights = {word: index.rarity(word) for word in words}
        self._articles: dict[str, float] = {}

    def is_foreign(self, each: Quotable) -> bool:
        """Whether a sentence is in another language than the question."""
        return (each.evidence.article.language or "en") != self._language

    def promise(self, each: Quotable) -> float:
        """Score a sentence before its meaning is looked at."""
        return each.hit.why.vector if self.is_foreign(each) else self._shared(each)

    def confidence(self, each: Quotable, meaning: float) -> float:
        """Say how sure a sentence answers, 0..1."""
        if self.is_foreign(each):
            return meaning
        return _SHARES * self._shared(each) + _MEANING * meaning

    def _shared(self, each: Quotable) -> float:
        """Give the mean of the shares that sentence, sentence with title, and article hold."""
        article, quote = each.evidence.article, each.evidence.quote
        if article.id not in self._articles:
            self._articles[article.id] = self._share(f"{article.title}\n{article.text}")
        titled = self._share(f"{article.title}\n{quote}")
        return (self._share(quote) + titled + self._articles[article.id]) / 3

    def _share(self, text: str) -> float:
        """Say how much of what the question's words tell stands in `text`, 0..1."""
        held = self._index.words(text, language=self._language)
        total = sum(self._weights.values())
        shared = sum(weight for word, weight in self._weights.items() if _stands_in(word, held))
        return shared / (total or 1.0)


def _stands_in(word: str, held: frozenset[str]) -> bool:
    """Whether a word is among others, or is a part of one as "Brücke" is of "Talbrücke"."""
    if word in held:
        return True
    plain = word.partition(":")[2]
    if len(plain) < _FEWEST_LETTERS:
        return False
    return any(_is_part(plain, each.partition(":")[2]) for each in held)


def _is_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _FEWEST_LETTERS and (long.startswith(short) or long.endswith(short))
