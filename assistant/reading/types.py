"""What reading a sentence comes to, and what can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Read:
    """Whether a sentence answers: `score` is the calibrated probability, 0..1.

    `start` and `end` are the answer's code points in the sentence, the end exclusive; both are -1
    where it holds none. `certainty` is the probability, 0..1, that it stands exactly there if it
    stands in the sentence at all.
    """

    score: float
    start: int = -1
    end: int = -1
    certainty: float = 0.0


class Reading(Protocol):
    """Reads sentences for a question: Byline's own reader, or one from the user's disk."""

    def read(
        self, question: str, sentences: Sequence[str], *, titles: Sequence[str] | None = None
    ) -> list[Read]:
        """Read each sentence; see `Reader.read`."""
        ...
