"""The values that could answer, each in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.spans.asking import Wanted
from assistant.spans.names import lists_in, names_in, opens
from assistant.spans.phrases import places_in
from assistant.spans.places import is_country, is_country_or_state, is_people
from assistant.spans.values import MEASURE, unlimited, values_in
from assistant.spans.words import Word, words_of
from index import Span, find_statement

NAMES = frozenset({"person", "country", "state", "place", "name"})
_YEAR = re.compile(r"(?:1\d|20)\d\d")


@dataclass(frozen=True)
class Sentence:
    """One of the quoted sentences, and its place among them."""

    text: str
    position: int

    @cached_property
    def words(self) -> list[Word]:
        """Its words, numbers and signs."""
        return words_of(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """What its words share with their other forms."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def speaker(self) -> Span:
        """Who says it; an empty span when it names nobody."""
        said = find_statement(self.text)
        return said.speaker if said else Span(0, 0)


@dataclass(frozen=True)
class Candidate:
    """A value in its sentence; `first` and `last` are the places of its words there."""

    sentence: Sentence
    span: Span

    @property
    def text(self) -> str:
        """The words of the value."""
        return self.span.of(self.sentence.text)

    @cached_property
    def first(self) -> int:
        """The place of its first word."""
        return bisect_right(self.sentence.words, self.span.start, key=lambda word: word.end)

    @cached_property
    def last(self) -> int:
        """The place of its last word."""
        return bisect_left(self.sentence.words, self.span.end, key=lambda word: word.start) - 1

    @property
    def words(self) -> Sequence[Word]:
        """Its own words."""
        return self.sentence.words[self.first : self.last + 1]

    @property
    def is_one_word(self) -> bool:
        """Whether it has one word."""
        return self.first == self.last

    @property
    def opens(self) -> bool:
        """Whether a sentence or quoted words begin with it."""
        return opens(self.sentence.words, self.first)

    def before(self, count: int) -> Sequence[Word]:
        """Give up to `count` words before it, the nearest last."""
        return self.sentence.words[max(0, self.first - count) : self.first]

    def behind(self, count: int) -> Sequence[Word]:
        """Give up to `count` words behind it, the nearest first."""
        return self.sentence.words[self.last + 1 : self.last + 1 + count]

    def distance(self, place: int) -> int:
        """Count the steps from it to the word at `place`; 0 inside it."""
        return max(self.first - place, place - self.last, 0)


def candidates(wanted: Wanted, sentences: Sequence[str]) -> list[Candidate]:
    """Give what could answer, by sentence; what the question says already is left out."""
    placed = [Sentence(text, position) for position, text in enumerate(sentences)]
    found = (Candidate(each, span) for each in placed for span in _spans(wanted, each))
    return [each for each in found if not _is_known(each, wanted) and _fits(each, wanted)]


def _spans(wanted: Wanted, sentence: Sentence) -> list[Span]:
    if wanted.value not in NAMES:
        found = values_in(wanted.value, sentence.text)
        return [unlimited(each, sentence.text) for each in found] if wanted.roughly else found
    if wanted.several:
        return lists_in(sentence.words, sentence.text)
    names = names_in(sentence.words)
    if wanted.value == "place" and not wanted.noun:
        return sorted(
            [*names, *places_in(sentence.words, wanted.asked)], key=lambda each: each.start
        )
    return names


def _is_known(each: Candidate, wanted: Wanted) -> bool:
    """Whether the question says it; of a name, the last word alone says it."""
    own = [word for word in each.words if word.tells]
    if each.text.casefold() in wanted.text or all(word.stem in wanted.asked for word in own):
        return True
    last = own[-1].stem
    is_name = wanted.value in NAMES and not wanted.several
    return is_name and last in wanted.asked and last != wanted.noun


def _fits(each: Candidate, wanted: Wanted) -> bool:
    """Whether it is of the sort that is wanted, as far as lists and its neighbours tell."""
    if wanted.several:
        return True
    match wanted.value:
        case "person":
            is_asked_place = wanted.noun and is_country_or_state(each.text)
            fits = not is_asked_place and not _speaks(each, wanted)
        case "country":
            fits = is_country(each.text)
        case "state":
            fits = is_country_or_state(each.text)
        case "place":
            fits = not is_people(each.text)
        case "number":
            fits = _counts(each, wanted)
        case _:
            fits = True
    return fits


def _speaks(each: Candidate, wanted: Wanted) -> bool:
    """Whether it is who says the sentence, and nobody asked for that."""
    speaker = each.sentence.speaker
    overlaps = speaker.start < each.span.end and each.span.start < speaker.end
    return overlaps and not wanted.about_saying


def _counts(each: Candidate, wanted: Wanted) -> bool:
    """Whether a number counts something: it is no year and no measure that was not asked for."""
    behind = [word for word in each.behind(2) if word.stem][:1]
    if any(word.stem in wanted.asked for word in behind):
        return True
    return not _YEAR.fullmatch(each.text) and not any(MEASURE.match(each.text) for each in behind)
