"""One generation of the vector index, as it is read: a graph, and what has changed since."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from index.errors import ArchiveDamaged, ArchiveReadOnly
from index.stores.mirroring import may_write, mirrored
from index.stores.vectors import chroma
from index.stores.vectors.flat import CODES, ROWS, FlatIndex
from index.stores.vectors.sealing import DATABASE, is_sealed
from index.stores.vectors.types import Neighbour
from index.types import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.types import Vectors

_COLLECTION = "passages"
_ALL = Filters()


class Graph:
    """Chroma's graph of a generation: opened, and held against its seal, when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mirror: TemporaryDirectory[str] | None = None
        self._client: Any = None

    @cached_property
    def collection(self) -> Any:
        """The collection.

        Raises:
            ArchiveDamaged: it is not as it was sealed.
        """
        with ThreadPoolExecutor(1) as beside:
            sealed = beside.submit(is_sealed, self._folder, known=(CODES, ROWS))
            import chromadb  # noqa: F401 - it takes as long as reading a large graph
        if not sealed.result():
            raise ArchiveDamaged(f"The graph in {self._folder} is not as it was sealed.")
        self._client = _client(self._readable())
        return _collection_of(self._client)

    def _readable(self) -> Path:
        """Give where Chroma may write: where the folder may not be written to, a mirror."""
        if may_write(self._folder):
            return self._folder
        self._mirror = mirrored(self._folder, copied=[DATABASE])
        return Path(self._mirror.name)

    def close(self) -> None:
        """Let go of the files."""
        if self._client is not None:
            self._client.close()
        if self._mirror is not None:
            self._mirror.cleanup()


@dataclass(frozen=True, slots=True)
class Generation:
    """A graph, the same vectors in rows, and the rows that came after both were built.

    A graph that an older Byline built has no rows beside it: `rows` is None then.
    """

    graph: Graph
    rows: FlatIndex | None
    recent: FlatIndex | None = None

    @property
    def gone(self) -> frozenset[str]:
        """What the graph has, and nobody is to find."""
        return self.recent.gone if self.recent is not None else frozenset()

    def built(self) -> frozenset[str]:
        """Give every passage of the graph."""
        if self.rows is not None:
            return self.rows.passage_ids
        return frozenset(self.graph.collection.get(include=[])["ids"])

    def passage_ids(self) -> frozenset[str]:
        """Give every passage that can be found."""
        recent = self.recent.passage_ids if self.recent is not None else frozenset()
        return (self.built() - self.gone) | recent

    def nearest(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector`, nearest first."""
        more = limit + min(limit, len(self.gone))
        if filters != _ALL and self.rows is not None:
            found = self.rows.nearest(vector, limit=more, filters=filters)
        else:
            found = chroma.nearest(self.graph.collection, vector, limit=more, filters=filters)
        found = [one for one in found if one.passage_id not in self.gone]
        if self.recent is not None:
            found += self.recent.nearest(vector, limit=limit, filters=filters)
            found.sort(key=lambda one: -one.similarity)
        return found[:limit]


def opened(folder: Path) -> Generation:
    """Open the generation in `folder`."""
    return Generation(Graph(folder), FlatIndex.open(folder) if FlatIndex.is_in(folder) else None)


@contextmanager
def building(folder: Path, *, changes: int) -> Iterator[Any]:
    """Open a collection for `changes` changes; it is on disk, whole, when the block is left."""
    # Synced once, at the last change: nothing is left for a reader to replay.
    graph = {
        "ef_search": chroma.GRAPH["ef_search"],  # an older Byline's graph was searched less widely
        "sync_threshold": max(2, changes),
        "batch_size": max(2, min(100, changes)),
    }
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


@contextmanager
def whole_or_gone(folder: Path) -> Iterator[None]:
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
            f"The index of meanings in {folder.parent} cannot be made anew ({reason}); free some "
            "space or change the permissions, then run `byline embed`. The one before is used "
            "until then, and nothing is lost."
        ) from error


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _collection_of(client: Any) -> Any:
    return client.get_collection(_COLLECTION, embedding_function=None)
