"""The value that a sentence gives, taken from the words that the reader marked in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from assistant.accounts.asking import AGES, TITLES, Sort, Sought, rows_of
from assistant.accounts.counts import count_in
from assistant.accounts.dates import day_in
from assistant.accounts.marked import overlap
from assistant.accounts.named import name_in
from assistant.accounts.same import Worth
from assistant.facts import Word, names_in, telling, vocabulary_of, words_of
from assistant.reading.evidence import ReadSentence
from assistant.types import Evidence
from index import Span

_CERTAIN = 0.05  # of the words that the reader marks
_ABOVE = 0.8  # of a sentence whose subject is only named above it: it may speak of a part


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a sentence, `score` how likely, 0..1, the sentence answers."""

    evidence: Evidence
    span: Span
    worth: Worth
    score: float

    @property
    def text(self) -> str:
        """The words of the value."""
        return self.span.of(self.evidence.quote)

    @property
    def is_named(self) -> bool:
        """Whether a name stands in it."""
        words = words_of(self.evidence.quote)
        named = [name.span for name in names_in(words)]
        named += [Span(each.start, each.end) for each in words[1:] if each.text[0].isupper()]
        return any(overlap(each, self.span) for each in named)

    def is_like(self, other: Found) -> bool:
        """Whether both are of one unit, or both are names, or neither is."""
        ours, theirs = self.worth.number, other.worth.number
        if ours and theirs:
            return ours.unit == theirs.unit
        return self.worth.sort != "name" or self.is_named == other.is_named


def found_in(sought: Sought, sentence: ReadSentence, score: float) -> Found | None:
    """Give the value that a sentence gives for what is sought; None where it gives none."""
    evidence, read = sentence.quotable.evidence, sentence.read
    if read.start < 0 or read.certainty < _CERTAIN or not is_about(sought, evidence):
        return None
    marked = Span(read.start, read.end)
    for sort in (sought.sort,) if sought.sort else _SORTS:
        value = _READERS[sort](sought, evidence, marked)
        if value and (sought.sort or _is_most(value[0], marked, evidence.quote)):
            known = vocabulary_of(words_of(evidence.quote))
            return Found(evidence, *value, score * (1.0 if sought.is_named_in(known) else _ABOVE))
    return None


def is_about(sought: Sought, evidence: Evidence) -> bool:
    """Whether a sentence is about what is asked: what the question names stands there or above.

    Half of the words of the topic must too. A text without a title may name it anywhere.
    """
    if sought.says_opposite(telling(words_of(evidence.quote))):
        return False
    if sought.sort == "day" and _is_of_another(sought, evidence):
        return False
    if sought.units == AGES and _only_says_it(sought, evidence):
        return False
    article = evidence.article
    end = evidence.end if article.title else len(article.text)
    above = [*words_of(article.title), *_words_until(article.text, end)]
    is_topic = 2 * len(sought.topic & telling(above)) >= len(sought.topic)
    return is_topic and sought.is_named_in(vocabulary_of(above))


def _only_says_it(sought: Sought, evidence: Evidence) -> bool:
    """Whether what is asked about is only who says a sentence: another one's age is told there."""
    said = evidence.attribution
    names = {word for name in sought.names for word in name.words if word not in TITLES}
    speaker = {word.plain for word in words_of(said.speaker)} if said else set[str]()
    return bool(names) and names <= speaker


def _words_until(text: str, end: int) -> list[Word]:
    """Give the words of an article as far as one of its sentences; others of it may follow."""
    words = _words_of_article(text)
    return words[: bisect_right(words, end, key=lambda word: word.end)]


@lru_cache(maxsize=32)
def _words_of_article(text: str) -> list[Word]:
    return list(words_of(text))


def _is_of_another(sought: Sought, evidence: Evidence) -> bool:
    """Whether a sentence begins with a name that is not asked for, and names nothing that is."""
    words, said = words_of(evidence.quote), evidence.attribution
    names = names_in(words)
    if not names or not sought.names or names[0].span.start > words[0].start or names[0].is_open:
        return False
    is_teller = said is not None and names[0].span.of(evidence.quote) in said.speaker
    return not is_teller and not any(one.may_be(asked) for one in names for asked in sought.names)


def is_of_deed(sought: Sought, one: Evidence, other: Evidence) -> bool:
    """Whether `other` tells of the same deed as `one`, by the words of the question in both."""
    told = telling(words_of(one.quote))
    deeds = [deed for deed in sought.deed if rows_of(deed) & told]
    return not deeds or bool(rows_of(*deeds) & telling(words_of(other.quote)))


def are_strangers(one: Evidence, other: Evidence) -> bool:
    """Whether each sentence names what the other's article does not: two towns, two fires."""
    return _names_anew(one, other) and _names_anew(other, one)


def _names_anew(one: Evidence, other: Evidence) -> bool:
    """Whether a sentence names what another's article does not, its speakers aside."""
    said = one.attribution
    tellers = f"{said.speaker} {said.relayed_by}" if said else ""
    article = other.article
    known = vocabulary_of(words_of(f"{article.title}\n{article.text}\n{tellers}"))
    return not all(known.has(name) for name in names_in(words_of(one.quote)))


def _is_most(span: Span, marked: Span, quote: str) -> bool:
    """Whether a value is most of what was marked."""
    return 2 * len(span.of(quote)) >= marked.end - marked.start


_SORTS: tuple[Sort, ...] = ("number", "day", "name")
_READERS = {"number": count_in, "day": day_in, "name": name_in}
