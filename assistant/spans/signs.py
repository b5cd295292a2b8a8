"""What speaks for a value, and how sure that makes it.

A value's score is the sum of its signs, each times its weight. The weights are those of a
conditional logistic regression over one half of the questions that `tests/bench/short_answers.py`
measures on, rounded to quarters: the other half is the test of them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TypeAlias

from assistant.spans.asking import Value, Wanted
from assistant.spans.candidates import Candidate
from assistant.spans.clauses import acts, agent, follows, has_role, names_thing
from assistant.spans.phrases import ARTICLES, PLACE_BEFORE
from assistant.spans.places import is_country_or_state, is_people

# A word of the question counts half at this many words' distance.
_HALF = 5.0
_AROUND = 5
_ENOUGH = 5
_DATE_BEFORE = frozenset("after around at before by during from in of on since until".split())
_OTHER_BEFORE = frozenset(
    "about against at between for from in into near of on over than to with".split()
)
_CLAUSE_ENDS = frozenset(",;")

Sign: TypeAlias = Callable[[Candidate, Wanted], float]


def score(each: Candidate, wanted: Wanted) -> float:
    """Add up what speaks for a value; below 0, nothing is the likelier answer."""
    bias, signs = _WEIGHTS[wanted.value]
    return bias + sum(weight * sign(each, wanted) for sign, weight in chain(_SHARED, signs))


def _near(each: Candidate, wanted: Wanted) -> float:
    """Say how much of the question stands around the value, nearer words more; above 0."""
    nearest = _distances(each, wanted)
    return sum(_HALF / (_HALF + far) for far in nearest.values()) / _expected(wanted)


def _expected(wanted: Wanted) -> int:
    """Say how many of the question's words are enough, however long it is."""
    return max(1, min(_ENOUGH, len(wanted.asked)))


def around(each: Candidate, wanted: Wanted) -> frozenset[str]:
    """Give the question's words that stand within a few words of the value; stems."""
    return frozenset(stem for stem, far in _distances(each, wanted).items() if far <= _AROUND)


def _distances(each: Candidate, wanted: Wanted) -> dict[str, int]:
    """Give how far from the value each word of the question stands, where it does."""
    nearest: dict[str, int] = {}
    for place in _asked_places(each, wanted):
        stem = each.sentence.words[place].stem
        nearest[stem] = min(each.distance(place), nearest.get(stem, each.distance(place)))
    return nearest


def _asked_places(each: Candidate, wanted: Wanted) -> list[int]:
    """Give where the question's words stand in the sentence, those of the value left out."""
    return [
        place
        for place, word in enumerate(each.sentence.words)
        if word.tells and word.stem in wanted.asked and not each.first <= place <= each.last
    ]


def _early(each: Candidate, _wanted: Wanted) -> float:
    """Say how early its sentence was chosen: 1, 1/2, 1/3, 1/4."""
    return 1.0 / (1 + each.sentence.position)


def _holds(each: Candidate, wanted: Wanted) -> float:
    """Say how much of the question its sentence holds, itself left out; 1 is enough."""
    return len(_distances(each, wanted)) / _expected(wanted)


def _apart(each: Candidate, wanted: Wanted) -> float:
    """Whether a comma stands between it and every word of the question, no apposition."""
    if acts(each, wanted):
        return 0.0
    between = (
        each.sentence.words[min(place, each.last) : max(place, each.first)]
        for place in _asked_places(each, wanted)
    )
    return float(all(any(word.text in _CLAUSE_ENDS for word in words) for words in between))


def _lacks(each: Candidate, wanted: Wanted) -> float:
    """Whether its sentence lacks a name or a number of the question: it may be about another."""
    return float(not wanted.named <= each.sentence.stems)


def _lacks_deed(each: Candidate, wanted: Wanted) -> float:
    """Whether its sentence has no word of what is asked about the question's names."""
    return float(bool(wanted.deed) and not wanted.deed & each.sentence.stems)


def _touches(each: Candidate, wanted: Wanted) -> float:
    """Whether a word of the question is within two words of it."""
    beside = (*each.before(2), *each.behind(2))
    return float(any(word.tells and word.stem in wanted.asked for word in beside))


def _counts(each: Candidate, wanted: Wanted) -> float:
    """Whether what is counted, or else a word of the question, is among the three behind it."""
    counted = wanted.counted or wanted.asked
    return float(any(word.tells and word.stem in counted for word in each.behind(3)))


def _full(each: Candidate, _wanted: Wanted) -> float:
    """Whether it has more than one word, as full names do."""
    return float(not each.is_one_word)


def _people(each: Candidate, _wanted: Wanted) -> float:
    """Whether it names a people ("French")."""
    return float(is_people(each.text))


def _known_place(each: Candidate, _wanted: Wanted) -> float:
    """Whether it names a country, or a state of the United States."""
    return float(is_country_or_state(each.text))


def _called(each: Candidate, wanted: Wanted) -> float:
    """Whether what is asked for is part of the name ("which hurricane": "Hurricane Ida")."""
    return float(any(word.stem == wanted.noun for word in each.words))


def _several(_each: Candidate, wanted: Wanted) -> float:
    """Whether several names were asked for, so that it is a list."""
    return float(wanted.several)


def _behind(prepositions: frozenset[str]) -> Sign:
    """Make the sign that one of `prepositions` stands before it, an article aside."""

    def sign(each: Candidate, _wanted: Wanted) -> float:
        words = [word.text.lower() for word in each.before(2)]
        return float(any(word in prepositions for word in _last_but_article(words)))

    return sign


def _last_but_article(words: list[str]) -> list[str]:
    return [word for word in words if word not in ARTICLES][-1:]


_Weighed: TypeAlias = tuple[tuple[Sign, float], ...]

_SHARED: _Weighed = (
    (_near, 1.5),
    (_holds, 1.0),
    (_early, 1.0),
    (_apart, -0.75),
    (_lacks, -0.75),
    (_lacks_deed, -0.75),
)
_OF_NAMES: _Weighed = (
    (_touches, 0.75),
    (_several, 1.0),
    (acts, 0.5),
    (agent, 0.5),
    (has_role, 1.0),
)
_OF_PLACES: _Weighed = (*_OF_NAMES, (_behind(PLACE_BEFORE), 0.5))
_OF_DATES: _Weighed = ((_behind(_DATE_BEFORE), 0.5),)
_OF_NUMBERS: _Weighed = ((_counts, 0.5), (_touches, 0.5))
_OF_PERSONS: _Weighed = (
    *_OF_NAMES,
    (_full, 1.0),
    (_people, -0.5),
    (_behind(_OTHER_BEFORE), -0.25),
    (names_thing, -1.5),
)
# What each sort of value starts from, and the signs it has of its own. Too few questions ask for
# an age, an amount or a state to fit what it starts from, or who acts, to fit the weight of that.
_WEIGHTS: dict[Value, tuple[float, _Weighed]] = {
    "person": (-4.25, _OF_PERSONS),
    "country": (-1.75, _OF_PLACES),
    "state": (-1.75, _OF_PLACES),
    "place": (-4.0, (*_OF_PLACES, (_known_place, 1.0), (follows, 0.5))),
    "name": (-3.25, (*_OF_NAMES, (_called, 1.25), (_known_place, -0.5))),
    "date": (-2.0, _OF_DATES),
    "year": (-3.0, _OF_DATES),
    "number": (-3.0, _OF_NUMBERS),
    "amount": (-2.0, _OF_NUMBERS),
    "money": (-3.25, _OF_NUMBERS),
    "percent": (-2.0, _OF_NUMBERS),
    "age": (-1.5, _OF_NUMBERS),
    "length": (-2.75, _OF_NUMBERS),
}
