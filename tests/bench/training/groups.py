"""What the reader learns from: a question, sentences that answer it, and some that do not."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

ANSWERS, SILENT = 1.0, 0.0


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence under what stands above it, and whether it answers the group's question.

    `start` and `end` are the answer's code points in `sentence`; -1 where they are not known.
    """

    context: str
    sentence: str
    answers: float
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Group:
    """One question and the sentences it is held against, the answering ones first."""

    question: str
    examples: tuple[Example, ...]
    source: str


def part_of(document: str, *, of: int) -> int:
    """Give the part, 0 to `of` - 1, that everything about one document belongs to."""
    return zlib.crc32(document.encode()) % of


def is_apart(document: str) -> bool:
    """Whether a document is of the tenth that is not learnt from, to choose and calibrate by."""
    return part_of(document, of=10) == 0
