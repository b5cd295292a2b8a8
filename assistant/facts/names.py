"""The names of a text, and whether another text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from assistant.facts.words import Word
from index import Span
from index.language.english import calendar, people, saying, small

_IN_NAMES = frozenset("-–.’'&")
_CALENDAR = frozenset(name.lower() for name in (*calendar.WEEKDAYS, *calendar.MONTHS))
_ADVERB = re.compile(r"(?:ly|ing|ed)$")
_OPENING = frozenset("“„\"«‘'`([:;—–•*-.!?…")
_POSSESSIVE = re.compile(r"['’]s$")
_PLURAL = re.compile(r"[^su]s$")
_HEADLINE_SHARE, _FEWEST_IN_HEADLINE = 0.6, 8
_LONG_WORD, _SHARED_PREFIX = 6, 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a text gives it, and its words in small letters.

    A name `is_open` where a sentence begins with it, so that any word could stand there.
    """

    span: Span
    words: tuple[str, ...]
    is_open: bool = False

    def may_be(self, other: Name) -> bool:
        """Whether both may name the same: they share a word, or one has the other's initials."""
        if set(self.words) & set(other.words):
            return True
        if initials_of(self.words) in other.words or initials_of(other.words) in self.words:
            return True
        return any(_is_variant(word, one) for word in self.words for one in other.words)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What names are held against.

    Attributes:
        words: all words of a text, plain.
        initials: the initials of each of its names.
        capitalised: the words with a capital where no sentence begins.
    """

    words: frozenset[str]
    initials: frozenset[str]
    capitalised: frozenset[str]

    def has(self, name: Name) -> bool:
        """Whether every word of `name` is there, in this form or another."""
        missing = [word for word in name.words if not self._has_word(word)]
        if not missing:
            return True
        return len(name.words) > 1 and initials_of(name.words) in self.words

    def _has_word(self, word: str) -> bool:
        if word in self.words or self._abbreviates(word):
            return True
        country = people.COUNTRY_OF.get(word, "")
        if country in self.words or self._abbreviates(country):
            return True
        return any(_is_variant(word, other) for other in self.words)

    def _abbreviates(self, word: str) -> bool:
        return 2 <= len(word) <= _LONG_WORD and any(word in run for run in self.initials)  # noqa: PLR2004


def names_in(words: Sequence[Word]) -> list[Name]:
    """Give the names among the `words` of a sentence; none where all have capitals: a headline."""
    written = [word for word in words if word.text[:1].isalpha()]
    capitals = sum(word.text[:1].isupper() for word in written)
    if len(written) >= _FEWEST_IN_HEADLINE and capitals > _HEADLINE_SHARE * len(written):
        return []
    return [name for run in _runs(words) if (name := _name(words, run))]


def vocabulary_of(words: Sequence[Word]) -> Vocabulary:
    """Take the `words` of a text as what a name can be held against."""
    plain = frozenset(word.plain for word in words if word.plain)
    runs = list(_runs(words))
    inside = frozenset(words[at].plain for run in runs for at in run if not _opens(words, at))
    rows = [[words[at].plain for at in run] for run in runs if len(run) > 1]
    tellers = ([word for word in row if word not in small.JOINING] for row in rows)
    return Vocabulary(
        words=plain | {people.COUNTRY_OF[word] for word in plain & people.COUNTRY_OF.keys()},
        initials=frozenset(initials_of(row) for row in (*rows, *tellers)),
        capitalised=inside,
    )


def initials_of(words: Sequence[str]) -> str:
    """Give the first letters of `words`."""
    return "".join(word[:1] for word in words)


def _runs(words: Sequence[Word]) -> Iterator[list[int]]:
    """Give the places of capitalised words that stand together, small joining words included."""
    at = 0
    while at < len(words):
        if not _is_capitalised(words[at]):
            at += 1
            continue
        run = [at]
        while (following := _next(words, run[-1])) is not None:
            run += range(run[-1] + 1, following + 1)
        yield [each for each in run if words[each].plain]
        at = run[-1] + 1


def _next(words: Sequence[Word], at: int) -> int | None:
    """Give the capitalised word that goes on with the name that has come to `at`."""
    for following in range(at + 1, min(at + 4, len(words))):
        if _is_capitalised(words[following]):
            return following
        joins = words[following].text in small.JOINING or (
            words[following].text in _IN_NAMES
            and words[following].start == words[following - 1].end
        )
        if not joins or words[following].text == "and":
            return None
    return None


def _is_capitalised(word: Word) -> bool:
    return bool(word.plain) and word.text[0].isupper() and word.plain not in _CALENDAR


def _name(words: Sequence[Word], run: Sequence[int]) -> Name | None:
    opens = _opens(words, run[0])
    kept = [at for at in run if words[at].plain not in people.NO_NAMES | small.JOINING]
    if opens and kept and kept[0] == run[0] and _is_opener(words, run):
        kept = kept[1:]
    if not kept:
        return None
    span = Span(words[kept[0]].start, words[kept[-1]].end)
    is_open = opens and len(kept) == 1 and kept[0] == run[0] and not _acts(words, run[0])
    return Name(span, tuple(words[at].plain for at in kept), is_open)


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is the first of a sentence or of quoted words."""
    return at == 0 or words[at - 1].text in _OPENING


def _is_opener(words: Sequence[Word], run: Sequence[int]) -> bool:
    word = words[run[0]].plain
    return word in small.OPENERS or bool(_ADVERB.search(word))


def _acts(words: Sequence[Word], at: int) -> bool:
    """Whether what follows the first word of a sentence makes it a name: it says or owns."""
    word = words[at]
    if _POSSESSIVE.search(word.text):
        return word.plain not in people.OWNING_NOTHING
    follows = words[at + 1].plain if at + 1 < len(words) else ""
    return follows in saying.CUES and not _PLURAL.search(word.plain)


def _is_variant(word: str, other: str) -> bool:
    """Whether one is the people of the other, or its spelling differs in one letter."""
    if word[:3] != other[:3]:
        return False
    shared = next(
        (at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    ends = {word[shared:], other[shared:]}
    if shared >= _SHARED_PREFIX and ends & people.OF_PEOPLES and ends & people.OF_PLACES:
        return True
    is_long = min(len(word), len(other)) >= _LONG_WORD
    return is_long and Levenshtein.distance(word, other, score_cutoff=1) <= 1
