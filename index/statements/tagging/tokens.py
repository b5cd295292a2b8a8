"""An article as the tagger reads it: tokens of MiniLM, and what its small letters leave out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.language.sentences import sentence_spans
from index.statements import quotation_spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Read:
    """The tokens of a text.

    `offsets` are where each begins and ends in the text, `sentence` the number of the sentence it
    is of, and `features`, shape (tokens, 4), whether it begins with a capital, is all capitals,
    begins a paragraph, and stands in quotation marks.
    """

    text: str
    ids: list[int]
    offsets: list[tuple[int, int]]
    sentence: list[int]
    features: NDArray[np.float32]


def read_tokens(text: str, tokenizer: Tokenizer) -> Read:
    """Read `text`."""
    import numpy as np

    read = tokenizer.encode(text, add_special_tokens=False)
    offsets = [(int(start), int(end)) for start, end in read.offsets]
    starts = [span.start for span in sentence_spans(text)]
    quoted = bytearray(len(text) + 1)
    for span in quotation_spans(text):
        quoted[span.start : span.end] = b"\1" * (span.end - span.start)
    words = [text[start:end] for start, end in offsets]
    ends = [0, *(end for _, end in offsets)]
    features = np.zeros((len(offsets), 4), dtype=np.float32)
    features[:, 0] = [word[:1].isupper() for word in words]
    features[:, 1] = [word.isupper() and len(word) > 1 for word in words]
    features[:, 2] = [
        number == 0 or "\n" in text[ends[number] : start]
        for number, (start, _) in enumerate(offsets)
    ]
    features[:, 3] = [quoted[start] for start, _ in offsets]
    sentence = [bisect_right(starts, start) - 1 for start, _ in offsets]
    return Read(text, list(read.ids), offsets, sentence, features)


def runs(sentence: list[int], most: int) -> list[tuple[int, int]]:
    """Cut tokens where sentences end into runs of at most `most`, a longer sentence into pieces."""
    ends = [n for n, (one, other) in enumerate(pairwise(sentence), 1) if one != other]
    cut: list[tuple[int, int]] = []
    start = last = 0
    for end in [*ends, len(sentence)]:
        if end - start > most and last > start:
            cut.append((start, last))
            start = last
        while end - start > most:
            cut.append((start, start + most))
            start += most
        last = end
    return [*cut, (start, last)] if start < last else cut
