"""The vector index (Chroma): which passages mean what a question means.

Derived from the catalog. Chroma rewrites its files in place and says nothing when they are torn,
so it is never written where it is read: each generation is built in a folder of its own, closed,
and sealed with the SHA-256 of its files before `CURRENT` points to it. A seal that does not fit
means that the generation is not used, never that it is used as it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from index.types import Filters

if TYPE_CHECKING:
    from index.types import Vectors

_COLLECTION = "passages"
_BATCH = 1000
# More links and a wider search than Chroma's defaults: recall 1.00 of exact search in 50,000.
_GRAPH = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}
_SEAL = "SEAL"
_SEALED = ("data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin")


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as Chroma keeps it; `published` is 0 where the day is not known."""

    passage_id: str
    outlet: str
    published: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage and its cosine similarity to the question, -1 to 1."""

    passage_id: str
    similarity: float


class VectorIndex:
    """The generations in one folder; readers use the one that `CURRENT` names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = RLock()
        self._reading = ""
        self._client: Any = None
        self._collection: Any = None

    def open(self) -> None:
        """Open the generation in use, so that the next search need not."""
        self._open()

    def search(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector`, nearest first; none unless sealed."""
        # Under the lock: another thread that finds a new generation closes this one.
        with self._lock:
            if (collection := self._open()) is None:
                return []
            found = collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=limit,
                where=_where(filters),
                include=["distances"],
            )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [Neighbour(passage_id, 1.0 - distance) for passage_id, distance in pairs]

    def passage_ids(self) -> set[str]:
        """Give every passage of the generation in use."""
        collection = self._open()
        return set() if collection is None else set(collection.get(include=[])["ids"])

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
        held = self.passage_ids()
        if held == wanted_ids:
            return
        if len(held & wanted_ids) < len(held) / 2:
            held = set()  # deleting most of a graph costs more than building the rest anew
        gone = sorted(held - wanted_ids)
        come = [entry for entry in wanted if entry.passage_id not in held]
        folder = self._folder / f"generation-{uuid4().hex[:12]}"
        self._begin(folder, copy=bool(held))
        done = len(held) - len(gone)
        with _collection(folder, changes=len(come) + len(gone)) as collection:
            for some in _batches(gone):
                collection.delete(ids=some)
            for some in _batches(come):
                ids = [entry.passage_id for entry in some]
                days = [{"outlet": each.outlet, "published": each.published} for each in some]
                collection.add(ids=ids, embeddings=vectors_of(ids), metadatas=days)
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
            self._reading, self._client, self._collection = "", None, None

    def _open(self) -> Any:
        """Give the collection that `CURRENT` names, or None; another process may have moved on."""
        with self._lock:
            if (current := self._current()) != self._reading:
                self.close()
                if current and _is_sealed(self._folder / current):
                    self._client, self._collection = _opened(self._folder / current)
                self._reading = current
            return self._collection

    def _current(self) -> str:
        try:
            return (self._folder / "CURRENT").read_text("utf-8").strip()
        except OSError:
            return ""

    def _begin(self, folder: Path, *, copy: bool) -> None:
        current = self._current()
        # The generation in use stays: other processes may be reading it.
        for left in self._folder.glob("generation-*"):
            if left.name != current:
                shutil.rmtree(left, ignore_errors=True)
        if copy:
            shutil.copytree(self._folder / current, folder)
            (folder / _SEAL).unlink()
        else:
            folder.mkdir(parents=True)

    def _use(self, folder: Path) -> None:
        """Shrink and seal `folder`, then let `CURRENT` point to it in one step."""
        _shrink(folder)
        (folder / _SEAL).write_text(json.dumps(_hashes(folder)), "utf-8")
        unfinished = self._folder / f"CURRENT.{os.getpid()}"
        unfinished.write_text(folder.name, "utf-8")
        unfinished.replace(self._folder / "CURRENT")


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _opened(folder: Path) -> tuple[Any, Any]:
    """Open a sealed generation for reading; two None where its SQLite file, unsealed, is torn."""
    from chromadb.errors import ChromaError

    try:
        client = _client(folder)
        return client, client.get_collection(_COLLECTION, embedding_function=None)
    except ChromaError:
        return None, None


@contextmanager
def _collection(folder: Path, *, changes: int) -> Iterator[Any]:
    """Open a collection for `changes` changes; it is on disk, whole, when the block is left."""
    # Synced once, at the last change: nothing is left for a reader to replay.
    graph = {"sync_threshold": max(2, changes), "batch_size": max(2, min(100, changes))}
    with closing(_client(folder)) as client:
        if _COLLECTION in [collection.name for collection in client.list_collections()]:
            collection = client.get_collection(_COLLECTION, embedding_function=None)
            collection.modify(configuration={"hnsw": graph})
        else:
            collection = client.create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {**_GRAPH, **graph}}
            )
        yield collection


def _shrink(folder: Path) -> None:
    """Give back the pages of Chroma's write-ahead log: empty by now, and most of its file.

    It takes some room to make room: on a full disk the generation stays as large as it is.
    """
    with (
        closing(sqlite3.connect(folder / "chroma.sqlite3")) as database,
        suppress(sqlite3.OperationalError),
    ):
        database.execute("VACUUM")


def _is_sealed(folder: Path) -> bool:
    """Whether the graph is as it was sealed: Chroma would crash on torn files, or hide them."""
    try:
        return bool(json.loads((folder / _SEAL).read_text("utf-8")) == _hashes(folder))
    except (OSError, ValueError):
        return False


def _hashes(folder: Path) -> dict[str, str]:
    """Hash the files that hold the graph; Chroma's SQLite file changes even when only read."""
    # A graph of one vector is never synced: it has no pickle, and its files are not read.
    graphs = [pickle.parent for pickle in folder.glob("*/index_metadata.pickle")]
    files = sorted(path for name in _SEALED for graph in graphs for path in graph.glob(name))
    return {str(path.relative_to(folder)): _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _where(filters: Filters) -> dict[str, Any] | None:
    limits: list[dict[str, Any]] = []
    if filters.outlets:
        limits.append({"outlet": {"$in": list(filters.outlets)}})
    if filters.since:
        limits.append({"published": {"$gte": filters.since.toordinal()}})
    if filters.until:
        limits.append({"published": {"$gte": 1}})
        limits.append({"published": {"$lte": filters.until.toordinal()}})
    if len(limits) < 2:  # noqa: PLR2004 - Chroma wants $and over two or more
        return limits[0] if limits else None
    return {"$and": limits}


def _batches(items: Sequence[Any]) -> Iterator[list[Any]]:
    return (list(items[first : first + _BATCH]) for first in range(0, len(items), _BATCH))
