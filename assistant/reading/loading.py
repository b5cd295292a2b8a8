"""Finding a reader: Byline's own, its weights checked and merged once, or one from the disk."""

from __future__ import annotations

from functools import cache as remembered
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ReaderError
from assistant.reading.graph import reader_graph
from assistant.reading.network import Network
from assistant.reading.reader import Reader
from index import Adapter, EmbedderError, bundled_tokenizer

if TYPE_CHECKING:
    from assistant.reading.types import Reading

_ADAPTER = Path(__file__).with_name("reader.safetensors")
_ADAPTER_SHA256 = "f84d9b77b4562c4f1f403c287f20a451681e2f4fe537a4e8ee94306a4519f04b"


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
    return _own(cache)


@remembered
def _own(cache: Path | None) -> Reader:
    own = Adapter("reader", _ADAPTER, _ADAPTER_SHA256, reader_graph)
    try:
        return Reader(Network(own.session(cache)), bundled_tokenizer())
    except EmbedderError as error:
        raise ReaderError(str(error)) from error
