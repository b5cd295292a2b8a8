"""The vector index on a Chroma server, where one machine is too small for it.

The server keeps what it holds safe by itself, so its collection is changed in place; the
archive's folder only remembers which collection is its own. A server that is gone, slow or silent
is left out of a search after a moment, and for a while: an answer never waits for it twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from index.errors import VectorsUnreachable
from index.stores.vectors import chroma
from index.stores.vectors.types import Entry, Neighbour, batches
from index.types import Filters

if TYPE_CHECKING:
    from index.types import Vectors

_T = TypeVar("_T")
_READING_SECONDS = 2.0
_WRITING_SECONDS = 120.0
_REST_SECONDS = 20.0
_PORTS = {"http": 80, "https": 443}


class VectorServer:
    """One archive's collection on the server at `url`.

    It has the name `collection` where several folders share it, else a name of this folder's own.
    """

    def __init__(
        self,
        folder: Path,
        url: str,
        *,
        collection: str = "",
        seconds: float = _READING_SECONDS,
        rest: float = _REST_SECONDS,
    ) -> None:
        self._pointer = folder / "COLLECTION"
        self.url = url
        self._shared = collection
        self._seconds = seconds
        self._rest = rest
        self._resting_until = 0.0
        self._client: Any = None
        self._found: tuple[str, Any] = ("", None)

    @property
    def trouble(self) -> str:
        """Say that the server did not answer when it was last asked; "" where it did."""
        if not self._resting_until:
            return ""
        return (
            f"The Chroma server {self.url} does not answer; searched by words, and by the meaning "
            "of what they find."
        )

    @property
    def unreached(self) -> str:
        """Say the same with the way out."""
        silent = f"The Chroma server {self.url} does not answer; start it, then check again."
        return silent if self.trouble else ""

    def open(self) -> None:
        """Connect, so that the first search need not."""
        self._read(lambda _: None, None)

    def search(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector`; none where the server does not answer."""
        return self._read(lambda one: chroma.nearest(one, vector, limit=limit, filters=filters), [])

    def passage_ids(self) -> set[str]:
        """Give every passage that the server holds of this archive."""
        return self._read(_ids_of, set(), seconds=_WRITING_SECONDS)

    def is_whole(self) -> bool:
        """Whether the server answers; what it holds is its own to keep whole."""
        self.open()
        return not self.trouble

    def update(
        self,
        wanted: Sequence[Entry],
        *,
        vectors_of: Callable[[Sequence[str]], Vectors],
    ) -> Iterator[int]:
        """Have the server hold just `wanted`; give how many are in, as it grows.

        Raises:
            VectorsUnreachable: the server does not answer; what it took in before stays.
        """
        wanted_ids = {entry.passage_id for entry in wanted}
        collection = self._write(self._made)
        held = self._write(lambda: _ids_of(collection))
        gone = sorted(held - wanted_ids)
        come = [entry for entry in wanted if entry.passage_id not in held]
        done = len(held) - len(gone)
        for some in batches(gone):
            self._write(partial(collection.delete, ids=some))
        for some in batches(come):
            vectors = vectors_of([each.passage_id for each in some])
            self._write(partial(chroma.add, collection, some, vectors))
            done += len(some)
            yield done

    def clear(self) -> None:
        """Forget the archive's collection.

        Raises:
            VectorsUnreachable: the server does not answer.
        """
        self.drop()
        self._pointer.unlink(missing_ok=True)

    def drop(self) -> None:
        """Have the server forget what it holds of the archive.

        Raises:
            VectorsUnreachable: the server does not answer.
        """
        if name := self._name():
            self._write(lambda: self._drop(name))

    def close(self) -> None:
        """Let go of the connection."""
        self._client, self._found = None, ("", None)

    # Asking the server, in a thread that can be given up: its client has no deadline of its own

    def _read(self, read: Callable[[Any], _T], nothing: _T, *, seconds: float | None = None) -> _T:
        """Ask the server, or have `nothing` where it does not answer or was silent just now."""
        if monotonic() < self._resting_until:
            return nothing
        _load()  # its time is not the server's

        def ask() -> _T:
            collection = self._collection()
            return nothing if collection is None else read(collection)

        try:
            found = _within(self._seconds if seconds is None else seconds, ask)
        except Exception:  # noqa: BLE001 - whatever is wrong there, the search goes on without it
            self._resting_until = monotonic() + self._rest
            self.close()
            return nothing
        self._resting_until = 0.0
        return found

    def _write(self, change: Callable[[], _T]) -> _T:
        try:
            return _within(_WRITING_SECONDS, change)
        except Exception as error:
            self.close()
            raise VectorsUnreachable(
                f"The Chroma server {self.url} takes in no vectors ({error or 'it is silent'}); "
                "start it, or leave --chroma out to have them in the archive's folder, then run "
                "`byline embed`. Nothing is lost: the catalog has them all."
            ) from error

    def _collection(self) -> Any:
        """Give the archive's collection, None where there is none yet."""
        from chromadb.errors import NotFoundError

        if not (name := self._name()):
            return None
        if self._found[0] != name:
            with suppress(NotFoundError):
                found = self._connected().get_collection(name, embedding_function=None)
                self._found = (name, found)
        return self._found[1]

    def _made(self) -> Any:
        """Give the archive's collection, made if need be."""
        if not self._name():
            self._pointer.parent.mkdir(parents=True, exist_ok=True)
            self._pointer.write_text(uuid4().hex, "ascii")
        return self._connected().get_or_create_collection(
            self._name(), embedding_function=None, configuration={"hnsw": chroma.GRAPH}
        )

    def _drop(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        with suppress(NotFoundError):
            self._connected().delete_collection(name)
        self._found = ("", None)

    def _name(self) -> str:
        """Give the collection's name: that of this folder, so that a copy of it has another."""
        if self._shared:
            return self._shared
        try:
            own = self._pointer.read_text("ascii")
        except (OSError, ValueError):
            return ""
        place = f"{own}\n{self._pointer.resolve()}"
        return f"byline-{hashlib.sha256(place.encode()).hexdigest()[:32]}"

    def _connected(self) -> Any:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            url = urlsplit(self.url)
            self._client = chromadb.HttpClient(
                host=url.hostname or "",
                port=url.port or _PORTS[url.scheme],
                ssl=url.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        return self._client


def _load() -> None:
    """Import what speaks to a server, which takes a second or more, once."""
    import chromadb.api.fastapi  # noqa: F401 - that is all


def _ids_of(collection: Any) -> set[str]:
    return set(collection.get(include=[])["ids"])


def _within(seconds: float, call: Callable[[], _T]) -> _T:
    """Call in a thread of its own, and give it up after `seconds`."""
    called: Future[_T] = Future()

    def run() -> None:
        try:
            called.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            called.set_exception(error)

    Thread(target=run, daemon=True).start()
    return called.result(seconds)
