"""The words of the vector index, and what the rest of an archive knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from index.types import Filters

if TYPE_CHECKING:
    from index.types import Vectors

BATCH = 1000
"""Changes that are handed to Chroma at once."""


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


class Notes(Protocol):
    """Words that an archive keeps of itself, for all machines that share it."""

    def note(self, key: str) -> str:
        """Give what is noted under `key`, "" where nothing is."""
        ...

    def keep_note(self, key: str, value: str) -> None:
        """Note `value` under `key`, in the place of what was."""
        ...


class VectorStore(Protocol):
    """Which passages are near in meaning, wherever Chroma runs.

    What goes wrong while reading is told by `trouble`, and nothing is found then: an archive that
    lacks its vectors is searched by words.
    """

    @property
    def trouble(self) -> str:
        """Why nothing is found though there is something, as a sentence; "" where all is well."""
        ...

    @property
    def unreached(self) -> str:
        """Why nothing could be asked when it was last tried, with the way out; "" where it could.

        Nothing need be damaged then.
        """
        ...

    def open(self) -> None:
        """Do now what the first search would do first."""
        ...

    def search(self, vector: Vectors, *, limit: int, filters: Filters) -> list[Neighbour]:
        """Find the `limit` passages nearest to `vector`, nearest first."""
        ...

    def passage_ids(self) -> set[str]:
        """Give every passage that can be found."""
        ...

    def is_whole(self) -> bool:
        """Whether nothing is damaged; true where nothing was built yet."""
        ...

    def update(
        self, wanted: Sequence[Entry], *, vectors_of: Callable[[Sequence[str]], Vectors]
    ) -> Iterator[int]:
        """Hold just `wanted` from now on; give how many are in, as it grows.

        `vectors_of` gives the vectors of passage ids, in their order.
        """
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def batches(items: Sequence[Any]) -> Iterator[list[Any]]:
    """Give `items` in pieces that Chroma takes."""
    return (list(items[first : first + BATCH]) for first in range(0, len(items), BATCH))
