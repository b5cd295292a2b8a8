"""When two values are one: the same number, the same day, the same name in other words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import Levenshtein

from assistant.accounts.asking import Sort
from assistant.facts import Days, Number

_LONG = 6


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
            ours, theirs = self.number, other.number
            return ours.is_borne_out_by(theirs) or theirs.is_borne_out_by(ours)
        if self.days and other.days:
            return any(
                one.is_borne_out_by(another) or another.is_borne_out_by(one)
                for one, another in product(self.days, other.days)
            )
        return _same_words(self.stems, other.stems)


def _same_words(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if not ours or not theirs:
        return False
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    one, another = " ".join(ours), " ".join(theirs)
    return min(len(one), len(another)) >= _LONG and (
        Levenshtein.distance(one, another, score_cutoff=1) <= 1
    )
