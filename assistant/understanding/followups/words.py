"""Words of a question: which tell something, which name, which only ask.

Words that join, point and ask tell nothing of what a question is about. What is left over is only
as good as these lists, so they decide nothing by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.language.english import asking, people, small, verbs

_COMMON = small.SPOKEN | verbs.SHARED

_WORD = re.compile(r"\w(?:[\w’'&/.-]*\w)?")
_CAPITAL = re.compile(r"[^\W\d_a-zß-ÿ]")
_ACRONYM = re.compile(r"[A-Z]{2,}")
# As most verbs of the past and most adverbs end: "announced", "reportedly"; not so "assembly".
_TOLD = re.compile(r"(?!(?:assemb|fami|monopo|supp)ly)(?:[a-z]*[a-df-z]ed|[a-z]+ly)")
# A word that ends like many and means one.
_ONE = re.compile(r"(?:ss|sis|us|ics)$")


def words(text: str, *, since: int = 0, until: int | None = None) -> Iterator[re.Match[str]]:
    """Give the words from `since` on, up to `until`."""
    return _WORD.finditer(text, since, len(text) if until is None else until)


def telling(question: str, *, since: int = 0) -> Iterator[re.Match[str]]:
    """Give the words from `since` on that tell something: names, and what is on no list."""
    for word in words(question, since=since):
        if _plain(word.group()) not in _COMMON or is_name(word):
            yield word


def names(question: str) -> list[str]:
    """Give the capitalised words that begin no sentence."""
    return [word.group() for word in words(question) if is_name(word)]


def stems(text: str) -> frozenset[str]:
    """Give the words that are not small, in small letters, without the ending of many."""
    return frozenset(stem(word) for word in _not_small(text))


def stem(word: str) -> str:
    """Give a word in small letters, without the ending of many."""
    plain = _plain(word)
    if _ONE.search(plain):
        return plain
    return f"{plain[:-3]}y" if plain.endswith("ies") else plain.removesuffix("s")


def is_capitalised(phrase: str) -> bool:
    """Whether every word of a phrase is capitalised, but for small ones."""
    told = _not_small(phrase)
    return bool(told) and all(_CAPITAL.match(word) for word in told)


def is_aspect(word: str) -> bool:
    """Whether a word asks for a side of something else: "symptoms"."""
    return not {_plain(word), stem(word)}.isdisjoint(asking.ASPECTS)


def is_role(word: str) -> bool:
    """Whether a word is for somebody who acts in many stories: "police"."""
    return stem(word) in people.ACTORS


def is_picking(word: str) -> bool:
    """Whether a word picks within a topic: "main", "largest"."""
    return word.casefold() in asking.PICKING or word.casefold().endswith("est")


def is_told(word: str) -> bool:
    """Whether a word ends as verbs and adverbs do, which are no part of a topic."""
    return bool(_TOLD.fullmatch(word.casefold()))


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs that many questions share."""
    return word.casefold() in verbs.SHARED | {"be", "do", "have"}


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return bool(_CAPITAL.match(word))


def is_plural(word: str) -> bool:
    """Whether a word is one for many, by its ending or by heart."""
    return stem(word) != _plain(word) or _plain(word) in people.PLURALS


def is_name(word: re.Match[str]) -> bool:
    """Whether a word is capitalised though it begins no sentence."""
    before = word.string[: word.start()].rstrip("\"“‘'( ")
    begins = not before or before[-1] in ".?!:"
    return is_capital(word.group()) and not begins and _plain(word.group()) not in ("a", "i")


def _not_small(text: str) -> list[str]:
    """Give the words that are no small ones; "US" and "WHO" are none."""
    every = (word.group() for word in words(text))
    return [word for word in every if _plain(word) not in small.SPOKEN or _ACRONYM.fullmatch(word)]


def _plain(word: str) -> str:
    """Give a word in small letters, without what an apostrophe adds: "isn't" -> "isn"."""
    return re.split(r"[’']", word.casefold())[0]
