"""The tagger: which words of an article somebody says, and who (trained; see docs/tagger.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache as remembered
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embedding.adapted import Adapter, bundled_tokenizer
from index.statements.tagging.graph import tagger_graph
from index.statements.tagging.tokens import Read, read_tokens, runs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

TAGGER = 1
"""The version of the tagger: articles that an older one read are read anew."""

_ADAPTER = Path(__file__).with_name("tagger.safetensors")
_ADAPTER_SHA256 = "9dd71534e46ea6db7994288352bdcbe93d4dea70a96b39a6b702f0a47a9027ea"
_START, _SEPARATOR = 101, 102
# So many tokens are tagged at once, with so many read on either side of them.
_MOST, _AROUND = 208, 24


@dataclass(frozen=True, slots=True)
class Tagged:
    """An article's tokens with their tags, each a probability.

    `points` gives for each token the first of the tokens that are looked at and how likely each of
    these is of its source; what is missing to 1 is the probability that none is.
    """

    read: Read
    said: NDArray[np.float32]
    cue: NDArray[np.float32]
    source: NDArray[np.float32]
    points: list[tuple[int, NDArray[np.float32]]]


class Tagger:
    """One loaded network; threads may share it."""

    def __init__(self, session: Any, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def tag(self, text: str) -> Tagged:
        """Tag `text`, piece by piece."""
        import numpy as np

        read = read_tokens(text, self._tokenizer)
        tags = np.zeros((len(read.ids), 4), dtype=np.float32)
        points: list[tuple[int, NDArray[np.float32]]] = []
        for start, end in runs(read.sentence, _MOST):
            first, last = max(0, start - _AROUND), min(len(read.ids), end + _AROUND)
            probable, pointing = self._run(read, first, last)
            tags[start:end] = probable[start - first : end - first]
            points += [(first, row) for row in pointing[start - first : end - first]]
        return Tagged(read, tags[:, 0], tags[:, 2], tags[:, 3], points)

    def _run(
        self, read: Read, first: int, last: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import numpy as np

        ids = np.array([[_START, *read.ids[first:last], _SEPARATOR]], dtype=np.int64)
        features = np.pad(read.features[first:last], ((1, 1), (0, 0)))[None]
        feed = {"ids": ids, "mask": np.ones_like(ids), "features": features}
        tags, points = self._session.run(["tags", "points"], feed)
        return tags[0, 1:-1], points[0, 1:-1, 1:-1]


@remembered
def load_tagger(cache: Path | None = None) -> Tagger:
    """Load the tagger; `cache` is where its network is kept, by default the user's cache folder.

    Raises:
        EmbedderError: weights are missing, or are not what they should be.
    """
    own = Adapter("tagger", _ADAPTER, _ADAPTER_SHA256, tagger_graph)
    return Tagger(own.session(cache), bundled_tokenizer())
