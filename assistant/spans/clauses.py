"""How a value stands to the question's verb and nouns, as far as the order of words tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from assistant.spans.asking import Wanted
from assistant.spans.candidates import Candidate
from assistant.spans.phrases import ARTICLES, PLACE_BEFORE
from assistant.spans.words import Word

_LONGEST_APPOSITION = 25
_LONGEST_ROLE = 8
_LONGEST_PASSIVE = 7
# Nouns for what a person does, by their endings or by the list.
_OFFICE = re.compile(
    r".*(?:ess|ian|ist|man|person|woman|[cdlnrst]or|[cdhknpt]er)"
    r"|captain|chair|chief|coach|doctor|guest|hero|head|judge|king|mayor|pilot|president|saint|star"
)
_BETWEEN = frozenset(
    "also are be been did had has have he is it later of she that then to was were who will "
    "would".split()
)
_JOINS = frozenset(", ( - – — is was became".split())
_STOPS = frozenset(",;:()")


def acts(each: Candidate, wanted: Wanted) -> float:
    """Whether the question's verb follows it, an apposition between: "Ida Moor, 40, opened"."""
    return float(bool(wanted.verb) and _verb_behind(each) == wanted.verb)


def agent(each: Candidate, wanted: Wanted) -> float:
    """Whether it stands behind the question's verb and "by": "opened on Friday by Ida Moor"."""
    before = each.before(_LONGEST_PASSIVE)
    by = next(dropwhile(_qualifies, reversed(before)), None)
    return float(by is not None and by.text == "by" and _says(before, wanted))


def has_role(each: Candidate, wanted: Wanted) -> float:
    """Whether an apposition next to it holds a word of the question: "the mayor, Ida Moor"."""
    return float(any(_says(words, wanted) for words in (_role_before(each), _role_behind(each))))


def names_thing(each: Candidate, wanted: Wanted) -> float:
    """Whether it names a thing that the question speaks of: "the ferry Lady Ida"."""
    before = each.before(2)
    is_thing = bool(before) and not _OFFICE.fullmatch(before[-1].text)
    return float(is_thing and before[0].text.lower() in ARTICLES and _says(before, wanted))


def follows(each: Candidate, wanted: Wanted) -> float:
    """Whether a preposition, and before it a word of the question, lead to it: "sank off Lyn"."""
    words = [word for word in each.before(3) if word.text.lower() not in ARTICLES]
    is_led = bool(words) and words[-1].text.lower() in PLACE_BEFORE
    return float(is_led and _says(words[-2:-1], wanted))


def _qualifies(word: Word) -> bool:
    """Whether it may stand between "by" and a name: "by the former mayor Ida Moor"."""
    return word.tells or word.text.lower() in ARTICLES


def _verb_behind(each: Candidate) -> str:
    """Give the stem of the word that goes on behind it, small words and an apposition aside."""
    behind = each.behind(_LONGEST_APPOSITION)
    rest = [word for word in behind[_apposition(behind) :] if not _is_between(word)]
    return rest[0].stem if rest else ""


def _apposition(behind: Sequence[Word]) -> int:
    """Count the words from a comma to the next one, both included; 0 where there are none."""
    if not behind or behind[0].text != ",":
        return 0
    inside = list(takewhile(lambda word: word.text != ",", behind[1:]))
    return len(inside) + 2 if len(inside) + 1 < len(behind) else 0


def _is_between(word: Word) -> bool:
    return word.text.lower() in _BETWEEN or word.text.endswith("ly")


def _role_before(each: Candidate) -> Sequence[Word]:
    """Give the phrase with an article before it and a comma, or the office right before it."""
    nearest, *rest = each.before(_LONGEST_ROLE)[::-1] or [Word("", 0, 0, "")]
    if nearest.text == ",":
        words = list(takewhile(lambda word: word.text not in _STOPS, rest))
        return words if any(word.text.lower() in ARTICLES for word in words) else ()
    return [nearest] if _OFFICE.fullmatch(nearest.text.lower()) else ()


def _role_behind(each: Candidate) -> Sequence[Word]:
    """Give what stands behind it and a comma or "is", up to a sign: "Ida Moor, mayor of Lyn"."""
    behind = list(each.behind(_LONGEST_ROLE))
    if not behind or behind[0].text.lower() not in _JOINS:
        return ()
    rest = dropwhile(lambda word: word.text in _JOINS, behind)
    return list(takewhile(lambda word: word.text not in _STOPS, rest))


def _says(words: Sequence[Word], wanted: Wanted) -> bool:
    return any(word.tells and word.stem in wanted.asked for word in words)
