"""Right answers and given ones, compared as texts."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_WITHOUT_PUNCTUATION = str.maketrans("", "", string.punctuation + "‘’“”–—…")


def spaced(text: str) -> str:
    """Give `text` with one space wherever there is white space."""
    return " ".join(text.split())


def holds_any(text: str, answers: Iterable[str]) -> bool:
    """Whether one of `answers` stands in `text`; small and capital, ’ and ' are one."""
    plain = _plain(text)
    return any(_plain(answer) in plain for answer in answers)


def exact_match(given: str, answers: Iterable[str]) -> bool:
    """Whether `given` is one of `answers` after SQuAD's normalisation."""
    return any(tokens(given) == tokens(answer) for answer in answers)


def token_f1(given: str, answers: Iterable[str]) -> float:
    """Give the best F1 of common words with one of `answers`, as SQuAD counts it: 0 to 1."""
    return max((_f1(tokens(given), tokens(answer)) for answer in answers), default=0.0)


def _plain(text: str) -> str:
    return spaced(text).casefold().replace("’", "'")


def tokens(text: str) -> list[str]:
    """Normalise as SQuAD does: small letters, no articles, no punctuation, here also no curly."""
    return _ARTICLES.sub(" ", text.lower().translate(_WITHOUT_PUNCTUATION)).split()


def _f1(given: list[str], answer: list[str]) -> float:
    if not given or not answer:
        return float(given == answer)
    common = (Counter(given) & Counter(answer)).total()
    return 2 * common / (len(given) + len(answer))
