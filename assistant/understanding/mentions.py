"""Whether the archive has what a question names: where no article does, none can answer it."""

from __future__ import annotations

import re

from assistant.understanding import names_in
from index import Index

_YEAR = re.compile(r"(?:19|20)\d\d")


def named(index: Index, question: str) -> list[str]:
    """Give the names and figures of a question, a year aside: it limits the search.

    In a question without capitals a word that the model does not read whole is taken for one.
    """
    words = [word.strip(".,;:!?\"'“”‘’()") for word in question.split()]
    names = set(names_in(question)) | {word for word in words if word[:1].isdigit()}
    if question == question.lower():
        names |= {word for word in words if word.isalpha() and index.count_tokens([word]) != [1]}
    found = [word for word in dict.fromkeys([*words, *names]) if word in names]
    return [word for word in found if index.words(word) and not _YEAR.fullmatch(word)]


def unmentioned(index: Index, question: str) -> list[str]:
    """Give those of the names that stand in no article.

    A number may be written otherwise, and what is all in capitals may be no name.
    """
    names = [word for word in named(index, question) if not (word[:1].isdigit() or word.isupper())]
    return [word for word in names if not _is_held(index, word)]


def _is_held(index: Index, word: str) -> bool:
    """Whether an article of any language has a word."""
    known = (index.words(word, language=each) for each in index.languages)
    return any(index.holds(each) for words in known for each in words)
