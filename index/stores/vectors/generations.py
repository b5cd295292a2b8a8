"""The vector index in an archive's own folder, by an embedded Chroma.

Derived from the catalog. Chroma rewrites its files in place and says nothing when they are torn,
so it is never written where it is read: each generation is built in a folder of its own, closed,
and sealed with the SHA-256 of its files before `CURRENT` points to it. A seal that does not fit
means that the generation is not used, never that it is used as it is.

Building copies the graph, so what changes after it goes into rows first, in another folder that
`CURRENT` names beside the graph's, written anew with every change; where they have become many,
they go into the next graph.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeAlias, TypeVar
from uuid import uuid4

from index.errors import ArchiveDamaged
from index.stores.damage import seen_as_damage
from index.stores.vectors.flat import FlatIndex
from index.stores.vectors.generation import Generation, building, opened, whole_or_gone
from index.stores.vectors.sealing import SEAL, is_sealed, is_sound, seal, seems_sealed, shrink
from index.stores.vectors.types import Entry, Neighbour, batches
from index.types import Filters

if TYPE_CHECKING:
    from index.types import Vectors

    VectorsOf: TypeAlias = Callable[[Sequence[str]], Vectors]

_T = TypeVar("_T")

_NAMES = re.compile(r"(generation-[0-9a-f]{12})(?:\s(recent-[0-9a-f]{12}))?")
# As many changes as this, or as this share of the graph, are searched one after another: .6 ms for
# 10,000. More, up to the most, are searched so until the next graph is built.
_FEW, _SHARE, _MOST = 1_000, 0.1, 50_000
_NONE: frozenset[str] = frozenset()
_WHAT = "The index of meanings"
_DAMAGED = (
    f"{_WHAT} is damaged; searched by words, and by the meaning of what they find. "
    "`byline repair` makes it anew."
)


class VectorIndex:
    """The generations in one folder; readers use the one that `CURRENT` names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._reading: tuple[str, ...] = ()
        self._generation: Generation | None = None

    @property
    def trouble(self) -> str:
        """Say that there is a generation, and none that can be used; "" where all is well."""
        with self._lock:
            current = self._current()
            is_read = current == self._reading
            is_damaged = is_read and not self._generation and (current or self._built())
        return _DAMAGED if is_damaged else ""

    @property
    def unreached(self) -> str:
        """Nothing: a folder is always at hand."""
        return ""

    def open(self) -> None:
        """Open the graph in use, so that the next search need not."""
        self._read(lambda one: one.graph.collection, None)

    def search(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector`, nearest first; none unless sealed."""
        return self._read(lambda one: one.nearest(vector, limit=limit, filters=filters), [])

    def passage_ids(self) -> set[str]:
        """Give every passage of the generation in use."""
        return set(self._read(Generation.passage_ids, _NONE))

    def is_whole(self) -> bool:
        """Whether the generation in use is as it was built; true where there is none."""
        current = self._current()
        return self._are(is_sealed, current) if current else not self._built()

    def _are(self, sealed: Callable[[Path], bool], names: Sequence[str]) -> bool:
        folders = [self._folder / name for name in names]
        return all(map(sealed, folders)) and is_sound(folders[0])

    def update(
        self,
        wanted: Sequence[Entry],
        *,
        vectors_of: VectorsOf,
    ) -> Iterator[int]:
        """Make a generation of just `wanted` and use it; give how many are in, as it grows.

        What the generation in use already holds is left or copied. `vectors_of` gives the vectors
        of passage ids, in their order.
        """
        wanted_ids = {entry.passage_id for entry in wanted}
        current = self._current()
        is_whole = self._are(seems_sealed, current) if current else not self._built()
        if not is_whole and current[1:] and self._are(seems_sealed, current[:1]):
            is_whole = self._point_to(current[0])  # only what came after it is damaged
        if is_whole and self.passage_ids() == wanted_ids and not self.trouble:
            return
        built = self._read(Generation.built, _NONE) if is_whole else _NONE
        if len(built & wanted_ids) < len(built) / 2:
            built = _NONE  # deleting most of a graph costs more than building the rest anew
        gone = sorted(built - wanted_ids)
        come = [entry for entry in wanted if entry.passage_id not in built]
        changes, few = len(gone) + len(come), max(_FEW, _SHARE * len(built))
        has_rows = bool(built) and FlatIndex.is_in(self._folder / self._current()[0])
        if has_rows and changes <= max(few, _MOST):
            for done in self._follow(come, gone, vectors_of):
                yield len(built) - len(gone) + done
        if not has_rows or changes > few:
            yield from self._build(wanted, come, gone, vectors_of)

    def _follow(
        self, come: Sequence[Entry], gone: Sequence[str], vectors_of: VectorsOf
    ) -> Iterator[int]:
        """Have what has come and gone since the graph was built beside it."""
        graph = self._current()[0]
        folder = self._begin("recent")
        known = self._read(lambda one: one.recent, None)
        with whole_or_gone(folder):
            yield from FlatIndex.write(folder, come, vectors_of=vectors_of, known=known, gone=gone)
            self._use(graph, folder.name)

    def _build(
        self,
        wanted: Sequence[Entry],
        come: Sequence[Entry],
        gone: Sequence[str],
        vectors_of: VectorsOf,
    ) -> Iterator[int]:
        """Build a graph of `wanted` from the one in use, where that is not of others only."""
        done = len(wanted) - len(come)
        if done and not is_sealed(self._folder / self._current()[0]):
            come, gone, done = wanted, (), 0
        known = self._read(lambda one: one.rows, None) if done else None
        folder = self._begin("generation")
        with whole_or_gone(folder):
            if done:
                shutil.copytree(self._folder / self._current()[0], folder, dirs_exist_ok=True)
                (folder / SEAL).unlink()
            with building(folder, changes=len(come) + len(gone)) as graph:
                for some in batches(gone):
                    graph.delete(ids=some)
                for some in batches(come):
                    ids = [each.passage_id for each in some]
                    graph.add(ids=ids, embeddings=vectors_of(ids))  # the rows know outlets and days
                    done += len(some)
                    yield done
            for _ in FlatIndex.write(folder, wanted, vectors_of=vectors_of, known=known):
                pass
            shrink(folder)
            self._use(folder.name)

    def clear(self) -> None:
        """Forget every generation."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._generation is not None:
                self._generation.graph.close()
            self._reading, self._generation = (), None

    def _read(self, read: Callable[[Generation], _T], nothing: _T) -> _T:
        """Read the generation in use; one that cannot be read is not used any more."""
        # Under the lock: another thread that finds a new generation closes this one.
        with self._lock:
            if (generation := self._open()) is None:
                return nothing
            try:
                with seen_as_damage(_WHAT):
                    return read(generation)
            except ArchiveDamaged:
                self._generation = None
                return nothing

    def _open(self) -> Generation | None:
        """Give what `CURRENT` names, or None; another process may have moved on."""
        with self._lock:
            if (current := self._current()) != self._reading:
                same = self._generation if current[:1] == self._reading[:1] else None
                if same is None:
                    self.close()
                self._reading, self._generation = current, None
                folders = [self._folder / name for name in current]
                if current and all(map(seems_sealed, folders)):
                    with suppress(ArchiveDamaged), seen_as_damage(_WHAT):
                        there = same or opened(folders[0])
                        recent = [FlatIndex.open(each) for each in folders[1:]]
                        self._generation = replace(there, recent=next(iter(recent), None))
            return self._generation

    def _current(self) -> tuple[str, ...]:
        """Give the names of the folders in use: of the graph, and of what came after it."""
        try:
            names = _NAMES.fullmatch((self._folder / "CURRENT").read_text("utf-8").strip())
        except (OSError, ValueError):
            return ()
        return tuple(filter(None, names.groups())) if names else ()

    def _built(self) -> bool:
        """Whether any generation was finished once."""
        return any(self._folder.glob(f"generation-*/{SEAL}"))

    def _begin(self, kind: str) -> Path:
        """Make a folder, and sweep those that are not in use: other processes may read those."""
        current = self._current()
        for left in (*self._folder.glob("generation-*"), *self._folder.glob("recent-*")):
            if left.name not in current:
                shutil.rmtree(left, ignore_errors=True)
        folder = self._folder / f"{kind}-{uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        return folder

    def _use(self, *names: str) -> None:
        """Seal the folder that was made last, then use all that are named."""
        seal(self._folder / names[-1])
        self._point_to(*names)

    def _point_to(self, *names: str) -> bool:
        """Let `CURRENT` name them in one step."""
        unfinished = self._folder / f"CURRENT.{os.getpid()}"
        unfinished.write_text(" ".join(names), "utf-8")
        unfinished.replace(self._folder / "CURRENT")
        return True
