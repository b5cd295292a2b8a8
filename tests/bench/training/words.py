"""Words of a text, as far as making questions needs them."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
FUNCTION_WORDS = frozenset(
    "a about after all also an and any are as at be because been before being but by can "
    "could did do does during for from had has have he her his how i if in into is it its "
    "may might more most no not of on or other our out over she should so some such than "
    "that the their them then there these they this those to under until up was we were what "
    "when where which while who whom whose why will with would you your".split()
)


@lru_cache(maxsize=200_000)
def telling(text: str) -> frozenset[str]:
    """Give the words of `text` that tell something: lower case, plurals and pasts as stems."""
    words = (word.lower() for word in WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in FUNCTION_WORDS)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
