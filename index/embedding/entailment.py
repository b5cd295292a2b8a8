"""A cross-encoder for natural language inference: does one text bear out another?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.embedding.files import ModelFiles
from index.errors import EmbedderError


def load_entailment(model: str) -> Entailment:
    """Load a sentence-transformers cross-encoder: a folder, or the name of one on this machine.

    Raises:
        EmbedderError: there is no such model here, or it has no class for entailment.
    """
    encoder = load_cross_encoder(model)
    labels = {int(place): str(name) for place, name in encoder.config.id2label.items()}
    classes = [place for place, name in labels.items() if name.casefold().startswith("entail")]
    if not classes:
        raise EmbedderError(
            f"The model {model!r} tells {', '.join(labels.values())} apart, and no class of it is "
            "called entailment; name a cross-encoder that was trained for it."
        )
    return Entailment(encoder, classes[0])


def load_cross_encoder(model: str) -> Any:
    """Load a cross-encoder's folder, or one of that name on this machine; nothing is fetched.

    Raises:
        EmbedderError: there is no such model here.
    """
    files = ModelFiles.find(model)
    from sentence_transformers import CrossEncoder

    return CrossEncoder(
        str(files.folder), device="cpu", local_files_only=True, trust_remote_code=False
    )


class Entailment:
    """One loaded cross-encoder, and which of its classes is entailment."""

    def __init__(self, encoder: Any, entailment: int) -> None:
        self._encoder = encoder
        self._class = entailment

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Give the probability, 0..1, that the first text of each pair bears out the second."""
        if not pairs:
            return []
        scores = self._encoder.predict(
            list(pairs), apply_softmax=True, show_progress_bar=False, convert_to_numpy=True
        )
        return [float(row[self._class]) for row in scores]
