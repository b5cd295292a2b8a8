"""How alike texts are in meaning, the vectors of the last ones remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Embedder, Vectors

# What a multilingual model takes for the same: some 0.9; one of English alone, 0.05.
_MEAN_THE_SAME = (
    (
        "The bridge was closed on Monday after the storm.",
        "Die Brücke wurde am Montag nach dem Sturm gesperrt.",
        "大桥在暴风雨后于周一关闭。",
        "أغلق الجسر يوم الاثنين بعد العاصفة.",
    ),
    (
        "The mayor won the election.",
        "Die Bürgermeisterin gewann die Wahl.",
        "市长赢得了选举。",
        "فازت رئيسة البلدية بالانتخابات.",
    ),
)
_THE_SAME = 0.5
_REMEMBERED = 512  # vectors: the sentences of some answers, less than a megabyte


class Similarity:
    """Cosines of texts by one embedder.

    What is chosen to answer a question is soon held against what is written about it, so the
    vectors of the last texts are kept. Threads may share it.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._turn = Lock()

    def cosines(self, queries: Sequence[str], texts: Sequence[str]) -> Vectors:
        """Give a row for each query, shape (len(queries), len(texts))."""
        vectors = self._embedded([*queries, *texts])
        similarities: Vectors = vectors[: len(queries)] @ vectors[len(queries) :].T
        return similarities

    @cached_property
    def is_multilingual(self) -> bool:
        """Whether the model sees that texts of several languages mean the same."""
        alike = [self.cosines([one], others).mean() for one, *others in _MEAN_THE_SAME]
        return bool(min(alike) >= _THE_SAME)

    def _embedded(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        with self._turn:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, self._embedder.embed(new) if new else (), strict=True))
        with self._turn:
            for text, vector in known.items():
                self._vectors[text] = vector
                self._vectors.move_to_end(text)
            while len(self._vectors) > _REMEMBERED:
                self._vectors.popitem(last=False)
        if not texts:
            return np.empty((0, self._embedder.dimension), np.float32)
        return np.stack([known[text] for text in texts])
