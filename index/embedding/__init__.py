"""The embedding model: text to unit vectors, by the library that is fastest for the amount.

A few texts (a question, the candidates it brings up) go through an ONNX file in the user's cache,
which needs no torch; many go through sentence-transformers, which writes that file on the way.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding.counting import TokenCounter
from index.embedding.files import ModelFiles
from index.embedding.runtime import Runtime
from index.embedding.transformer import Transformer
from index.errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Vectors

# Up to here onnxruntime in fp32 is done before torch has been imported; a batch of `Index.embed`
# is larger, so that it goes to torch, which is faster in the long run.
_FEW = 64


def load_embedder(model: str = "", *, cache: Path | None = None) -> ModelEmbedder:
    """Make the embedder of `model`: "" is the bundled MiniLM, else a folder, else a known name.

    `cache` is where the exported model is kept, by default the user's cache folder; it can be
    emptied at any time. The model itself is loaded when it is first used.

    Raises:
        EmbedderError: there is no such model on this machine, or its files are not as expected.
    """
    from platformdirs import user_cache_path

    return ModelEmbedder(ModelFiles.find(model), cache=cache or user_cache_path("byline"))


class ModelEmbedder:
    """An `Embedder` over model files; the slower and the faster runtime give the same vectors."""

    def __init__(self, files: ModelFiles, *, cache: Path) -> None:
        self._files = files
        self._exported = cache / f"{files.fingerprint}.onnx"
        self._loaded: Runtime | None = None

    @property
    def fingerprint(self) -> str:
        """Name and content of the model."""
        return self._files.fingerprint

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._files.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens of text the model reads, its two special tokens left out."""
        return self._files.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, special tokens left out."""
        return self._counter.count(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts` in their order; unit vectors, shape (len(texts), dimension)."""
        if len(texts) <= _FEW and (runtime := self._runtime()):
            return runtime.embed(texts)
        return self._transformer.embed(texts)

    @cached_property
    def _counter(self) -> TokenCounter:
        return TokenCounter.load(self._files.folder / "tokenizer.json")

    def _runtime(self) -> Runtime | None:
        """Load the export, if there is one; a torn one is removed, to be written anew."""
        if self._loaded is None and self._exported.exists():
            tokenizer = self._files.folder / "tokenizer.json"
            try:
                self._loaded = Runtime.load(
                    self._exported, tokenizer=tokenizer, max_tokens=self.max_tokens
                )
            except EmbedderError:
                self._exported.unlink(missing_ok=True)
        return self._loaded

    @cached_property
    def _transformer(self) -> Transformer:
        transformer = Transformer.load(self._files, count_tokens=self.count_tokens)
        if self._files.is_plain_bert and not self._exported.exists():
            self._keep_export(transformer)
        return transformer

    def _keep_export(self, transformer: Transformer) -> None:
        """Write the ONNX file whole or not at all; a cache that cannot be written is no error."""
        unfinished = self._exported.with_suffix(f".{os.getpid()}")
        try:
            self._exported.parent.mkdir(parents=True, exist_ok=True)
            transformer.export(unfinished)
            unfinished.replace(self._exported)
        except OSError:
            with suppress(OSError):
                unfinished.unlink()
