"""When two values are one: the same number, the same day, the same name in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from assistant.accounts.asking import Sought
from assistant.accounts.told import Found
from assistant.facts import Days, Number, days_in, numbers_in
from assistant.spans.words import words_of
from index import Span

_LONG = 6
_SMALL = frozenset("a an the of and in on at mr mrs ms dr sir".split())


@dataclass(frozen=True, slots=True)
class Worth:
    """What a value comes to, so that it can be held against others."""

    numbers: tuple[Number, ...] = ()
    days: tuple[Days, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def number(self) -> float | None:
        """What it is worth where it is one number."""
        return self.numbers[0].values[0] if self.numbers else None

    def is_same(self, other: Worth) -> bool:
        """Whether both say the same, as far as each goes."""
        if self.numbers and other.numbers:
            return _same_numbers(self.numbers, other.numbers)
        if self.days and other.days:
            return any(
                one.is_borne_out_by(another) or another.is_borne_out_by(one)
                for one, another in zip(self.days, other.days, strict=False)
            )
        if self.numbers or other.numbers or self.days or other.days:
            return self.words == other.words
        return _same_words(self.words, other.words)


def worth_of(found: Found, sought: Sought) -> Worth:
    """Say what a value comes to."""
    quote, text = found.evidence.quote, found.text
    words = tuple(
        word.stem for word in words_of(text) if word.stem and word.text.lower() not in _SMALL
    )
    if sought.is_number:
        return Worth(numbers=tuple(numbers_in(text)), words=words)
    if sought.is_day:
        days = days_in(quote, found.evidence.article.published)
        return Worth(
            days=tuple(each for each in days if _overlap(each.span, found.span)), words=words
        )
    return Worth(words=words)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same_numbers(ours: Sequence[Number], theirs: Sequence[Number]) -> bool:
    one, another = ours[-1], theirs[-1]
    return one.is_borne_out_by(another) or another.is_borne_out_by(one)


def _same_words(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if not ours or not theirs:
        return False
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    one, another = " ".join(ours), " ".join(theirs)
    return min(len(one), len(another)) >= _LONG and (
        Levenshtein.distance(one, another, score_cutoff=1) <= 1
    )
