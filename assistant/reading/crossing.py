"""A cross-encoder from the user's own disk in place of Byline's reader; it marks no answers."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any

from assistant.errors import ReaderError
from assistant.reading.types import Read


class CrossReader:
    """One loaded sentence-transformers cross-encoder with one output."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder

    @classmethod
    def load(cls, model: str) -> CrossReader:
        """Load a folder, or a model of that name that is on this machine; nothing is fetched.

        Raises:
            ReaderError: there is no such model, or it has more than one output.
        """
        from index import load_cross_encoder

        encoder = load_cross_encoder(model)
        if (outputs := int(encoder.config.num_labels)) != 1:
            raise ReaderError(
                f"The cross-encoder {model!r} gives {outputs} numbers for a pair; a reader gives "
                "one, how well the second text answers the first. Name another, or none."
            )
        return cls(encoder)

    def read(
        self, question: str, sentences: Sequence[str], *, titles: Sequence[str] | None = None
    ) -> list[Read]:
        """Score each sentence under its title; no answer is marked in it."""
        if not sentences:
            return []
        above = titles or [""] * len(sentences)
        pairs = [
            (question, f"{title}\n{text}".strip())
            for title, text in zip(above, sentences, strict=True)
        ]
        scores = self._encoder.predict(pairs, show_progress_bar=False, convert_to_numpy=True)
        return [Read(_probability(float(score))) for score in scores]


def _probability(score: float) -> float:
    """Leave a probability as it is; what lies outside 0..1 is a logit."""
    return score if 0.0 <= score <= 1.0 else 1.0 / (1.0 + exp(-score))
