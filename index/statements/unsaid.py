"""What a verb of saying tells that nobody has said: denied, refused, supposed or asked."""

from __future__ import annotations

from index.statements.found import Sentence
from index.statements.lexicon import Class
from index.statements.subjects import Subject
from index.statements.words import ADVERBS, HELPERS

SPOKEN: frozenset[Class] = frozenset({"say", "tell", "show", "talk", "quote"})
"""Who does not say a thing has said nothing; who does not want it wants something all the same."""

_NOT = frozenset("not never cannot nor neither".split())
_REFUSING = frozenset(
    "decline declines declined declining refuse refuses refused refusing "
    "fail fails failed failing".split()
)
_SUPPOSING = frozenset("if unless whether".split())
_LIKELY = frozenset("may might could should will shall".split())
_NEAR = 5


def is_unsaid(sentence: Sentence, at: int, subject: Subject | None) -> bool:
    """Whether the verb at `at` is not meant to have been said: "did not say", "if she says"."""
    first = at
    while first > at - _NEAR and _is_between(sentence.word(first - 1)):
        first -= 1
    chain = {sentence.word(n) for n in range(first, at)}
    if chain & (_NOT | _LIKELY) or any(word.endswith("n't") for word in chain):
        return True
    if sentence.word(first - 1) == "to":
        return bool({sentence.word(first - 2), sentence.word(first - 3)} & (_REFUSING | _NOT))
    return subject is not None and sentence.word(subject.clause - 1) in _SUPPOSING


def _is_between(word: str) -> bool:
    return word in HELPERS or word in ADVERBS or word.endswith("ly")
