"""Places without a name of their own: "found in the cellar of the town hall"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.spans.values import CALENDAR
from assistant.spans.words import Word
from index import Span

PLACE_BEFORE = frozenset(
    "across around at behind beneath from in inside into near off on outside through to "
    "under".split()
)
ARTICLES = frozenset({"a", "an", "the"})
_SHORTEST = 3  # "in the country" names none
_LONGEST = 9
_ENDS = frozenset(
    "after although and are as be because been before but by could did during for had has have he "
    "how if is it last next or she since that their they this until was were what when where which "
    "while who whose will with would".split()
)
_NO_PLACE = re.compile(
    r"afternoon|attempt|autumn|beginning|case|century|course|day|decade|effort|end|evening|event|"
    r"fall|future|halt|hour|minute|moment|month|morning|name|night|past|period|place|process|"
    r"reason|result|spring|summer|time|war|way|week|weekend|winter|year|\d.*",
    re.IGNORECASE,
)


def places_in(words: Sequence[Word], asked: frozenset[str]) -> list[Span]:
    """Give what follows a word of `asked`, a preposition and an article, up to the next clause.

    Where a name follows the article, the name alone is the place, and is left out here.
    """
    found = (_phrase(words, at) for at in range(1, len(words)) if _leads(words, at, asked))
    return [
        Span(each[0].start, each[-1].end)
        for each in found
        if len(each) >= _SHORTEST and _is_place(each)
    ]


def _leads(words: Sequence[Word], at: int, asked: frozenset[str]) -> bool:
    before = words[at - 1]
    return words[at].text.lower() in PLACE_BEFORE and before.tells and before.stem in asked


def _phrase(words: Sequence[Word], at: int) -> Sequence[Word]:
    """Give the words behind the preposition at `at`, if the first is an article."""
    rest = words[at + 1 : at + 1 + _LONGEST]
    if not rest or rest[0].text not in ARTICLES:
        return ()
    whole = list(takewhile(_goes_on, rest))
    return whole[:-1] if whole and whole[-1].text.lower() in PLACE_BEFORE else whole


def _goes_on(word: Word) -> bool:
    return bool(word.stem) and word.text.lower() not in _ENDS and not CALENDAR.match(word.text)


def _is_place(phrase: Sequence[Word]) -> bool:
    """Whether no name opens it and nothing in it means a time."""
    return not phrase[1].is_capitalised and not any(
        _NO_PLACE.fullmatch(each.text) for each in phrase
    )
