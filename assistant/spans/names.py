"""Names in a sentence: capitalised words and what joins them, as spans of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.spans.places import is_people
from assistant.spans.values import CALENDAR
from assistant.spans.words import Word
from index import Span

# What may stand inside a name, between two capitalised words.
_JOINING = frozenset(
    tuple(each.split("_"))
    for each in "of of_the de la de_la le du von van der van_der del bin al & -".split()
)
_MOST_JOINING = 2
_LONGEST_NUMBER = 3
# Words that are capitalised where a sentence begins, and begin no name.
_NO_NAME = frozenset(
    "a additionally after all although among an and another any approximately around as at "
    "because before both but by despite did do during each early even every few finally first "
    "five following for former formerly four from further furthermore had has have he her "
    "here his how however i if in initially instead it its itself just last late later like "
    "many meanwhile more moreover most much my near nearly neither next no nor not now of "
    "officials on once one only or other our over people perhaps police rather recently "
    "researchers scientists second several she since six so some soon still such ten than "
    "that the their then there these they third this those though three through throughout "
    "thus to today together two under unlike until up upon us was we were what when where "
    "whether which while who why with within without yeah yes yet you your".split()
)
_ADVERB = re.compile(r"(?:ly|ing)$")
# A party or a people before an office is no part of the name: "Republican Sen. Ida Moor".
_TITLE = re.compile(
    r"(?:Chancellor|Gov|Governor|King|Minister|Mr|Mrs|Ms|President|Prime|Prince|Princess|Queen|Rep|"
    r"Representative|Sen|Senator)\.?$"
)
_PARTY = re.compile(r"(?:Conservative|Democrat|Democratic|Labour|Republican|Social)$")
_MADE_OF_A_NAME = re.compile(r"-[a-z]+(?:ing|ed|born|led)$")
_BETWEEN_NAMES = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)(?:the\s+)?")
_OPENING = frozenset("]\"“‘'(:;—–•-")


def opens(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is the first of a sentence or of quoted words."""
    return at == 0 or words[at - 1].text in _OPENING


def names_in(words: Sequence[Word]) -> list[Span]:
    """Give the names among the words of a sentence, in order."""
    return list(_names(words))


def lists_in(words: Sequence[Word], text: str) -> list[Span]:
    """Give the lists of two names or more ("Lyn, Moor and Thorn"), in order."""
    runs: list[list[Span]] = []
    last = None
    for name in names_in(words):
        if last and _BETWEEN_NAMES.fullmatch(text, last.end, name.start):
            runs[-1].append(name)
        else:
            runs.append([name])
        last = name
    return [Span(run[0].start, run[-1].end) for run in runs if len(run) > 1]


def _names(words: Sequence[Word]) -> Iterator[Span]:
    at = 0
    while at < len(words):
        end = _end_of_name(words, at) if _begins_name(words, at) else at
        if end > at:
            yield Span(words[at].start, words[end - 1].end)
        at = max(end, at + 1)


def _begins_name(words: Sequence[Word], at: int) -> bool:
    word = words[at].text
    if not words[at].is_capitalised or CALENDAR.match(word) or word in {"A", "The"}:
        return False
    if opens(words, at) and (word.lower() in _NO_NAME or _ADVERB.search(word)):
        return False
    return not _MADE_OF_A_NAME.search(word) and not _qualifies(words, at)


def _qualifies(words: Sequence[Word], at: int) -> bool:
    """Whether the word is a party or a people, and an office follows."""
    is_either = bool(_PARTY.match(words[at].text)) or is_people(words[at].text)
    return is_either and at + 1 < len(words) and bool(_TITLE.match(words[at + 1].text))


def _end_of_name(words: Sequence[Word], at: int) -> int:
    """Give where the name that begins at `at` ends, exclusive."""
    end = at + 1
    while step := _joined(words, end):
        end += step
    return end


def _joined(words: Sequence[Word], end: int) -> int:
    """Say how many words from `end` on belong to the name before them."""
    for joining in range(min(_MOST_JOINING + 1, len(words) - end)):
        between = tuple(word.text for word in words[end : end + joining])
        if (not joining or between in _JOINING) and _goes_on(words[end + joining], joining):
            return joining + 1
    return 0


def _goes_on(word: Word, joining: int) -> bool:
    if word.text.isdigit():
        return not joining and len(word.text) <= _LONGEST_NUMBER
    return word.is_capitalised and not CALENDAR.match(word.text)
