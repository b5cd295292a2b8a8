"""A few texts at a time, through onnxruntime: the first vector 0.4 s after the process starts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from index.embedding.files import load_tokenizer
from index.errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from index.types import Vectors

# Measured: four rows stay in the processor's cache, sixteen take a fifth longer a text.
_BATCH = 4


class Runtime:
    """One exported model (see `Transformer.export`) with its tokenizer."""

    def __init__(self, session: Any, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, exported: Path, *, tokenizer: Path, max_tokens: int) -> Runtime:
        """Load the ONNX file `exported` and cut what it reads at `max_tokens` plus two.

        Raises:
            EmbedderError: the file is torn, or is no model.
        """
        try:
            session = session_of(str(exported))
        except EmbedderError as error:
            raise EmbedderError(
                f"The exported model {exported} cannot be read; remove it, and it is made anew."
            ) from error
        return cls(session, load_tokenizer(tokenizer, most=max_tokens + 2))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts` in their order; unit vectors, shape (len(texts), dimension)."""
        import numpy as np

        read = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        # Neighbours of like length waste no time on padding.
        order = sorted(range(len(read)), key=lambda i: len(read[i]))
        batches = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
        found = np.concatenate([self._embed_batch([read[i] for i in b]) for b in batches])
        vectors = np.empty_like(found)
        vectors[order] = found
        return vectors

    def _embed_batch(self, read: Sequence[Sequence[int]]) -> Vectors:
        import numpy as np

        ids = np.zeros((len(read), max(map(len, read))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(read):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        vectors: Vectors = self._session.run(["vectors"], inputs)[0]
        return vectors


def session_of(source: str | bytes) -> Any:
    """Load a network, a file or its bytes, for onnxruntime to run.

    Raises:
        EmbedderError: it is torn, or is no network.
    """
    say_nothing()
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as refusals

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Waiting threads of one session would take the processor from the next one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    except (refusals.Fail, refusals.InvalidArgument, refusals.InvalidProtobuf) as error:
        raise EmbedderError(f"A network cannot be loaded: {error}.") from error


def say_nothing() -> None:
    """Have onnxruntime send no telemetry, save where the user says otherwise.

    It reads this as it is imported: asked later, it has made an identity and told of the process.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
