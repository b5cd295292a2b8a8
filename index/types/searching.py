"""What a search finds, what it is limited to, and the model that says what is alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeAlias

from index.types.articles import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]
    """One row a text, each of unit length: shape (texts, dimension)."""


@dataclass(frozen=True, slots=True)
class Why:
    """What speaks for a hit, each part from 0 (nothing) to 1."""

    lexical: float = 0.0
    vector: float = 0.0
    time: float = 0.0
    lead: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `rank` counts 1..n without gaps, a higher `score` is better."""

    passage: Passage
    score: float
    rank: int
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """How a dated article begins, and the vector of its first passage.

    `text` are the first characters of the body. `story` and `language` are the article's;
    `vector` is None until the passage is embedded.
    """

    article_id: str
    title: str
    text: str
    outlet: str
    published: date
    story: str
    language: str
    vector: Vectors | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is limited to; an empty filter limits nothing. Dates are inclusive.

    `speaker` leaves passages in which somebody of that name speaks or passes on what is said.
    """

    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    speaker: str = ""

    def __bool__(self) -> bool:
        return bool(self.outlets or self.since or self.until or self.speaker)

    def allows(self, outlet: str, day: date | None) -> bool:
        """Whether an article is of the outlets and days; one without a day is of no days."""
        if self.outlets and outlet not in self.outlets:
            return False
        if not (self.since or self.until):
            return True
        return day is not None and (self.since or day) <= day <= (self.until or day)


class Embedder(Protocol):
    """Turns texts into unit vectors. One file, `embedding.py`, knows how a real one does it."""

    @property
    def fingerprint(self) -> str:
        """Name and content of the model; vectors of different fingerprints never meet."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Tokens of text the model reads before it cuts off, its special tokens left out."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens with the model's own tokenizer, special tokens left out."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts` in their order, shape (len(texts), dimension)."""
        ...
