"""The vector index on several Chroma servers, each with the passages of a stretch of days.

Which days are whose is settled when the index is made, so that all hold about as many, and noted
in the catalog, for whichever machine writes or asks: what comes later goes where its day belongs,
and nothing moves. It is settled anew by `byline repair`, and by `byline embed` where other servers
are named than before.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from index.errors import VectorsUnreachable
from index.stores.vectors.server import VectorServer
from index.stores.vectors.types import Entry, Neighbour, Notes
from index.types import Filters, content_hash

if TYPE_CHECKING:
    from index.types import Vectors

_T = TypeVar("_T")
_UNDATED = 0
_LAST = date.max.toordinal()
_ALL = Filters()
_DAYS = "days"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of one server, as ordinals; the first server has what is undated too."""

    first: int
    last: int

    def may_hold(self, filters: Filters) -> bool:
        """Whether `filters` allow any day of it."""
        since = filters.since.toordinal() if filters.since else self.last
        until = filters.until.toordinal() if filters.until else self.first
        return since <= self.last and self.first <= until

    def __str__(self) -> str:
        if self.last == _UNDATED:
            return "articles without a day"
        since = f" from {date.fromordinal(self.first)}" if self.first > _UNDATED else ""
        until = f" to {date.fromordinal(self.last)}" if self.last < _LAST else ""
        return f"articles{since}{until}"


class PartedVectors:
    """One archive's passages on several servers, asked at the same time.

    Which days are whose is among the `notes` of the archive.
    """

    def __init__(self, notes: Notes, servers: Sequence[VectorServer]) -> None:
        self._notes = notes
        self._servers = {each.url: each for each in servers}

    @property
    def trouble(self) -> str:
        """Say which servers did not answer when they were last asked; "" where all did."""
        silent = [url for url, each in self._servers.items() if each.trouble]
        stretches = self._stretches() if silent else {}
        return " ".join(
            f"The Chroma server {url} does not answer; {stretches.get(url, 'what it holds')} "
            "can be found by words, and by the meaning of what they find."
            for url in silent
        )

    @property
    def unreached(self) -> str:
        """Say the same with the way out."""
        return " ".join(filter(None, (each.unreached for each in self._servers.values())))

    def open(self) -> None:
        """Connect to all, so that the first search need not."""
        self._ask(lambda one: one.open())

    def search(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector` on the servers that answer.

        Only those are asked that hold days which `filters` allow.
        """
        found = self._ask(lambda one: one.search(vector, limit=limit, filters=filters), filters)
        near: dict[str, Neighbour] = {}
        for each in sorted(chain(*found), key=lambda one: -one.similarity):
            near.setdefault(each.passage_id, each)  # two may hold one while passages move
        return list(near.values())[:limit]

    def passage_ids(self) -> set[str]:
        """Give every passage that the servers hold of this archive."""
        return set().union(*self._ask(lambda one: one.passage_ids()))

    def is_whole(self) -> bool:
        """Whether all servers answer; what they hold is their own to keep whole."""
        return all(self._ask(lambda one: one.is_whole()))

    def update(
        self,
        wanted: Sequence[Entry],
        *,
        vectors_of: Callable[[Sequence[str]], Vectors],
    ) -> Iterator[int]:
        """Have each server hold just what is `wanted` of its days; give how many are in.

        Raises:
            VectorsUnreachable: some do not answer; all others hold what they are to hold.
        """
        known = self._firsts()
        firsts = known or _settled(wanted, list(self._servers))
        parts: dict[str, list[Entry]] = {url: [] for url in firsts}
        urls, days = list(firsts), list(firsts.values())
        for entry in wanted:
            parts[urls[bisect_right(days, entry.published) - 1]].append(entry)
        done = 0
        faults: list[VectorsUnreachable] = []
        for url, part in parts.items():
            try:
                for each in self._servers[url].update(part, vectors_of=vectors_of):
                    yield done + each
            except VectorsUnreachable as error:
                faults.append(error)
            done += len(part)
        if faults:
            raise VectorsUnreachable(" ".join(map(str, faults))) from faults[0]
        if wanted and not known:  # only now does each hold its days, and no others
            kept = json.dumps(firsts)
            self._notes.keep_note(_DAYS, f"{kept}\n{content_hash(kept)}")

    def clear(self) -> None:
        """Forget the archive's collections, and which days are whose.

        Raises:
            VectorsUnreachable: a server does not answer.
        """
        self._notes.keep_note(_DAYS, "")
        for each in self._servers.values():
            each.drop()
        for each in self._servers.values():
            each.clear()

    def close(self) -> None:
        """Let go of the connections."""
        for each in self._servers.values():
            each.close()

    def _ask(self, read: Callable[[VectorServer], _T], filters: Filters = _ALL) -> list[_T]:
        """Ask at the same time all that may hold what `filters` allow."""
        stretches = self._stretches()
        asked = [
            each
            for url, each in self._servers.items()
            if url not in stretches or stretches[url].may_hold(filters)
        ]
        with ThreadPoolExecutor(max(1, len(asked))) as beside:
            return list(beside.map(read, asked))

    # Which days are whose

    def _stretches(self) -> dict[str, Stretch]:
        """Give the days of each server; none until they are settled."""
        firsts = self._firsts()
        lasts = [*(first - 1 for first in firsts.values()), _LAST][1:]
        return {
            url: Stretch(first, last)
            for (url, first), last in zip(firsts.items(), lasts, strict=True)
        }

    def _firsts(self) -> dict[str, int]:
        """Give the first day of each server, oldest first; none until they are settled."""
        kept, _, seal = self._notes.note(_DAYS).partition("\n")
        firsts: dict[str, int] = json.loads(kept) if content_hash(kept) == seal else {}
        return firsts if firsts.keys() == self._servers.keys() else {}


def _settled(wanted: Sequence[Entry], urls: Sequence[str]) -> dict[str, int]:
    """Give each server, oldest days first, as many passages as the others, or nearly so."""
    days = sorted(entry.published for entry in wanted) or [_UNDATED]
    firsts = [max(1, days[len(days) * number // len(urls)]) for number in range(len(urls))]
    return dict(zip(urls, [_UNDATED, *firsts[1:]], strict=True))
