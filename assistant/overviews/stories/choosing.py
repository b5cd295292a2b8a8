"""Which sentences tell the course of a story: pure, over sentences with their days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rapidfuzz import fuzz

_Key = TypeVar("_Key")

# Two sentences tell the same when they are so much alike, 0..100, and give the same numbers.
_ALIKE = 75.0
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# The first sentence of an article counts so much, the second half of it, and so on.
_LEAD = 1.0
# What stands no further down than this may be told though it does not name the story.
_OPENING = 1


@dataclass(frozen=True, slots=True)
class Line(Generic[_Key]):
    """A sentence that may be told; `key` is whatever it stands for.

    `share`, 0..1, is how much of the topic it names, `about` how much its article is about that;
    `place` is its number in the article, from 0.
    """

    key: _Key
    text: str
    article: str
    day: date | None
    share: float
    about: float
    place: int

    @property
    def worth(self) -> float:
        """How much it tells, above 0."""
        return self.about + self.share + _LEAD / (1 + self.place)


def course(lines: Sequence[Line[_Key]], *, most: int, few: int) -> list[Line[_Key]]:
    """Choose what tells the course of a story: the best sentence of each day, in order of time.

    What names the story or begins an article may be told, and nothing twice. Each article has one
    say first. Where there are more than `most` days, the best are kept; where fewer than `few`
    sentences come of it, other articles of the same days add theirs; and where there is still
    room, each article adds its next best sentence, round after round. Sentences without a day
    count as of one day, and come last.
    """
    rounds = _rounds([one for one in lines if one.share > 0 or one.place <= _OPENING])
    chosen: list[Line[_Key]] = []
    for each in rounds[0] if rounds else ():
        if len(chosen) < most and all(each.day != other.day for other in chosen):
            chosen += [each] if _is_new(each, chosen) else []
    for number, those in enumerate(rounds):
        for each in those:
            if len(chosen) < (most if number else few) and each not in chosen:
                chosen += [each] if _is_new(each, chosen) else []
    return sorted(chosen, key=lambda each: (each.day or date.max, each.article, each.place))


def _rounds(lines: Iterable[Line[_Key]]) -> list[list[Line[_Key]]]:
    """Give the best line of each article, then the next best of each, and so on; best first."""
    rounds: list[list[Line[_Key]]] = []
    taken: Counter[str] = Counter()
    for each in sorted(lines, key=lambda each: -each.worth):
        if taken[each.article] == len(rounds):
            rounds.append([])
        rounds[taken[each.article]].append(each)
        taken[each.article] += 1
    return rounds


def _is_new(line: Line[_Key], told: Sequence[Line[_Key]]) -> bool:
    return not any(_tells_the_same(line.text, other.text) for other in told)


def _tells_the_same(one: str, other: str) -> bool:
    alike = fuzz.token_sort_ratio(one, other) >= _ALIKE
    return alike and set(_NUMBER.findall(one)) == set(_NUMBER.findall(other))
