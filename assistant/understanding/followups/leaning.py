"""Whether a question leans on the conversation, and the words of it that point back."""

from __future__ import annotations

import re

from assistant.understanding.followups.phrases import definite, without_source
from assistant.understanding.followups.words import (
    is_aspect,
    is_picking,
    names,
    stems,
    telling,
    words,
)
from index.language.english import calendar, grammar, one_of
from index.language.english.grammar import LINKS

# A question with at most so many words that tell something, none a name, leans on the topic.
_FEW_WORDS = 3
_MOST_LEANING = 5
# A sentence before what is asked says with more words what that is about.
_FEW_TOLD = 2

_SENTENCE_BEFORE = re.compile(r".*\w{3,}[.!?]\s+(?=\w)", re.DOTALL)

AUXILIARY = rf"(?:{grammar.AUXILIARY})\b"

THING = re.compile(r"\b(?:it|they|them|ones|(?P<own>its|their))\b", re.IGNORECASE)
PERSON = re.compile(
    r"\b(?:he|she|him|(?P<own>his|her(?=\s+(?!in\b|on\b|at\b|for\b|to\b|and\b)\w))|her)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )"
    rf"(?P<to>\b(?:from|to|around|near) )?\bthere\b(?!\s+(?:be|been|{AUXILIARY}))",
    re.IGNORECASE,
)
# "This week" points to no thing that was spoken of.
_TIMES = (
    f"(?:{calendar.PERIODS}|decade)s?|{one_of(calendar.TIMES_OF_DAY)}|{calendar.SEASONS}|"
    "century|season|time|weekend"
)
_THIS = re.compile(
    rf"\b(?:this|these)\b(?! (?:past |last )?(?:{_TIMES})\b)|\bthose\b(?! who)"
    rf"|\b(?:about|like|{AUXILIARY}|{one_of(LINKS)}) that\b"
    r"|\b(?:which|another|other) one\b|\bthat\W*$",
    re.IGNORECASE,
)

_DEFINES = re.compile(
    r"(?:(?:who|what)(?:\s+(?:is|are|was|were)|[’']s)|(?:tell|show) me(?: more)? about|describe|"
    r"explain)\s+",
    re.IGNORECASE,
)
# "the role", but neither "the role of Docker" nor "role-playing".
_DEFINITE = re.compile(rf"the\s+(?!.*\b(?:{one_of(LINKS)})\b)", re.IGNORECASE)

# Asked of the thing that the question names itself: "Who won the referendum?".
_FACT = re.compile(
    r"(?:and\s+)?(?:who|which|when|where|how (?:many|much))\b|.*\bof the\b", re.IGNORECASE
)
# What somebody says, and not about what.
_SPEAKS = re.compile(r"(?:and\s+)?what (?:do|does|did)\s.*\s(?:say|think)\W*$", re.IGNORECASE)


def may_stand_alone(question: str) -> bool:
    """Whether a question says itself what it is about, and no word of it points back."""
    asked = without_source(question)
    return not points_back(question) and bool(definite(asked) or names(asked))


def is_keywords(question: str) -> bool:
    """Whether a question is but words to look for: "Dunvarrow cases"."""
    told = sum(1 for _ in telling(question))
    return not question.rstrip().endswith("?") and told == sum(1 for _ in words(question))


def is_whole(question: str) -> bool:
    """Whether a question says so much that it stands alone, whatever pronouns it has.

    So does one with a sentence of its own before what it asks.
    Of the questions of conversations in TREC CAsT (2019 and 2020, even numbers) none with more
    telling words leans on what was said before; questions that are asked alone have mostly more.
    """
    sentence = _SENTENCE_BEFORE.match(question)
    told_before = sum(1 for _ in telling(sentence.group())) if sentence else 0
    return told_before > _FEW_TOLD or sum(1 for _ in telling(question)) > _MOST_LEANING


def points_back(question: str) -> bool:
    """Whether a word of a question stands for what was spoken of before: "it", "there", "this"."""
    return any(one.search(question) for one in (THING, PERSON, PLACE, _THIS))


def changes(question: str, said: frozenset[str]) -> bool:
    """Whether a question asks a fact of what nobody spoke of yet: "Who won the referendum?".

    `said` holds the stems of the words of the conversation.
    """
    new = (stems(one).isdisjoint(said) for one in definite(without_source(question)))
    return bool(_FACT.match(question)) and any(new)


def leans(question: str, said: frozenset[str]) -> bool:
    """Whether a question without a pronoun for the topic needs it all the same.

    `said` holds the stems of the words of the conversation.
    """
    asked = without_source(question)
    if _THIS.search(asked) or _SPEAKS.match(asked):
        return True
    if names(asked):
        return False
    defines = _DEFINES.match(asked)
    if defines and _DEFINITE.match(asked, defines.end()):
        return True
    if changes(asked, said) or (defines and not _asks_within(asked)):
        return False
    told = sum(1 for _ in telling(asked))
    return told <= _FEW_WORDS and (told > 0 or question.endswith("?"))


def _asks_within(question: str) -> bool:
    """Whether a question asks for a side of the topic, or picks within it."""
    return any(is_aspect(word[0]) or is_picking(word[0]) for word in words(question))
