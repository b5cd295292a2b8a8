"""What a verb of saying tells that nobody has said: denied, refused, supposed or asked."""

from __future__ import annotations

from index.language.english.doubting import DECLINING, NOT, PERHAPS, REFUSING, SUPPOSING
from index.language.english.grammar import ADVERBS, HELPERS, NONE
from index.language.english.saying import Class, verbs
from index.statements.found import Sentence
from index.statements.subjects import Subject, subject_before

SPOKEN: frozenset[Class] = frozenset({"say", "tell", "show", "talk", "quote"})
"""Who does not say a thing has said nothing; who does not want it wants something all the same."""

_NEAR = 5


def is_unsaid(sentence: Sentence, at: int, subject: Subject | None) -> bool:
    """Whether the verb at `at` is not meant to have been said: "did not say", "if she says"."""
    first = at
    while first > at - _NEAR and _is_between(sentence.word(first - 1)):
        first -= 1
    chain = {sentence.word(n) for n in range(first, at)}
    if chain & (NOT | PERHAPS) or any(word.endswith("n't") for word in chain):
        return True
    if sentence.word(first - 1) == "to":
        return bool(
            {sentence.word(first - 2), sentence.word(first - 3)} & (DECLINING | NOT | REFUSING)
        )
    if subject is None:
        return False
    none = subject.way == "noun" and sentence.word(subject.first) in NONE
    return none or sentence.word(subject.clause - 1) in SUPPOSING


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
