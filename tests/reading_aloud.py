"""A reader whose outcome can be told in one's head: it finds the words that it is told to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader says of a sentence."""

    score: float
    start: int = -1
    end: int = -1


@dataclass
class ScriptedReader:
    """Scores a sentence by the first of `words` that it holds, and marks it; 0 without any.

    `read_so_far` keeps every question with its sentences and titles.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    read_so_far: list[tuple[str, list[str], list[str] | None]] = field(default_factory=list)

    def read(
        self, question: str, sentences: Sequence[str], *, titles: Sequence[str] | None = None
    ) -> list[Found]:
        self.read_so_far.append((question, list(sentences), list(titles) if titles else None))
        return [self._found(each) for each in sentences]

    def _found(self, sentence: str) -> Found:
        for word, score in self.words.items():
            if (start := sentence.find(word)) >= 0:
                return Found(score, start, start + len(word))
        return Found(0.0)
