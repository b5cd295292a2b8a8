"""How the values go with each other: what is newest, what is older, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.accounts.origins import independent_origins
from assistant.accounts.same import Worth
from assistant.accounts.telling import Told, is_one
from assistant.types import Standing, Version

_ORDER: dict[Standing, int] = {
    "agrees": 0, "updated": 0, "differs": 1, "other scope": 2, "earlier": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """All that is told of one value, the likeliest first."""

    worth: Worth
    told: tuple[Told, ...]

    @property
    def time(self) -> tuple[date, float]:
        """The last time at which it is told."""
        return max(each.time for each in self.told)

    @property
    def fullest(self) -> Told:
        """What is told best; of days what says most of the day."""
        if not self.worth.days:
            return self.told[0]
        return max(self.told, key=lambda each: len(each.found.text.split()))


def grouped(all_told: Sequence[Told]) -> list[Value]:
    """Put what is told of one value together, the likeliest first."""
    groups: list[list[Told]] = []
    for each in sorted(all_told, key=lambda one: -one.found.score):
        for group in groups:
            if group[0].found.worth.is_same(each.found.worth):
                group.append(each)
                break
        else:
            groups.append([each])
    return [Value(group[0].found.worth, tuple(group)) for group in groups]


def versions_of(values: Sequence[Value]) -> tuple[Version, ...]:
    """Say how each value stands to the newest of who tells the likeliest, the first of `values`."""
    head = _newest(values)
    standings = [_standing(value, head, values) for value in values if value is not head]
    others = sorted(
        zip((value for value in values if value is not head), standings, strict=True),
        key=lambda pair: (_ORDER[pair[1]], -pair[0].time[0].toordinal(), -pair[0].time[1]),
    )
    of_head: Standing = "agrees"
    if any(_has_updated(head, value) for value, standing in others if standing == "earlier"):
        of_head = "updated"
    elif "differs" in standings:
        of_head = "differs"
    return tuple(_version(*pair) for pair in ((head, of_head), *others))


def _newest(values: Sequence[Value]) -> Value:
    """Give the last value of who tells the first of `values`."""
    later = [each for each in values if not _is_withdrawn(each) and _has_updated(each, values[0])]
    return max(later, key=lambda each: each.time, default=values[0])


def _has_updated(new: Value, old: Value) -> bool:
    """Whether who told the old value tells the new one on a later day.

    What is told without a speaker is told by the news, whichever the outlet; a value that "has
    risen to" what it is updates all that was told before.
    """
    return any(_updates(after, before) for before in old.told for after in new.told)


def _updates(after: Told, before: Told) -> bool:
    if after.is_raised and not before.is_raised:
        return before.time <= after.time
    is_of_one = is_one(before, after) or not (before.speaker or after.speaker)
    return is_of_one and before.time < after.time


def _standing(value: Value, head: Value, values: Sequence[Value]) -> Standing:
    updates = [each for each in values if each is not value and not _is_withdrawn(each)]
    if _is_withdrawn(value) or any(
        _has_updated(each, value) and not _has_updated(value, each) for each in updates
    ):
        return "earlier"
    return "other scope" if is_part(value, head) else "differs"


def is_part(value: Value, whole: Value) -> bool:
    """Whether a value is limited to what the other is not; a part is less than the whole."""
    scope = frozenset[str]().union(*(each.scope for each in whole.told))
    ours, theirs = _number(value), _number(whole)
    is_less = ours is None or theirs is None or ours < theirs
    return is_less and all(each.scope - scope for each in value.told)


def _is_withdrawn(value: Value) -> bool:
    return all(each.is_withdrawn for each in value.told)


def _number(value: Value) -> float | None:
    """Give what a number is worth: whole things where it counts, so that "12.500" is 12,500."""
    number = value.worth.number
    if number is None:
        return None
    whole = (each for each in number.values if float(each).is_integer() and not number.unit)
    return next(whole, number.values[0])


def _version(value: Value, standing: Standing) -> Version:
    first = value.fullest
    told = sorted(value.told, key=lambda each: each is not first)
    evidence = {(one.evidence.article.id, one.evidence.start): one.evidence for one in told}
    return Version(
        value=first.found.text,
        status=standing,
        evidence=tuple(evidence.values()),
        speaker=first.speaker,
        relayed_by=first.relayed_by,
        day=first.day or max((each.day for each in told if each.day), default=None),
        number=_number(value),
        origins=max(1, independent_origins(tuple(evidence.values()))),
    )
