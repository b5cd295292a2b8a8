"""The word that a misspelled one is meant to be: a near one that articles have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_FEWEST_LETTERS = 4
_DOUBLED = re.compile(r"(.)\1")
_LONG = 8  # letters of a word in which two may be wrong


def near_word(word: str, counts: Mapping[str, int]) -> str:
    """Give the word of `counts` that `word` is likely meant to be, written as it is most often.

    A letter may be wrong, missing, too many, or exchanged with the next; two in a word of at least
    eight letters. Fewer wrong letters count first, then the same first letter, then how often
    articles have the word; in a shorter word the first letter must be right. A word that articles
    have once may be misspelled itself, so it is only taken for one letter in five and more.

    What is written like a name is only taken for a name, and only where a letter is missing,
    doubled, or exchanged with the next: another letter makes another name. "" where none is near,
    or where `word` is too short to tell.
    """
    letters = word.casefold()
    if len(letters) < _FEWEST_LETTERS or not letters.isalpha():
        return ""
    is_name = word[0].isupper()
    is_long = len(letters) >= _LONG and not is_name
    found = process.extract(
        letters,
        list(counts),
        scorer=OSA.distance,
        processor=str.casefold,
        score_cutoff=2 if is_long else 1,
        limit=None,
    )
    forms: dict[str, Counter[str]] = {}
    for form, _, _ in found:
        forms.setdefault(form.casefold(), Counter())[form] = counts[form]
    likely = [
        (OSA.distance(letters, other), other[0] != letters[0], -often.total(), other)
        for other, often in forms.items()
        if (other[0] == letters[0] or is_long)
        and _is_sure(letters, other, often)
        and (not is_name or (_is_name(often) and _is_slip(letters, other)))
    ]
    if not likely:
        return ""
    meant = min(likely)[-1]
    return _commonest(forms[meant]) if is_name or _is_name(forms[meant]) else meant


def _is_sure(letters: str, other: str, often: Counter[str]) -> bool:
    if often.total() > 1:
        return True
    return len(letters) > _FEWEST_LETTERS and OSA.distance(letters, other) == 1


def _is_slip(letters: str, other: str) -> bool:
    """Whether the letters of `other` are all there but for one, or exchanged, or one is doubled."""
    if len(letters) == len(other):
        return sorted(letters) == sorted(other)
    return len(letters) < len(other) or _DOUBLED.sub(r"\1", letters) == _DOUBLED.sub(r"\1", other)


def _is_name(often: Counter[str]) -> bool:
    """Whether a word is more often written with a capital."""
    return _commonest(often)[0].isupper()


def _commonest(often: Counter[str]) -> str:
    return often.most_common(1)[0][0]
