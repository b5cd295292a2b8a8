"""Which sentences tell the course of a story: pure, over sentences with their days."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

    Each article has one say: the best of its sentences that name the story or begin it. What has
    been told is not told again. Where there are more than `most` days, the best are kept; where
    fewer than `few` sentences come of it, other articles of the same days add theirs. Sentences
    without a day count as of one day, and come last.
    """
    best: dict[str, Line[_Key]] = {}
    for each in sorted(lines, key=lambda each: -each.worth):
        if each.share > 0 or each.place == 0:
            best.setdefault(each.article, each)
    best_first = list(best.values())
    chosen: list[Line[_Key]] = []
    for each in best_first:
        if len(chosen) < most and all(each.day != other.day for other in chosen):
            chosen += [each] if _is_new(each, chosen) else []
    for each in best_first:
        if len(chosen) < few and each not in chosen:
            chosen += [each] if _is_new(each, chosen) else []
    return sorted(chosen, key=lambda each: (each.day or date.max, -each.worth))


def _is_new(line: Line[_Key], told: Sequence[Line[_Key]]) -> bool:
    return not any(_tells_the_same(line.text, other.text) for other in told)


def _tells_the_same(one: str, other: str) -> bool:
    alike = fuzz.token_sort_ratio(one, other) >= _ALIKE
    return alike and set(_NUMBER.findall(one)) == set(_NUMBER.findall(other))
