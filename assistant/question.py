"""Understanding a question without a model: what kind of answer it wants, and of which days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from assistant.errors import QuestionError, QuestionTooLong
from assistant.types import MOST_CHARACTERS, Question
from index import Filters

_ALIKE = 90.0
_FEWEST_LETTERS = 3

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    "hundred|thousand|million|billion|half|dozen"
)
_NUMBER = re.compile(rf"\d[\d.,]*|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_TIME = re.compile(
    r"\d+|\b\w+day\b|\b(?:week|month|year|morning|evening)s?\b"
    r"|\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*"
)
_NAME = re.compile(r"(?:(?<=\S\s)|(?<=[\"“”‘’'(]))[^\W\d_a-zß-ÿ][\w&-]*")
# What a question asks with, and what an answer to it holds; the first that fits counts.
_KINDS = (
    (
        re.compile(
            r"\bhow (?:many|much|long|old|far|high|big|large|tall|fast)\b"
            r"|\b(?:what|which) (?:percent|percentage|share|number|amount|price)\b",
            re.IGNORECASE,
        ),
        _NUMBER,
    ),
    (re.compile(r"\bwhen\b|\b(?:what|which) (?:date|day|month|year)\b", re.IGNORECASE), _TIME),
    (re.compile(r"\b(?:who(?:m|se)?|where|what|which)\b", re.IGNORECASE), _NAME),
)
_CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)$"
)
_NOW = re.compile(
    r"\b(?:this|last|past|previous|next) (?:week|weekend|month|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|summer|winter|spring|autumn|fall|year)\b|\b(?:recent(?:ly)?|today|yesterday|tonight|"
    r"latest|current(?:ly)?|now|just)\b",
    re.IGNORECASE,
)


def checked(question: Question) -> Question:
    """Give the question without white space around it.

    Raises:
        QuestionError: there is nothing in it, or more than 4,000 characters (QuestionTooLong).
    """
    # Half a surrogate pair, as a shell or a JSON text may hand over, stands in no article.
    text = question.text.encode("utf-8", "replace").decode("utf-8").strip()
    if not text:
        raise QuestionError("The question is empty; ask something like “Who won the election?”")
    if len(text) > MOST_CHARACTERS:
        raise QuestionTooLong(
            f"The question has {len(text):,} characters and may have {MOST_CHARACTERS:,}; "
            "ask it in fewer words."
        )
    if question.since and question.until and question.since > question.until:
        raise QuestionError(
            f"The days asked for begin on {question.since} and end on {question.until}, before "
            "they begin; exchange them."
        )
    return replace(question, text=text)


def may_answer(question: str, sentence: str) -> bool:
    """Whether a sentence holds something of the kind asked for that the question does not hold.

    A number for "how many", a day for "when", a name for "who", "where" and "which": a sentence
    that only says again what was asked answers nothing.
    """
    known = question.casefold()
    for asks, values in _KINDS:
        if asks.search(question):
            found = (value.group().strip(".,").casefold() for value in values.finditer(sentence))
            return any(value not in known for value in found)
    return True


def names_in(question: str) -> tuple[str, ...]:
    """Give the capitalised words after the first: they name somebody or something.

    Days and months are left out; an article may state the same day in other words.
    """
    words = [word.strip(".,;:!?\"'“”‘’()") for word in question.split()[1:]]
    return tuple(word for word in words if word[:1].isupper() and not _CALENDAR.match(word))


def asks_about_now(question: str) -> bool:
    """Whether a question means the days it is asked on ("this week", "recently")."""
    return bool(_NOW.search(question))


def filters_of(question: Question, known_outlets: Callable[[], Sequence[str]]) -> Filters:
    """Give what the search is limited to; outlets by the archive's own names for them.

    `known_outlets` gives those names, and is only asked where an outlet was.

    Raises:
        QuestionError: an outlet is not in the archive; the message names the nearest.
    """
    days = [day for day in (question.until, question.as_of) if day]
    return Filters(
        outlets=tuple(_outlet(asked, known_outlets()) for asked in question.outlets),
        since=question.since,
        until=min(days, default=None),
    )


def _outlet(asked: str, known: Sequence[str]) -> str:
    same = [outlet for outlet in known if outlet.casefold() == asked.strip().casefold()]
    if same:
        return same[0]
    near = process.extract(asked, known, scorer=fuzz.WRatio, processor=str.casefold, limit=3)
    alike = [name for name, score, _ in near if score >= _ALIKE]
    if len(alike) == 1 and len(asked.strip()) >= _FEWEST_LETTERS:
        return str(alike[0])
    names = ", ".join(f"“{name}”" for name, _, _ in near)
    raise QuestionError(
        f"No article in the archive comes from “{asked}”; "
        + (f"the outlets with the nearest names are {names}." if near else "no outlet is named.")
    )
