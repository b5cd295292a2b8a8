"""How the values go with each other: what is newest, what is older, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.accounts.asking import Sought
from assistant.accounts.origins import independent_origins
from assistant.accounts.same import Worth, worth_of
from assistant.accounts.telling import tellers_of
from assistant.accounts.told import Told
from assistant.types import Standing, Version

_ORDER: dict[Standing, int] = {
    "agrees": 0, "updated": 0, "differs": 1, "other scope": 2, "earlier": 3,
}  # fmt: skip


@dataclass(slots=True)
class Value:
    """All that is told of one value."""

    worth: Worth
    told: list[Told]

    @property
    def best(self) -> float:
        """The score of what speaks best for it."""
        return max(each.found.score for each in self.told)

    @property
    def origins(self) -> int:
        """The independent origins behind it."""
        return independent_origins([each.evidence for each in self.told])

    @property
    def weight(self) -> float:
        """How much speaks for it: the best that does, and a little for each further origin."""
        return self.best + 0.75 * (self.origins - 1)


def grouped(all_told: Sequence[Told], sought: Sought) -> list[Value]:
    """Put what is told of one value together, the likeliest first."""
    values: list[Value] = []
    for each in sorted(all_told, key=lambda one: -one.found.score):
        worth = worth_of(each.found, sought)
        for value in values:
            if value.worth.is_same(worth):
                value.told.append(each)
                break
        else:
            values.append(Value(worth, [each]))
    return sorted(values, key=lambda value: -value.weight)


def versions_of(values: Sequence[Value]) -> tuple[Version, ...]:
    """Say how each value stands, the head first."""
    place = {id(told): at for at, value in enumerate(values) for told in value.told}
    tellers = tellers_of([told for value in values for told in value.told])
    newest = _newest_of_all(tellers, place)
    head = _head(tellers, place, values)
    standings = _standings(values, tellers, place, newest, head)
    ranked = sorted(
        range(len(values)),
        key=lambda at: (at != head, _ORDER[standings[at]], *_recency(values[at]), at),
    )
    return tuple(_version(values[at], standings[at]) for at in ranked)


def _newest(teller: Sequence[Told], place: dict[int, int]) -> int | None:
    kept = [each for each in teller if not each.is_withdrawn]
    if not kept:
        return None
    last = max(kept, key=lambda each: (each.day or date.min, _published(each), each.found.score))
    return place[id(last)]


def _newest_of_all(tellers: Sequence[Sequence[Told]], place: dict[int, int]) -> set[int]:
    """Give the newest values of each; of outlets that name no speaker only what none outdates."""
    spoken = [each for each in tellers if any(told.speaker for told in each)]
    newest = {at for teller in spoken for at in _last(teller, place)}
    outdated = {place[id(told)] for teller in spoken for told in teller} - newest
    of_outlets = {at for teller in tellers for at in _last(teller, place)}
    return newest | (of_outlets - outdated)


def _last(teller: Sequence[Told], place: dict[int, int]) -> set[int]:
    """Give what a teller says on his last day: of one day, none is older than the others."""
    kept = [each for each in teller if not each.is_withdrawn]
    days = [each.day or date.min for each in kept]
    return {place[id(each)] for each, day in zip(kept, days, strict=True) if day == max(days)}


def _published(each: Told) -> date:
    return each.evidence.article.published or date.min


def _head(tellers: Sequence[Sequence[Told]], place: dict[int, int], values: Sequence[Value]) -> int:
    """Give the newest value of the teller with the most origins, its score deciding."""

    def weight(teller: Sequence[Told]) -> tuple[float, ...]:
        at = _newest(teller, place)
        articles = {each.evidence.article.id for each in teller}
        own = values[at].weight if at is not None else float("-inf")
        return (len(articles) + own, own)

    best = max(tellers, key=weight)
    at = _newest(best, place)
    return at if at is not None else 0


def _standings(
    values: Sequence[Value],
    tellers: Sequence[Sequence[Told]],
    place: dict[int, int],
    newest: set[int],
    head: int,
) -> list[Standing]:
    of_head = values[head]
    scope = frozenset[str]().union(*(each.scope for each in of_head.told))
    standings: list[Standing] = []
    for at, value in enumerate(values):
        if at == head:
            standings.append("agrees")
        elif at not in newest:
            standings.append("earlier")
        elif all(each.scope and each.scope - scope for each in value.told):
            standings.append("other scope")
        else:
            standings.append("differs")
    others = {standings[at] for at in range(len(values)) if at != head}
    gave_before = any(
        head == _newest(teller, place) and {place[id(each)] for each in teller} - newest
        for teller in tellers
    )
    if gave_before:
        standings[head] = "updated"
    elif "differs" in others:
        standings[head] = "differs"
    return standings


def _recency(value: Value) -> tuple[int]:
    return (-max((each.day or date.min).toordinal() for each in value.told),)


def _fullest(value: Value) -> Told:
    """Give what is told best; of days the one that says most of the day."""
    if not value.worth.days:
        return value.told[0]
    return max(value.told, key=lambda each: len(each.found.text.split()))


def _version(value: Value, standing: Standing) -> Version:
    first = _fullest(value)
    value.told.sort(key=lambda each: each is not first)
    evidence = tuple(
        {(e.article.id, e.start): e for e in (t.evidence for t in value.told)}.values()
    )
    days = [each.day for each in value.told if each.day]
    return Version(
        value=first.found.text,
        status=standing,
        evidence=evidence,
        speaker=first.speaker,
        relayed_by=first.relayed_by,
        day=first.day or (max(days) if days else None),
        number=value.worth.number,
        origins=max(1, value.origins),
    )
