"""Words of a question that no article has, read as near ones that articles have."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"[^\W\d_]{4,}")


def read_as(
    question: str, *, is_known: Callable[[str], bool], near: Callable[[str], str]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give the question with its misspelled words as they are meant, and what was read as what.

    Args:
        question: the words as they were put.
        is_known: whether a word is one that articles have, or is a word of the language at all.
        near: gives the word of the archive that another is likely meant to be, "" if there is none.
    """
    meant: dict[str, str] = {}
    for found in _WORD.finditer(question):
        word = found.group()
        if word not in meant and not is_known(word):
            meant[word] = near(word)
    read = {word: other for word, other in meant.items() if other}
    corrected = _WORD.sub(lambda found: read.get(found.group(), found.group()), question)
    return corrected, tuple(read.items())
