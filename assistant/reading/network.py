"""The reader's network under onnxruntime: pairs of tokens in, logits out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Pair:
    """Tokens of a question and of what is read for it; `types` is 1 where the latter stands."""

    ids: Sequence[int]
    types: Sequence[int]


@dataclass(frozen=True, slots=True)
class Logits:
    """What the network gives for a pair: of answering, and of each token, shape (tokens, 2)."""

    answers: float
    places: NDArray[np.float32]


class Network:
    """One loaded graph (see `reader_graph`)."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def run(self, pairs: Sequence[Pair]) -> list[Logits]:
        """Give the logits of each pair, in order.

        Each runs alone, which costs no time: in int8 the others of a batch would change it.
        """
        return [self._run(each) for each in pairs]

    def _run(self, pair: Pair) -> Logits:
        import numpy as np

        rows = {"ids": pair.ids, "types": pair.types, "mask": [1] * len(pair.ids)}
        feed = {name: np.array([row], dtype=np.int64) for name, row in rows.items()}
        answers, places = self._session.run(None, feed)
        return Logits(float(answers[0]), places[0])
