"""Which number of a sentence counts what is asked: the dead, not the missing beside them."""

from __future__ import annotations

import re

from assistant.accounts.asking import Sought, deed_of, rows_of
from assistant.facts import days_in, numbers_in
from assistant.spans.candidates import Candidate
from assistant.spans.values import CALENDAR
from assistant.spans.words import Word, stem_of

# What is counted in every story; it tells no number from another.
_GENERAL = frozenset(
    map(
        stem_of,
        "people person persons number total figure men women place many against according "
        "without near last first after before".split(),
    )
)
# Who may be counted where people are.
_PERSONS = frozenset(
    map(
        stem_of,
        "people persons passengers patients children women men soldiers civilians workers sailors "
        "residents inhabitants marchers protesters pupils migrants others tenants "
        "victims bodies crew officers".split(),
    )
)
_APART = frozenset({",", ";", "and", "while", "but", "("})
_COST_OF_APART = 8
_RATE = re.compile(r"\s?(?:people|persons|inhabitants)?\s?per\b(?!\s?cent)", re.IGNORECASE)


def keys_of(sought: Sought) -> frozenset[str]:
    """Give the stems of which one must belong to the number or the day that is asked for."""
    wanted = sought.wanted
    counted = wanted.counted - _GENERAL - wanted.named
    if sought.is_number and counted and wanted.value == "number":
        return rows_of(counted)
    deed = (wanted.deed | counted) - _GENERAL - wanted.named
    return deed_of(deed) or deed


def is_of_slot(each: Candidate, sought: Sought) -> bool:
    """Whether a number or a day is that of what is asked, as far as its neighbours tell."""
    keys = keys_of(sought)
    words = each.sentence.words
    if sought.is_number and _is_of_some(each):
        return False
    if sought.is_number and _counts_other(words, each.last, sought):
        return False
    if sought.is_number and (_is_no_count(each, sought) or _is_part_of_name(each)):
        return False
    places = [at for at, word in enumerate(each.sentence.words) if _is_key(word, keys)]
    if not keys:
        return True
    if not sought.is_number:
        return bool(places)
    inside = range(each.first, each.last + 1)
    return any(at in inside or _owner(at, each, sought) for at in places)


def _is_of_some(each: Candidate) -> bool:
    """Whether it counts some of them: "the two people WHO died on Wednesday", "in two cases"."""
    before = "".join(word.text.lower() for word in each.before(1))
    behind = {word.text.lower() for word in each.behind(3)}
    is_in_cases = before == "in" and "cases" in behind
    return is_in_cases or "whom" in behind or (before == "the" and "who" in behind)


def _is_key(word: Word, keys: frozenset[str]) -> bool:
    return bool(word.stem) and word.stem in keys and not CALENDAR.match(word.text)


def _owner(at: int, each: Candidate, sought: Sought) -> bool:
    """Whether no other number of its sentence is nearer to the word at `at`."""
    ours = _far(each.sentence.words, each.first, each.last, at)
    return all(
        ours <= _far(each.sentence.words, place, place, at)
        for place, word in enumerate(each.sentence.words)
        if not each.first <= place <= each.last
        and _is_number(word)
        and not _counts_other(each.sentence.words, place, sought)
    )


def _is_number(word: Word) -> bool:
    if not word.stem:
        return False
    return word.text.lower() == "one" or any(
        number.span.start == 0 for number in numbers_in(word.text)
    )


def _counts_other(words: list[Word], last: int, sought: Sought) -> bool:
    """Whether what follows a number is another thing than what is asked: "FOUR VILLAGES"."""
    behind = words[last + 1 : last + 5]
    if not sought.wanted.counted or not behind:
        return False
    following = behind[0]
    if following.text in {"more", "fewer", "less"}:
        return any(word.text == "than" for word in behind)
    if not following.tells or any(word.stem in sought.wanted.counted for word in behind):
        return False
    is_plural = following.text.islower() and following.text.endswith("s")
    return is_plural and following.stem not in _PERSONS | sought.wanted.asked


def _far(words: list[Word], first: int, last: int, at: int) -> int:
    """Count the steps between a number and a word; a comma or "and" is more than one."""
    between = words[last + 1 : at] if at > last else words[at + 1 : first]
    return 1 + sum(_COST_OF_APART if word.text.lower() in _APART else 1 for word in between)


def _is_no_count(each: Candidate, sought: Sought) -> bool:
    """Whether it is a day, a rate or a measure where a plain number is asked for."""
    text = each.sentence.text
    days = days_in(text, None)
    if any(one.span.start < each.span.end and each.span.start < one.span.end for one in days):
        return True
    if sought.wanted.value != "number":
        return False
    if _RATE.match(text, each.span.end):
        return True
    units = {
        number.unit
        for number in numbers_in(text)
        if number.span.start < each.span.end and each.span.start < number.span.end
    }
    return bool(units - {"", "ordinal"})


def _is_part_of_name(each: Candidate) -> bool:
    """Whether a name stands right before the digits: "Vigil 7"."""
    before = each.before(1)
    is_named = bool(before) and before[0].is_capitalised and each.first > 1
    return is_named and each.text.isdigit() and before[0].text.lower() not in {"of", "the"}
