"""One generation of the vector index, as it is read: a graph, and what has changed since."""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import ArchiveReadOnly
from index.stores.vectors import chroma
from index.stores.vectors.flat import FlatIndex
from index.stores.vectors.types import Neighbour
from index.types import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.types import Vectors

_COLLECTION = "passages"
_ALL = Filters()


@dataclass(frozen=True, slots=True)
class Generation:
    """Chroma's graph, the same vectors in rows, and the rows that came after both were built.

    A graph that an older Byline built has no rows beside it: `rows` is None then.
    """

    client: Any
    graph: Any
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
        return frozenset(self.graph.get(include=[])["ids"])

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
            found = chroma.nearest(self.graph, vector, limit=more, filters=filters)
        found = [one for one in found if one.passage_id not in self.gone]
        if self.recent is not None:
            found += self.recent.nearest(vector, limit=limit, filters=filters)
            found.sort(key=lambda one: -one.similarity)
        return found[:limit]


def opened(folder: Path, *, graph: Path) -> Generation:
    """Open the generation in `folder`; Chroma may write to `graph`, which has the same files."""
    client = _client(graph)
    rows = FlatIndex.open(folder) if FlatIndex.is_in(folder) else None
    return Generation(client, _collection_of(client), rows)


@contextmanager
def building(folder: Path, *, changes: int) -> Iterator[Any]:
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
