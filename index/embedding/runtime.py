"""A few texts at a time, through onnxruntime: the first vector 0.4 s after the process starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from index.types import Vectors

_BATCH = 16


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
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as refusals
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(exported), options, providers=["CPUExecutionProvider"]
            )
        except (refusals.Fail, refusals.InvalidArgument, refusals.InvalidProtobuf) as error:
            raise EmbedderError(
                f"The exported model {exported} cannot be read; remove it, and it is made anew."
            ) from error
        reading = Tokenizer.from_file(str(tokenizer))
        reading.enable_truncation(max_tokens + 2)
        reading.enable_padding()
        return cls(session, reading)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts` in their order; unit vectors, shape (len(texts), dimension)."""
        import numpy as np

        # Neighbours of like length waste no time on padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        batches = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
        found = np.concatenate([self._embed_batch([texts[i] for i in b]) for b in batches])
        vectors = np.empty_like(found)
        vectors[order] = found
        return vectors

    def _embed_batch(self, texts: list[str]) -> Vectors:
        import numpy as np

        read = self._tokenizer.encode_batch(texts)
        inputs = {
            "input_ids": np.array([one.ids for one in read], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in read], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in read], dtype=np.int64),
        }
        vectors: Vectors = self._session.run(["vectors"], inputs)[0]
        return vectors
