"""The words of a text with their places, and what makes two words the same word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, normalize

from index.language.english.small import COMMON
from index.language.english.verbs import BASES

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ions?|ers?|ors?|ed|es|al|ly|e|s|y)$")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign of a text, and its place there.

    Attributes:
        text: the word as it stands.
        start: where it begins.
        end: where it ends, exclusive.
        plain: it in small letters, without accents and possessive ending; "" for a sign.
        stem: what it shares with its other forms: "closed" and "closing" give "clos".
        tells: whether sharing it with another text says something.
    """

    text: str
    start: int
    end: int
    plain: str
    stem: str
    tells: bool


def words_of(text: str) -> list[Word]:
    """Give the words, numbers and signs of `text`, in order; hyphens part words."""
    known: dict[str, tuple[str, str, bool]] = {}
    found: list[Word] = []
    for each in _TOKEN.finditer(text):
        word = each.group()
        forms = known.get(word)
        if forms is None:
            forms = known[word] = _forms(word)
        found.append(Word(word, each.start(), each.end(), *forms))
    return found


def _forms(word: str) -> tuple[str, str, bool]:
    plain = _plain(word)
    tells = bool(plain) and plain not in COMMON and not plain.endswith("n't")
    return plain, stem_of(plain), tells


def _plain(word: str) -> str:
    """Give `word` in small letters, without accents, full stops and possessive ending."""
    if not word[:1].isalnum():
        return ""
    small = word.casefold().replace("’", "'").replace(".", "")
    small = small.removesuffix("'s").rstrip("'")
    if small.isascii():
        return small
    return "".join(each for each in normalize("NFKD", small) if not combining(each))


def stem_of(word: str) -> str:
    """Give the stem of a word in small letters."""
    known = BASES.get(word, word)
    short = _ENDINGS.sub("", known)
    return short if len(short) >= _SHORTEST_STEM and not known[:1].isdigit() else known


def telling(words: Iterable[Word]) -> frozenset[str]:
    """Give the stems of the words that say something."""
    return frozenset(word.stem for word in words if word.tells)
