"""What a question asks for: a value of some sort, of which thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeAlias

from assistant.spans.words import Word, telling, words_of
from assistant.types import Kind

Value: TypeAlias = Literal[
    "person", "country", "state", "place", "name",
    "date", "year", "number", "amount", "money", "percent", "age", "length",
]  # fmt: skip
"""What sort of value answers. A "person" may be an organisation; a "length" is a number with a unit
of time, distance or weight; an "amount" is that, or money, or a percentage."""

_BY_KIND: dict[Kind, Value] = {"who": "person", "where": "place"}
_ASKING = re.compile(r"\b(?:who(?:m|se)?|when|where|how|what|which)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-z\d”\"’')][.?!])\s+(?=\S)")
# "What will the dam cost?" asks for money without "how much".
_COSTS = re.compile(r"\bwhat (?:did|do|does|will|would)\b.*\bcost\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:what|which) years?\b", re.IGNORECASE)
# "When ..., which policy ended?" asks for no date.
_SOMETHING_ELSE = re.compile(r"\bwhen\b.*\b(?:how|what|which|who)\b", re.IGNORECASE)
# Where something did not happen, the words near it answer the opposite.
_NEGATED = re.compile(r"n['’]t\b|\b(?:never|not)\b", re.IGNORECASE)
# What may stand between "who" and the verb.
_HELPING = frozenset("also are first has had have is recently was were will would".split())
_ACCORDING_TO = re.compile(r"\baccording to(?: the)?\b", re.IGNORECASE)
# What asks for a value and says nothing of it; stems.
_OF_ASKING = telling(
    words_of("year month day date time happen occur place people number total located")
)
_ROUGHLY = re.compile(r"\b(?:about|approximately|around|roughly) (?:how|what)\b", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|stat(?:ed?|es)|told|claim|announce|warn|accord|argue|call|describe|"
    r"report|quote)",
    re.IGNORECASE,
)
# What a question for a number is about; the first that fits counts.
_NUMBERS: tuple[tuple[Value, re.Pattern[str]], ...] = (
    (
        "percent",
        re.compile(
            r"\bpercent|\bper cent\b|\b(?:share|proportion) of\b|\bturnout\b"
            r"|\b(?:inflation|interest|unemployment) rate\b",
            re.IGNORECASE,
        ),
    ),
    ("age", re.compile(r"\bhow old\b|\b(?:at )?what age\b", re.IGNORECASE)),
    (
        "money",
        re.compile(
            r"\bhow much\b.*\b(?:cost|damages|donat|earn|fine[ds]?\b|invest|loan|money|paid|pay\b|"
            r"price|raise|salary|sell|sold|spen[dt]|wage|worth)"
            r"|\b(?:what|which) (?:\w+ ){0,3}(?:amount|cost|price|sum)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "length",
        re.compile(r"\bhow (?:big|deep|far|fast|heavy|high|large|long|tall|wide)\b", re.IGNORECASE),
    ),
    ("amount", re.compile(r"\bhow much\b|\b(?:size|speed|height)\b", re.IGNORECASE)),
)
# Things that have names of their own, asked for with "which" or "what".
_THINGS: dict[Value, frozenset[str]] = {
    "country": frozenset({"country", "nation"}),
    "state": frozenset({"state"}),
    "place": frozenset(
        "area city continent county island park place province region territory town "
        "village".split()
    ),
    "person": frozenset(
        "actor actress artist athlete author candidate celebrity composer director emperor "
        "explorer founder general governor king lawmaker leader mayor minister official person "
        "philosopher player poet politician pope president prince princess professor queen "
        "scientist senator singer star writer".split()
    ),
    "name": frozenset(
        "agency airline airport award band bank battle book brand chain church club college "
        "commission company conference corporation court currency festival film firm group holiday "
        "hospital hurricane language league magazine mission mountain movie museum network "
        "newspaper ocean organisation organization outlet party platform prize religion restaurant "
        "retailer river school series service ship show song sport station store storm studio team "
        "tournament treaty tribe union university war website".split()
    ),
}
_ENDS_PHRASE = frozenset(
    "a about and are at be been by can could did do does for from had has have he his in into is "
    "it may might must not of on or shall she should that the their they this to was were who will "
    "with would".split()
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What answers: a value of the sort `value`.

    `noun` is the stem of the named thing asked for ("which COUNTRY"), or ""; with `several`, more
    than one is. `asked` are the stems of the question's words that say something, `named` those
    of its names and numbers, `deed` those of what it asks about them, `source` those of whose
    account it asks for ("according to THE COAST GUARD"), `verb` that of the verb whose subject
    answers, or "", and `counted` those of what it counts ("how many FERRY PASSENGERS").
    `about_saying` tells whether it asks who says something, and `roughly` whether a round number
    will do.
    """

    value: Value
    text: str
    asked: frozenset[str]
    named: frozenset[str] = frozenset()
    deed: frozenset[str] = frozenset()
    source: frozenset[str] = frozenset()
    verb: str = ""
    counted: frozenset[str] = frozenset()
    noun: str = ""
    several: bool = False
    about_saying: bool = False
    roughly: bool = False

    @classmethod
    def read(cls, question: str, kind: Kind) -> Wanted | None:
        """Read `question`; None where it asks for nothing that a few words can be found for."""
        asking = _asking_sentence(question)
        if _NEGATED.search(asking):
            return None
        noun = _noun(asking) if kind == "other" else None
        value = _value(asking, kind, noun)
        named = telling(word for word in words_of(question)[1:] if _is_named(word))
        return value and cls(
            value=value,
            text=question.casefold(),
            asked=telling(words_of(question)),
            named=named,
            deed=telling(words_of(asking)) - named - _OF_ASKING,
            source=telling(_phrase(asking, _ACCORDING_TO)),
            verb=_verb(asking, noun),
            counted=telling(_phrase(asking, _HOW_MANY)),
            noun=noun.stem if noun else "",
            several=noun is not None and noun.text.lower() != _singular(noun.text),
            about_saying=bool(_SAYING.search(asking)),
            roughly=bool(_ROUGHLY.search(asking)),
        )


def _verb(asking: str, noun: Word | None) -> str:
    """Give the stem of the word behind "who" or `noun`, small words aside; "" without one.

    A word that follows "did" or an article is no verb that the answer is the subject of.
    """
    words = words_of(asking)
    behind = next((at for at, word in enumerate(words) if _subject(word, noun)), len(words)) + 1
    word = next((each for each in words[behind:] if each.text.lower() not in _HELPING), None)
    return word.stem if word and word.tells else ""


def _subject(word: Word, noun: Word | None) -> bool:
    return word.stem == noun.stem if noun else word.text.lower() == "who"


def _is_named(word: Word) -> bool:
    return word.is_capitalised or word.text[0].isdigit()


def _asking_sentence(question: str) -> str:
    """Give the last sentence of `question` that asks."""
    sentences = _SENTENCE_END.split(question.strip())
    asking = [each for each in sentences if _ASKING.search(each)]
    return asking[-1] if asking else sentences[-1]


def _value(asking: str, kind: Kind, noun: Word | None) -> Value | None:
    if kind in {"when", "other"} and _YEAR.search(asking):
        return "year"
    if kind == "when":
        return None if _SOMETHING_ELSE.search(asking) else "date"
    if kind == "how many":
        return next((value for value, words in _NUMBERS if words.search(asking)), "number")
    if kind == "other" and not noun and _COSTS.search(asking):
        return "money"
    return _named(noun) if noun else _BY_KIND.get(kind)


def _named(noun: Word) -> Value | None:
    plain = _singular(noun.text)
    return next((value for value, nouns in _THINGS.items() if plain in nouns), None)


def _noun(asking: str) -> Word | None:
    """Give the named thing asked for, the last one of the words right behind "which"."""
    phrase = _phrase(asking, _WHICH)
    return next((word for word in reversed(phrase) if _named(word)), None)


def _phrase(asking: str, behind: re.Pattern[str]) -> Sequence[Word]:
    """Give the words right behind what `behind` matches, up to a verb or a small word."""
    at = behind.search(asking)
    return list(takewhile(_goes_on, words_of(asking[at.end() :]))) if at else []


def _goes_on(word: Word) -> bool:
    return bool(word.stem) and word.text.lower() not in _ENDS_PHRASE


def _singular(noun: str) -> str:
    plain = noun.lower()
    if plain.endswith("ies") and plain != "series":
        return f"{plain[:-3]}y"
    return plain[:-1] if plain.endswith("s") and plain != "series" else plain
