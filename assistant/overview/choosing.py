"""Which sentences tell the course of a story: pure, over sentences with their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rapidfuzz import fuzz

_Key = TypeVar("_Key")

# Two sentences tell the same when they are so much alike, 0..100.
_ALIKE = 75.0
# The first sentence of an article counts so much, the second half of it, and so on.
_LEAD = 0.5


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

    A sentence tells something of it when it names it or begins its article. What has been told is
    not told again. Where there are more than `most` days, the best are
    kept; where fewer than `few` sentences come of it, other articles of the same days add theirs.
    Sentences without a day count as of one day, and come last.
    """
    telling = [each for each in lines if each.share > 0 or each.place == 0]
    best_first = sorted(telling, key=lambda each: -each.worth)
    chosen: list[Line[_Key]] = []
    for each in best_first:
        if len(chosen) < most and all(each.day != other.day for other in chosen):
            chosen += [each] if _is_new(each, chosen) else []
    for each in best_first:
        if len(chosen) < few and all(each.article != other.article for other in chosen):
            chosen += [each] if _is_new(each, chosen) else []
    return sorted(chosen, key=lambda each: (each.day or date.max, -each.worth))


def _is_new(line: Line[_Key], told: Sequence[Line[_Key]]) -> bool:
    return all(fuzz.token_sort_ratio(line.text, other.text) < _ALIKE for other in told)
