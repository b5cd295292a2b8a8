"""Who stands before or after a verb: noun phrases told by small words, capitals and signs."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from index.language.english.calendar import DAYS
from index.language.english.grammar import (
    ADVERBS,
    AND,
    BE,
    DETERMINERS,
    HELPERS,
    JOINS,
    OF,
    PAUSES,
    PREPOSITIONS,
    TIMES,
    WHO,
)
from index.language.english.saying import verbs
from index.statements.tokens import Tokens

_LONGEST, _ABBREVIATED = 16, 4
_FAR, _BRACKET = 40, 8
_FIRST_OFFICES = frozenset("minister lady secretary".split())  # "First Minister Elian Drosk"
_PARTS = frozenset(", - — –".split())
_BREAKS = PAUSES | JOINS | HELPERS | WHO
Way: TypeAlias = Literal["noun", "who", "shared", "after"]
"""How a verb has its subject: before it, by a "who", from the verb before, or after it."""


class Subject(NamedTuple):
    """The tokens `first` to `end` (exclusive) that speak, where their clause begins, and how.

    `helper` is the word that stands before the verb for its tense, such as "has" or "was".
    """

    first: int
    end: int
    clause: int
    way: Way
    helper: str = ""


def subject_before(tokens: Tokens, cue: int, low: int) -> Subject | None:
    """Find who stands before the verb at `cue`, not before `low`."""
    words = tokens.words
    at, helper = cue - 1, ""
    while at >= low and _is_between(tokens, at):
        if not helper and words[at] in HELPERS:
            helper = words[at]
        at -= 1
    at = _without_time(tokens, at, low)
    if at < low or (tokens.quoted[at] >= 0 and words[at] in PAUSES):
        return None
    word = words[at]
    if word in AND or word == "to":
        return Subject(-1, -1, at, "shared", helper)
    if word in WHO:
        return Subject(at, at + 1, at, "who", helper)
    if word in _PARTS:
        return _parted(tokens, at, low, helper)
    if word in PAUSES:
        return Subject(-1, -1, at, "shared", helper)
    first = _phrase_before(tokens, at, low)
    return Subject(first, at + 1, first, "noun", helper) if first <= at else None


def phrase_after(tokens: Tokens, first: int, high: int) -> int:
    """Give where the noun phrase that begins at `first` ends (exclusive)."""
    words, raw = tokens.words, tokens.raw
    at = first
    while at < high and at - first < _LONGEST:
        word = words[at]
        if word == "." and at + 1 < high and _is_abbreviated(tokens, at - 1, at + 1):
            at += 1
            continue
        if word == "(" and at + 4 < high and ")" in words[at : at + 5]:
            at = words.index(")", at) + 1
            continue
        if word in PAUSES or word in JOINS or word in HELPERS or word in WHO:
            break
        if word in DAYS and at > first and words[at - 1] in TIMES:
            at -= 1
            break
        if word in PREPOSITIONS and word not in OF:
            break
        if word in {"in", "on", "to", "with"} and not raw[min(at + 1, high - 1)][:1].isupper():
            break
        if word.endswith("ing") and at > first and raw[at].islower():
            break
        at += 1
    while at > first and (
        words[at - 1] in PREPOSITIONS or words[at - 1] in AND or words[at - 1] in DAYS
    ):
        at -= 1
    return at


def first_phrase(tokens: Tokens, low: int, high: int) -> tuple[int, int]:
    """Give the noun phrase that a sentence begins with, what leads up to it left out."""
    words = tokens.words
    at = low
    while at < high and (words[at] in AND or words[at] in ADVERBS or words[at] in PAUSES):
        at += 1
    if at < high and (
        words[at] in PREPOSITIONS or words[at] in JOINS or words[at].endswith(("ly", "ing"))
    ):
        comma = next((n for n in range(at, min(high, at + 30)) if words[n] == ","), at)
        if comma > at:
            at = comma + 1
    end = phrase_after(tokens, at, high)
    known = verbs()
    for n in range(at + 1, end):
        if (
            tokens.raw[n].islower()
            and (words[n] in known or words[n].endswith("ed"))
            and words[n - 1] not in DETERMINERS
        ):
            return at, n
    return at, end


def _is_between(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return tokens.quoted[at] < 0 and (
        word in HELPERS or word in ADVERBS or (word.endswith("ly") and tokens.raw[at].islower())
    )


def _without_time(tokens: Tokens, at: int, low: int) -> int:
    """Step over a time that stands before the verb: "Ms Dray on Tuesday said"."""
    words = tokens.words
    if at > low and words[at] in DAYS:
        end = at
        while end > low and (words[end] in DAYS or words[end] in TIMES or words[end].isdigit()):
            end -= 1
        return end
    return at


def _phrase_before(tokens: Tokens, at: int, low: int) -> int:
    """Give where the noun phrase that ends with the token `at` begins."""
    words = tokens.words
    first = at + 1
    while first > low and at - first < _LONGEST:
        n = _stepped(tokens, first - 1, low, at)
        if n < low:
            break
        first = n
    while first <= at and (
        words[first] in AND
        or (words[first] in ADVERBS and first < at and words[first + 1] not in _FIRST_OFFICES)
    ):
        first += 1
    if first < at and words[first] == "(" and ")" in words[first:at]:  # "(CNN) Ghana has said"
        first = words.index(")", first) + 1
    first = _behind_time(tokens, first, at)
    if first <= at and words[first] in PREPOSITIONS:
        return _last_name(tokens, first + 1, at)
    return first


def _behind_time(tokens: Tokens, first: int, at: int) -> int:
    """Step over a time that a sentence begins with: "Last night Ines Dray said"."""
    day = first
    while day < at and tokens.words[day] in TIMES:
        day += 1
    is_time = first < day < at and tokens.words[day] in DAYS and tokens.raw[day + 1][0].isupper()
    return day + 1 if is_time else first


def _stepped(tokens: Tokens, n: int, low: int, at: int) -> int:
    """Give where the part of a phrase at `n` begins, -1 where `n` is no part of it."""
    word = tokens.words[n]
    if word == ")":
        near = range(n, max(low, n - _BRACKET) - 1, -1)
        return next((m for m in near if tokens.words[m] == "("), -1)
    if n != at and (_ends_quotation(tokens, n, at) or _is_other_verb(tokens, n)):
        return -1
    if word == ".":
        return n if n > low and _is_abbreviated(tokens, n - 1, n - 1) else -1
    return -1 if word in _BREAKS else n


def _is_abbreviated(tokens: Tokens, at: int, name: int) -> bool:
    """Whether a stop after `at` ends no sentence, such as that of "Ms." or "Gov."."""
    return len(tokens.words[at]) <= _ABBREVIATED and tokens.raw[name][0].isupper()


def _ends_quotation(tokens: Tokens, n: int, at: int) -> bool:
    edge = tokens.quoted[n] != tokens.quoted[n + 1]
    return tokens.quoted[n] >= 0 and tokens.words[n] in PAUSES and (edge or tokens.quoted[at] >= 0)


def _is_other_verb(tokens: Tokens, n: int) -> bool:
    verb = verbs().get(tokens.words[n]) if tokens.raw[n].islower() else None
    return verb is not None and verb.is_bent and tokens.words[n - 1] not in DETERMINERS


def _last_name(tokens: Tokens, low: int, at: int) -> int:
    """Give where the last name or determined noun that ends at `at` begins."""
    first = at
    capital = tokens.raw[at][:1].isupper()
    while first > low and tokens.words[first - 1] not in PREPOSITIONS:
        if capital and not tokens.raw[first - 1][:1].isupper() and tokens.words[first - 1] != ".":
            break
        first -= 1
        if tokens.words[first] in DETERMINERS:
            break
    return first


def _parted(tokens: Tokens, at: int, low: int, helper: str) -> Subject:
    """Find whom a verb after a comma belongs to: "Ines Dray, the harbourmaster, said"."""
    words = tokens.words
    comma = at
    for _ in range(3):
        comma = next(
            (
                n
                for n in range(comma - 1, max(low, at - _FAR), -1)
                if words[n] == words[at] and tokens.quoted[n] < 0
            ),
            -1,
        )
        if comma <= low:
            break
        first = _phrase_before(tokens, comma - 1, low)
        if first < comma and (tokens.raw[first][:1].isupper() or words[first] in DETERMINERS):
            return Subject(first, comma, first, "noun", helper)
    return Subject(-1, -1, at, "shared", helper)


def is_passive(subject: Subject) -> bool:
    """Whether the verb's helper makes its subject the one it is done to."""
    return subject.helper in BE
