"""Byline's own reader: question and sentence read together, by MiniLM under an adapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat
from math import exp
from typing import TYPE_CHECKING

from assistant.reading.network import Pair
from assistant.reading.types import Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from assistant.reading.network import Logits, Network

# As it was trained: longer texts are cut, the title first.
_MOST_TOKENS, _MOST_TITLE = 96, 28
_MOST_QUESTION = _MOST_TOKENS // 2
_MOST_OF_ANSWER = 24  # tokens
_SILENT = 0.1  # a sentence of a smaller probability marks no answer
_START, _SEPARATOR = 101, 102
_WORD = re.compile(r"[$€£¥]?[^\W_]+(?:[.,](?=\d)[^\W_]+)*")
# The logit is turned into a probability by Platt's scaling (1999), fitted on documents apart by
# `python -m training.calibrate`.
_SLOPE, _SHIFT = 0.62, -0.09


class Reader:
    """Reads sentences for a question; threads may share it."""

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        self._network = network
        self._tokenizer = tokenizer

    def read(
        self, question: str, sentences: Sequence[str], *, titles: Sequence[str] | None = None
    ) -> list[Read]:
        """Read whether each sentence answers, and where.

        Args:
            question: as it was asked, standing alone.
            sentences: what is read, each by itself.
            titles: what stands above each sentence, such as its article's title, with the sentence
                before it where that one says who "he" is.

        Returns:
            One reading for each sentence, in order.
        """
        if not sentences:
            return []
        [asked] = self._tokenizer.encode_batch([question], add_special_tokens=False)
        above = self._tokenizer.encode_batch(list(titles or ()), add_special_tokens=False)
        told = self._tokenizer.encode_batch(list(sentences), add_special_tokens=False)
        heads = [one.ids[:_MOST_TITLE] for one in above] or list(repeat([], len(told)))
        pairs, begins = [], []
        for head, one in zip(heads, told, strict=True):
            opening = [_START, *asked.ids[:_MOST_QUESTION], _SEPARATOR]
            room = _MOST_TOKENS - len(opening) - len(head) - 1
            behind = [*head, *one.ids[:room], _SEPARATOR]
            pairs.append(Pair([*opening, *behind], [0] * len(opening) + [1] * len(behind)))
            begins.append(len(opening) + len(head))
        return [
            whole(_read(logits, begin, one.offsets), sentence)
            for logits, begin, one, sentence in zip(
                self._network.run(pairs), begins, told, sentences, strict=True
            )
        ]


def _read(logits: Logits, begin: int, offsets: Sequence[tuple[int, int]]) -> Read:
    """Turn logits into a probability and, where that is not too small, the likeliest span."""
    import numpy as np

    score = 1.0 / (1.0 + exp(-(_SLOPE * logits.answers + _SHIFT)))
    places = logits.places[begin:-1]
    if score < _SILENT or not len(places):
        return Read(score)
    first, last = _log_softmax(places[:, 0]), _log_softmax(places[:, 1])
    spans = first[:, None] + last[None, :]
    allowed = np.triu(np.tri(len(first), k=_MOST_OF_ANSWER - 1, dtype=bool))
    start, end = divmod(int(np.where(allowed, spans, -np.inf).argmax()), len(first))
    return Read(score, offsets[start][0], offsets[end][1], float(np.exp(spans[start, end])))


def whole(read: Read, sentence: str) -> Read:
    """Widen a span that ends inside a word or a number, as tokens do: "€3" of "€3.5m"."""
    if read.start < 0:
        return read
    inside = (each for each in _WORD.finditer(sentence) if each.end() > read.start)
    touched = [each for each in inside if each.start() < read.end]
    if not touched:
        return read
    start = min(read.start, touched[0].start())
    return replace(read, start=start, end=max(read.end, touched[-1].end()))


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    shifted = logits - logits.max()
    logs: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum())
    return logs
