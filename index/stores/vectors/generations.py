"""The vector index in an archive's own folder, by an embedded Chroma.

Derived from the catalog. Chroma rewrites its files in place and says nothing when they are torn,
so it is never written where it is read: each generation is built in a folder of its own, closed,
and sealed with the SHA-256 of its files before `CURRENT` points to it. A seal that does not fit
means that the generation is not used, never that it is used as it is.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from index.errors import ArchiveDamaged, ArchiveReadOnly
from index.stores.damage import seen_as_damage
from index.stores.mirroring import may_write, mirrored
from index.stores.vectors import chroma
from index.stores.vectors.sealing import DATABASE, SEAL, is_sealed, is_sound, seal, shrink
from index.stores.vectors.types import Entry, Neighbour, batches
from index.types import Filters

if TYPE_CHECKING:
    from index.types import Vectors

_T = TypeVar("_T")

_COLLECTION = "passages"
_NAME = re.compile(r"generation-[0-9a-f]{12}")
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
        self._reading = ""
        self._client: Any = None
        self._collection: Any = None
        self._mirror: TemporaryDirectory[str] | None = None

    @property
    def trouble(self) -> str:
        """Say that there is a generation, and none that can be used; "" where all is well."""
        with self._lock:
            current = self._current()
            is_read = current == self._reading
            is_damaged = is_read and self._collection is None and (current or self._built())
        return _DAMAGED if is_damaged else ""

    @property
    def unreached(self) -> str:
        """Nothing: a folder is always at hand."""
        return ""

    def open(self) -> None:
        """Open the generation in use, so that the next search need not."""
        self._open()

    def search(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector`, nearest first; none unless sealed."""
        return self._read(lambda one: chroma.nearest(one, vector, limit=limit, filters=filters), [])

    def passage_ids(self) -> set[str]:
        """Give every passage of the generation in use."""
        return self._read(lambda one: set(one.get(include=[])["ids"]), set())

    def is_whole(self) -> bool:
        """Whether the generation in use is as it was built; true where there is none."""
        current = self._current()
        if not current:
            return not self._built()
        return is_sealed(self._folder / current) and is_sound(self._folder / current)

    def update(
        self,
        wanted: Sequence[Entry],
        *,
        vectors_of: Callable[[Sequence[str]], Vectors],
    ) -> Iterator[int]:
        """Make a generation of just `wanted` and use it; give how many are in, as it grows.

        What the generation in use already holds is copied. `vectors_of` gives the vectors of
        passage ids, in their order.
        """
        wanted_ids = {entry.passage_id for entry in wanted}
        held = self.passage_ids() if self.is_whole() else set()
        if held == wanted_ids and not self.trouble:
            return
        if len(held & wanted_ids) < len(held) / 2:
            held = set()  # deleting most of a graph costs more than building the rest anew
        gone = sorted(held - wanted_ids)
        come = [entry for entry in wanted if entry.passage_id not in held]
        folder = self._folder / f"generation-{uuid4().hex[:12]}"
        done = len(held) - len(gone)
        with _building(folder):
            self._begin(folder, copy=bool(held))
            with _collection(folder, changes=len(come) + len(gone)) as collection:
                for some in batches(gone):
                    collection.delete(ids=some)
                for some in batches(come):
                    chroma.add(collection, some, vectors_of([each.passage_id for each in some]))
                    done += len(some)
                    yield done
            self._use(folder)

    def clear(self) -> None:
        """Forget every generation."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            if self._mirror is not None:
                self._mirror.cleanup()
            self._reading, self._client, self._collection, self._mirror = "", None, None, None

    def _read(self, read: Callable[[Any], _T], nothing: _T) -> _T:
        """Read the generation in use; one that Chroma cannot read is not used any more."""
        # Under the lock: another thread that finds a new generation closes this one.
        with self._lock:
            if (collection := self._open()) is None:
                return nothing
            try:
                with seen_as_damage(_WHAT):
                    return read(collection)
            except ArchiveDamaged:
                self._collection = None
                return nothing

    def _open(self) -> Any:
        """Give the collection that `CURRENT` names, or None; another process may have moved on."""
        with self._lock:
            if (current := self._current()) != self._reading:
                self.close()
                self._reading = current
                if current and is_sealed(self._folder / current):
                    with suppress(ArchiveDamaged), seen_as_damage(_WHAT):
                        self._client = _client(self._readable(current))
                        self._collection = _collection_of(self._client)
            return self._collection

    def _readable(self, name: str) -> Path:
        """Give where Chroma may open a generation: where it cannot be written to, in a mirror."""
        folder = self._folder / name
        if may_write(folder):
            return folder
        self._mirror = mirrored(folder, copied=[DATABASE])
        return Path(self._mirror.name)

    def _current(self) -> str:
        try:
            name = (self._folder / "CURRENT").read_text("utf-8").strip()
        except (OSError, ValueError):
            return ""
        return name if _NAME.fullmatch(name) else ""

    def _built(self) -> bool:
        """Whether any generation was finished once."""
        return any(self._folder.glob(f"generation-*/{SEAL}"))

    def _begin(self, folder: Path, *, copy: bool) -> None:
        current = self._current()
        # The generation in use stays: other processes may be reading it.
        for left in self._folder.glob("generation-*"):
            if left.name != current:
                shutil.rmtree(left, ignore_errors=True)
        if copy:
            shutil.copytree(self._folder / current, folder)
            (folder / SEAL).unlink()
        else:
            folder.mkdir(parents=True)

    def _use(self, folder: Path) -> None:
        """Shrink and seal `folder`, then let `CURRENT` point to it in one step."""
        shrink(folder)
        seal(folder)
        unfinished = self._folder / f"CURRENT.{os.getpid()}"
        unfinished.write_text(folder.name, "utf-8")
        unfinished.replace(self._folder / "CURRENT")


@contextmanager
def _building(folder: Path) -> Iterator[None]:
    """Leave nothing of a generation that could not be finished: on a full disk it is in the way.

    Raises:
        ArchiveReadOnly: Chroma, or the system, could not write it.
    """
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        [*_, reason] = error.args[0][0] if isinstance(error, shutil.Error) else [str(error)]
        raise ArchiveReadOnly(
            f"{_WHAT} in {folder.parent} cannot be made anew ({reason}); free some space or change "
            "the permissions, then run `byline embed`. The one before is used until then, and "
            "nothing is lost."
        ) from error


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _collection_of(client: Any) -> Any:
    return client.get_collection(_COLLECTION, embedding_function=None)


@contextmanager
def _collection(folder: Path, *, changes: int) -> Iterator[Any]:
    """Open a collection for `changes` changes; it is on disk, whole, when the block is left."""
    # Synced once, at the last change: nothing is left for a reader to replay.
    graph = {"sync_threshold": max(2, changes), "batch_size": max(2, min(100, changes))}
    with closing(_client(folder)) as client:
        if _COLLECTION in [collection.name for collection in client.list_collections()]:
            collection = _collection_of(client)
            collection.modify(configuration={"hnsw": graph})
        else:
            collection = client.create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={"hnsw": {**chroma.GRAPH, **graph}},
            )
        yield collection
