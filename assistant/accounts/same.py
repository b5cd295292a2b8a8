"""When two values are one: the same number, the same day, the same name in other words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import Levenshtein

from assistant.accounts.asking import Sort
from assistant.facts import Days, Number

_LONG = 6
_LARGE, _NEAR = 1_000.0, 0.005


@dataclass(frozen=True, slots=True)
class Worth:
    """What a value comes to, so that it can be held against others: one of the three."""

    number: Number | None = None
    days: tuple[Days, ...] = ()
    stems: tuple[str, ...] = ()

    @property
    def sort(self) -> Sort:
        """Which of the three."""
        return "number" if self.number else "day" if self.days else "name"

    def is_same(self, other: Worth) -> bool:
        """Whether both say the same, as far as each goes."""
        if self.number and other.number:
            return _same_numbers(self.number, other.number)
        if self.days and other.days:
            return any(
                one.is_borne_out_by(another) or another.is_borne_out_by(one)
                for one, another in product(self.days, other.days)
            )
        return _same_words(self.stems, other.stems)


def _same_numbers(one: Number, other: Number) -> bool:
    if one.is_borne_out_by(other) or other.is_borne_out_by(one):
        return True
    pair = one.values[0], other.values[0]
    return one.unit == other.unit and min(pair) >= _LARGE and _is_rounded(*sorted(pair, key=_told))


def _is_rounded(one: float, other: float) -> bool:
    """Whether the one is the other with fewer digits: $19 million of $19,000,100."""
    is_near = abs(one - other) <= _NEAR * other
    return (
        is_near
        and _told(one) < _told(other)
        and f"{other:.{_told(one) - 1}e}" == (f"{one:.{_told(one) - 1}e}")
    )


def _told(number: float) -> int:
    """Count the digits that a number tells, the noughts behind them aside."""
    return len(f"{number:.12g}".replace(".", "").strip("0")) or 1


def _same_words(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if not ours or not theirs:
        return False
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    one, another = " ".join(ours), " ".join(theirs)
    return min(len(one), len(another)) >= _LONG and (
        Levenshtein.distance(one, another, score_cutoff=1) <= 1
    )
