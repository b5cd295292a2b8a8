"""What a verb of saying tells that nobody has said: denied, refused, supposed or asked."""

from __future__ import annotations

from index.language.english.grammar import ADVERBS, HELPERS, NONE
from index.statements.found import Sentence
from index.statements.lexicon import Class, verbs
from index.statements.subjects import Subject, subject_before

SPOKEN: frozenset[Class] = frozenset({"say", "tell", "show", "talk", "quote"})
"""Who does not say a thing has said nothing; who does not want it wants something all the same."""

_NOT = frozenset("not never cannot nor neither".split())
_REFUSING = frozenset(
    "decline declines declined declining refuse refuses refused refusing "
    "fail fails failed failing".split()
)
_SUPPOSING = frozenset("if unless whether do does did".split())
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
    if subject is None:
        return False
    none = subject.way == "noun" and sentence.word(subject.first) in NONE
    return none or sentence.word(subject.clause - 1) in _SUPPOSING


def tells_unsaid(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a verb of saying among the tokens `first` to `end` is not meant to have been said."""
    known = verbs()
    return any(
        word in known
        and bool(known[word].kinds & SPOKEN)
        and is_unsaid(sentence, at, subject_before(sentence.tokens, at, sentence.low))
        for at in range(first, end)
        if (word := sentence.word(at))
    )


def _is_between(word: str) -> bool:
    return word in HELPERS or word in ADVERBS or word.endswith("ly")
