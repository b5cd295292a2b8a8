"""Vectors in rows, a byte a number, searched one after another: no graph, and nothing to tear.

Used for what is new since Chroma's graph was built, and, beside the graph, for searches that a
filter narrows, in which walking a graph finds little and slowly. A byte a number, of the question
too, leaves cosines right to about .002, and a quarter of the size: what counts bytes is quick and
reads them where they lie. Who ranks by these cosines reads the catalog's vectors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numkong
import numpy as np

from index.stores.vectors.types import Entry, Neighbour, batches
from index.types import Filters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.types import Vectors

CODES, ROWS = "codes.npy", "rows.npz"
_LARGEST = 127
# To collect one row that lies apart takes as long as to compare so many that lie side by side.
_APART = 5


@dataclass(frozen=True)
class FlatIndex:
    """Passages in rows: shape (n,), and (n, dimension) for `codes`, which are mapped from disk.

    A vector is its row's codes times its scale. `gone` are passages of the graph beside it that
    are not to be found any more.
    """

    ids: NDArray[Any]
    outlets: NDArray[np.uint64]
    days: NDArray[np.int32]
    scales: NDArray[np.float32]
    codes: NDArray[np.int8]
    gone: frozenset[str]

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open what `write` left in a folder."""
        with np.load(folder / ROWS) as rows:
            return cls(
                ids=rows["ids"],
                outlets=rows["outlets"],
                days=rows["days"],
                scales=rows["scales"],
                codes=np.asarray(np.load(folder / CODES, mmap_mode="r")),
                gone=frozenset(rows["gone"].tolist()),
            )

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Whether there is one in a folder."""
        return (folder / ROWS).exists()

    @staticmethod
    def write(
        folder: Path,
        entries: Sequence[Entry],
        *,
        vectors_of: Callable[[Sequence[str]], Vectors],
        known: FlatIndex | None = None,
        gone: Collection[str] = (),
    ) -> Iterator[int]:
        """Write passages in rows; give how many are in, as they grow.

        Those that are among the `known` rows are taken from there.
        """
        rows = {each: row for row, each in enumerate(known.ids.tolist())} if known else {}
        entries = sorted(entries, key=lambda one: one.passage_id not in rows)
        taken = [rows[one.passage_id] for one in entries if one.passage_id in rows]
        scales = np.ones(len(entries), np.float32)
        codes, done = np.zeros((1, 1), np.int8), len(taken)
        if known and taken:
            codes = _codes(folder, len(entries), known.codes.shape[1])
            codes[:done], scales[:done] = known.codes[taken], known.scales[taken]
        for some in batches(entries[done:]):
            vectors = vectors_of([each.passage_id for each in some])
            if not done:
                codes = _codes(folder, len(entries), vectors.shape[1])
            upto = done + len(some)
            codes[done:upto], scales[done:upto] = _in_bytes(vectors)
            done = upto
            yield done
        if not entries:
            np.save(folder / CODES, codes)
        names = {name: _number(name) for name in {each.outlet for each in entries}}
        np.savez(
            folder / ROWS,
            ids=np.array([each.passage_id for each in entries], str),
            outlets=np.array([names[each.outlet] for each in entries], np.uint64),
            days=np.array([each.published for each in entries], np.int32),
            scales=scales,
            gone=np.array(sorted(gone), str),
        )

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def passage_ids(self) -> frozenset[str]:
        """Every passage in the rows."""
        return frozenset(self.ids.tolist())

    def nearest(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector` that `filters` allow, nearest first."""
        rows = np.flatnonzero(self._allowed(filters))
        if not len(rows):
            return []
        cosines = self._cosines(rows, vector)
        best = np.argpartition(-cosines, limit)[:limit] if limit < len(rows) else slice(None)
        found = zip(self.ids[rows[best]].tolist(), cosines[best].tolist(), strict=True)
        return sorted((Neighbour(*each) for each in found), key=lambda one: -one.similarity)

    def _cosines(self, rows: NDArray[np.intp], vector: Vectors) -> Vectors:
        asked, scale = _in_bytes(vector[None])
        is_few = len(rows) * _APART < len(self)
        codes = self.codes[rows] if is_few else self.codes
        # One question and many rows, on one core; sums of 384 products of bytes are exact.
        dots = np.asarray(numkong.cdist(asked, codes, metric="dot", out_dtype="float32"))[0]
        cosines: Vectors = (dots if is_few else dots[rows]) * self.scales[rows] * scale
        return cosines

    def _allowed(self, filters: Filters) -> NDArray[np.bool_]:
        allowed = np.ones(len(self), bool)
        if filters.outlets:
            allowed &= np.isin(self.outlets, [_number(name) for name in filters.outlets])
        if filters.since or filters.until:
            allowed &= self.days > 0
        if filters.since:
            allowed &= self.days >= filters.since.toordinal()
        if filters.until:
            allowed &= self.days <= filters.until.toordinal()
        return allowed


def _in_bytes(vectors: Vectors) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Give the codes of vectors, shape (n, dimension), and by what each row was divided, (n,)."""
    scales = np.abs(vectors).max(axis=1) / _LARGEST + 1e-12
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _codes(folder: Path, count: int, dimension: int) -> NDArray[np.int8]:
    """Make room on disk for the codes of so many passages."""
    return np.lib.format.open_memmap(folder / CODES, "w+", np.int8, (count, dimension))


def _number(outlet: str) -> int:
    """Give a number for an outlet's name, which is the same in every process."""
    return int.from_bytes(hashlib.sha256(outlet.encode("utf-8")).digest()[:8], "big")
