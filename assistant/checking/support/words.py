"""The words of a text as the support check compares them: small letters, endings taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.language.english import grammar, numerals, small

# A number keeps its decimals and thousands, also where a tokenizer has parted them ("31. 8").
_TOKEN = re.compile(
    r"(?P<number>\d+(?:,\s?\d{3})*(?:\.\s?\d+)?)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
)
_INSIDE_NUMBER = re.compile(r"[,\s]")
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ed|es|ly|e|s|y)$")
_SHORTEST_STEM = 3
# "One" is left out: it may be a pronoun.
_NUMERALS = {word: value for word, value in numerals.COUNTS.items() if value > 1}
_TEN, _HUNDRED = 10, 100
_SCALES = {"hundred": 100, "thousand": 1_000}


@dataclass(frozen=True)
class Word:
    """One word or number, in small letters and without possessive ending; numbers in digits."""

    text: str

    @cached_property
    def stem(self) -> str:
        """What the word shares with its other forms: "closed" and "closing" give "clos"."""
        stem = _ENDINGS.sub("", self.text)
        return stem if len(stem) >= _SHORTEST_STEM else self.text

    @property
    def tells(self) -> bool:
        """Whether sharing it with another text says something."""
        return self.text not in small.REPORTED

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.text[:1].isdigit()

    @property
    def is_pronoun(self) -> bool:
        """Whether it may stand for a name that was said before."""
        return self.text in grammar.PRONOUNS | grammar.OWNERS | {"who"}


def words_of(text: str) -> list[Word]:
    """Give the words and numbers of `text` in order; hyphens part words, "forty-two" is 42."""
    words: list[str] = []
    for word in _words(text.lower()):
        joined = _joined(words[-1], word) if words else None
        if joined:
            words[-1] = joined
        else:
            words.append(str(_NUMERALS.get(word, word)))
    return [Word(word) for word in words]


def _words(text: str) -> Iterator[str]:
    for each in _TOKEN.finditer(text):
        if number := each["number"]:
            yield _INSIDE_NUMBER.sub("", number)
        else:
            yield each["word"].replace("’", "'").removesuffix("'s")


def _joined(before: str, word: str) -> str | None:
    """Give the number that two words make: "3" and "hundred" 300, "40" and "two" 42."""
    if not before.isdecimal():
        return None
    if word in _SCALES:
        return str(int(before) * _SCALES[word])
    unit, value = _NUMERALS.get(word, _TEN), int(before)
    return str(value + unit) if unit < _TEN < value < _HUNDRED and value % _TEN == 0 else None
