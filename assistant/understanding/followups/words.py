"""Words of a question: which tell something, which name, which only ask.

Words that join, point and ask tell nothing of what a question is about. What is left over is only
as good as these lists, so they decide nothing by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Words that are no part of what a question is about: those that join, point and ask ...
_SMALL = frozenset(
    "a about according after again all already also although am an and another any are as at be "
    "because been before being best between both but by can could did do does doing don "
    "down during each either else ever every few for from further had has have having he "
    "hello her here hers him his how i if in into is it its just later less like little "
    "many may me might more most much must my no nor not now of off oh ok okay on once "
    "one ones only or other others our out over own please same shall she should since so "
    "some something still such than thank thanks that the their them then there these "
    "they thing things this those though through to together too under until up upon us "
    "versus very vs was way ways we were what when where whether which while who whom "
    "whose why will with within without won would wow yes yet you your".split()
)
# ... and verbs that many questions share.
_VERBS = frozenset(
    "affect affects ask asked became become began begin begins call called came cause "
    "caused causes change changed come comes compare compares consider contrast decide "
    "decided describe die died differ done eat end ended explain feel find found gave get "
    "gets give given go goes got happen happened happening happens help helps influence "
    "keep kill killed know known last lead learn led live lose lost made make makes mean "
    "meant meet met move need play provide react reacted relate related respond responded "
    "run said say says see seen show start started stop stopped survive survived take "
    "takes talk tell think took treat try understand used using want wants win won work "
    "worked works worth".split()
)
_COMMON = _SMALL | _VERBS
# An aspect is asked of something else: "the symptoms of lung cancer" is about lung cancer.
_ASPECTS = frozenset(
    "advantage aftermath age aim aspect author background basis beginning benefit career "
    "cause characteristic con consequence controversy cost creation criticism damage date "
    "death definition description detail development difference disadvantage drawback "
    "effect evidence example factor feature finding form function future goal history "
    "idea impact importance information kind lack leader legacy life meaning method name "
    "number objective origin outcome overview part people point price pro problem process "
    "purpose reaction reason reception relationship requirement response result risk role "
    "root rule series side sign similarity size status story structure symptom term theme "
    "time treatment type use value variety version way".split()
)
# Who acts in many stories: "the police" are those of the story that is spoken of.
_ROLES = frozenset(
    "author authority captain company court crew director driver expert family government head "
    "leader mayor minister ministry official operator opposition organiser owner police president "
    "spokesman spokeswoman suspect union victim winner witness".split()
)
# Adjectives that pick or praise within a topic and are no part of it.
_PICKING = frozenset(
    "alive available bad better big common current dead different difficult early famous first "
    "good great ill important key large last long main major modern negative new next notable "
    "other others overall popular positive possible recent sick similar some special specific "
    "traditional typical unique well-known".split()
)

_WORD = re.compile(r"\w(?:[\w’'&/.-]*\w)?")
_CAPITAL = re.compile(r"[^\W\d_a-zß-ÿ]")
_ACRONYM = re.compile(r"[A-Z]{2,}")
# As most verbs of the past and most adverbs end: "announced", "reportedly"; not so "assembly".
_TOLD = re.compile(r"(?!(?:assemb|fami|monopo|supp)ly)(?:[a-z]*[a-df-z]ed|[a-z]+ly)")
# Words for many that do not end like many.
_MANY = frozenset("children men people police teeth women".split())
# A word that ends like many and means one.
_ONE = re.compile(r"(?:ss|sis|us|ics)$")


def words(text: str, *, since: int = 0, until: int | None = None) -> Iterator[re.Match[str]]:
    """Give the words from `since` on, up to `until`."""
    return _WORD.finditer(text, since, len(text) if until is None else until)


def telling(question: str, *, since: int = 0) -> Iterator[re.Match[str]]:
    """Give the words from `since` on that tell something: names, and what is on no list."""
    for word in words(question, since=since):
        if _plain(word.group()) not in _COMMON or is_name(word):
            yield word


def names(question: str) -> list[str]:
    """Give the capitalised words that begin no sentence."""
    return [word.group() for word in words(question) if is_name(word)]


def stems(text: str) -> frozenset[str]:
    """Give the words that are not small, in small letters, without the ending of many."""
    return frozenset(stem(word) for word in _not_small(text))


def stem(word: str) -> str:
    """Give a word in small letters, without the ending of many."""
    plain = _plain(word)
    if _ONE.search(plain):
        return plain
    return f"{plain[:-3]}y" if plain.endswith("ies") else plain.removesuffix("s")


def is_capitalised(phrase: str) -> bool:
    """Whether every word of a phrase is capitalised, but for small ones."""
    told = _not_small(phrase)
    return bool(told) and all(_CAPITAL.match(word) for word in told)


def is_aspect(word: str) -> bool:
    """Whether a word asks for a side of something else: "symptoms"."""
    return not {_plain(word), stem(word)}.isdisjoint(_ASPECTS)


def is_role(word: str) -> bool:
    """Whether a word is for somebody who acts in many stories: "police"."""
    return stem(word) in _ROLES


def is_picking(word: str) -> bool:
    """Whether a word picks within a topic: "main", "largest"."""
    return word.casefold() in _PICKING or word.casefold().endswith("est")


def is_told(word: str) -> bool:
    """Whether a word ends as verbs and adverbs do, which are no part of a topic."""
    return bool(_TOLD.fullmatch(word.casefold()))


def is_verb(word: str) -> bool:
    """Whether a word is one of the verbs that many questions share."""
    return word.casefold() in _VERBS | {"be", "do", "have"}


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return bool(_CAPITAL.match(word))


def is_plural(word: str) -> bool:
    """Whether a word is one for many, by its ending or by heart."""
    return stem(word) != _plain(word) or _plain(word) in _MANY


def is_name(word: re.Match[str]) -> bool:
    """Whether a word is capitalised though it begins no sentence."""
    before = word.string[: word.start()].rstrip("\"“‘'( ")
    begins = not before or before[-1] in ".?!:"
    return is_capital(word.group()) and not begins and _plain(word.group()) not in ("a", "i")


def _not_small(text: str) -> list[str]:
    """Give the words that are no small ones; "US" and "WHO" are none."""
    every = (word.group() for word in words(text))
    return [word for word in every if _plain(word) not in _SMALL or _ACRONYM.fullmatch(word)]


def _plain(word: str) -> str:
    """Give a word in small letters, without what an apostrophe adds: "isn't" -> "isn"."""
    return re.split(r"[’']", word.casefold())[0]
