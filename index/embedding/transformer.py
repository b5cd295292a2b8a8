"""Many texts at a time, through sentence-transformers (importing torch takes seconds)."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embedding.files import ModelFiles, processor_has

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.types import Vectors

    CountTokens = Callable[[Sequence[str]], list[int]]

# Measured: sixteen rows of 200 tokens stay in the processor's cache, 64 take a sixth longer a text.
_BATCH = 16


class Transformer:
    """One loaded sentence-transformers model on the CPU."""

    def __init__(self, model: Any, *, half_precision: bool, count_tokens: CountTokens) -> None:
        self._model = model
        self._half_precision = half_precision
        self._count_tokens = count_tokens

    @classmethod
    def load(cls, files: ModelFiles, *, count_tokens: CountTokens) -> Transformer:
        """Load from disk; no code of the model's own runs, and nothing is fetched."""
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(
            str(files.folder), device="cpu", local_files_only=True, trust_remote_code=False
        )
        # Without it autocast is slower than fp32.
        has_bf16 = processor_has("avx512_bf16", "amx_bf16")
        return cls(model, half_precision=has_bf16, count_tokens=count_tokens)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed `texts` in their order; unit vectors, shape (len(texts), dimension)."""
        import numpy as np
        import torch

        vectors = np.empty((len(texts), self._model.get_embedding_dimension()), np.float32)
        # bf16 halves the time where the processor has it and moves no vector by more than 1e-4.
        with (
            torch.inference_mode(),
            torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._half_precision),
        ):
            for some in self._batches(texts):
                vectors[some] = self._model.encode(
                    [texts[i] for i in some],
                    batch_size=_BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
        return vectors

    def _batches(self, texts: Sequence[str]) -> list[list[int]]:
        """Put texts of as many tokens together: by characters, a tenth of the work is padding."""
        tokens = self._count_tokens(texts)
        order = sorted(range(len(texts)), key=tokens.__getitem__, reverse=True)
        return [order[first : first + _BATCH] for first in range(0, len(order), _BATCH)]

    def export(self, path: Path) -> None:
        """Write the model, mean pooling and normalisation included, as one ONNX file at `path`."""
        import torch

        module = _pooled(self._model[0].auto_model)
        example = torch.ones((2, 8), dtype=torch.long)
        axes = {0: "texts", 1: "tokens"}
        names = ["input_ids", "attention_mask", "token_type_ids"]
        with warnings.catch_warnings():
            # The older exporter, on purpose: the newer one needs a further package. What else it
            # warns of, a graph that fits one length only, the tests of both runtimes rule out.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module,
                (example, example, torch.zeros_like(example)),
                str(path),
                input_names=names,
                output_names=["vectors"],
                dynamic_axes={**dict.fromkeys(names, axes), "vectors": {0: "texts"}},
                opset_version=17,
                dynamo=False,
            )


def _pooled(bert: Any) -> Any:
    import torch

    class Pooled(torch.nn.Module):
        """A BERT whose output is one unit vector a text."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            states = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    bert.set_attn_implementation("eager")
    return Pooled().eval()
