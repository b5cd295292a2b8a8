"""What a reader is to us, and what measuring it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.evaluation.measure import Measure, Scored, scored
from assistant.evaluation.running import summaries
from assistant.evaluation.sets import Item, Progress, told
from assistant.evaluation.storing import summary_to_dict
from assistant.evaluation.types import Summary


class SentenceRead(Protocol):
    """How likely a sentence answers (`score`, 0 to 1), and where in it: code points, -1 if none."""

    @property
    def score(self) -> float:
        """The probability that the sentence answers."""

    @property
    def start(self) -> int:
        """Where the answer begins."""

    @property
    def end(self) -> int:
        """Where the answer ends, exclusive."""


class Reader(Protocol):
    """Reads sentences for what they say to a question."""

    def read(
        self, question: str, sentences: Sequence[str], *, titles: Sequence[str] | None = None
    ) -> Sequence[SentenceRead]:
        """Read each sentence, with the title above it where there is one."""


class ReaderRow(Scored, Protocol):
    """A question that was read; `to_dict` gives it with its scores as JSON values."""

    def to_dict(self) -> dict[str, Any]:
        """Give the row as JSON values."""


@dataclass(frozen=True, slots=True)
class ReaderReport:
    """The rows, a question each, and what they come to."""

    rows: tuple[ReaderRow, ...]
    summaries: tuple[Summary, ...]

    def __getitem__(self, metric: str) -> Summary:
        return {each.metric.name: each for each in self.summaries}[metric]

    def lines(self) -> Iterator[str]:
        """Give the table for the terminal."""
        from assistant.evaluation.tables import summary_lines

        return summary_lines(self)

    def to_dict(self) -> dict[str, Any]:
        """Give the figures and the rows as JSON values."""
        return {
            "questions": len(self.rows),
            "summaries": [summary_to_dict(each) for each in self.summaries],
            "rows": [each.to_dict() for each in self.rows],
        }


def measured(
    questions: Sequence[Item],
    read: Callable[[Item], ReaderRow],
    measures: Sequence[Measure],
    seed: int,
    on_progress: Progress | None,
) -> ReaderReport:
    """Read all questions, score them by `measures`, and sum that up."""
    rows = tuple(scored(read(each), measures) for each in told(questions, on_progress))
    return ReaderReport(rows, tuple(summaries(rows, measures, seed)))


def titles_of(title: str, sentences: Sequence[str]) -> list[str] | None:
    """Give the title of each sentence, None where there is none; an underscore is a space."""
    return [title.replace("_", " ")] * len(sentences) if title else None
