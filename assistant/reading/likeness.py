"""How alike a question and sentences are in meaning, fast and a little rough: MiniLM in int8."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index import BertGraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

_MOST_TOKENS = 128
_WIDTH = 384


class Likeness:
    """Cosines by one loaded graph (see `likeness_graph`); threads may share it."""

    def __init__(self, session: Any, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def cosines(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Give the cosine, -1..1, of `question` to each of the sentences."""
        import numpy as np

        if not sentences:
            return []
        asked = self._vector(question)
        return [float(np.dot(asked, self._vector(each))) for each in sentences]

    def _vector(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        ids = self._tokenizer.encode(text).ids[:_MOST_TOKENS]
        feed = {"ids": np.array([ids], dtype=np.int64), "mask": np.ones((1, len(ids)), np.int64)}
        vector: NDArray[np.float32] = self._session.run(None, feed)[0][0]
        return vector


def likeness_graph(model: Any, changes: Any) -> bytes:
    """Build MiniLM with the mean of its last layer, of length 1, as sentence-transformers has it.

    Its inputs are `ids` and `mask`, int64 of shape (texts, tokens), texts of one length; its output
    is `vectors`, float of shape (texts, 384).
    """
    graph = BertGraph(model, changes)
    mean = graph.node("ReduceMean", graph.encoded(), axes=[1], keepdims=0)
    graph.node("LpNormalization", mean, axis=-1, p=2, output="vectors")
    return graph.built(
        whole=dict.fromkeys(("ids", "mask"), ("texts", "tokens")),
        real={},
        outputs={"vectors": ("texts", _WIDTH)},
    )
