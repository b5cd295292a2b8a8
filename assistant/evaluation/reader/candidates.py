"""Questions with candidate sentences, some of which answer: how well they are put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from assistant.evaluation.measure import Measure, measure
from assistant.evaluation.needs import need
from assistant.evaluation.reader.types import Reader, ReaderReport, measured, titles_of
from assistant.evaluation.records import text_of
from assistant.evaluation.retrieval import ranking_scored
from assistant.evaluation.sets import Progress, read_objects


@dataclass(frozen=True, slots=True)
class CandidatesQuestion:
    """A question with sentences; `right` are the numbers (from 0) of those that answer."""

    text: str
    candidates: tuple[str, ...]
    right: tuple[int, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class CandidatesRow:
    """The numbers of the candidates, the likeliest first; empty ones are not read and come last."""

    question: CandidatesQuestion
    order: tuple[int, ...]
    scores: Mapping[str, float] = field(default_factory=dict)
    unscored: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Give the row as JSON values."""
        return {
            "question": self.question.text,
            "order": list(self.order),
            "scores": dict(self.scores),
            "unscored": dict(self.unscored),
        }


_has_right = need("no candidate answers it", lambda row: row.question.right)


def _ranked(ranking: str, row: CandidatesRow) -> float:
    relevant = {str(each): 1 for each in row.question.right}
    return ranking_scored(ranking, [str(each) for each in row.order], relevant)


CANDIDATES_METRICS: Final[tuple[Measure, ...]] = (
    measure(
        "MAP",
        "Mean average precision of the order of the candidates.",
        partial(_ranked, "AP"),
        _has_right,
    ),
    measure(
        "MRR",
        "One by the rank of the first candidate that answers.",
        partial(_ranked, "RR"),
        _has_right,
    ),
)
"""Both metrics."""


def read_candidates(path: Path) -> list[CandidatesQuestion]:
    """Read lines with `question`, `candidates` and `answers`, numbers from 0; a `title` if known.

    Raises:
        EvaluationError: lines cannot be read, or none holds a question.
    """
    return read_objects(path, _question, holds="question with candidates")


def measure_candidates(
    questions: Sequence[CandidatesQuestion],
    *,
    reader: Reader,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> ReaderReport:
    """Read all candidates of each question, and measure their order."""
    return measured(
        questions,
        lambda each: CandidatesRow(each, _order(each, reader)),
        CANDIDATES_METRICS,
        seed,
        on_progress,
    )


def _order(question: CandidatesQuestion, reader: Reader) -> tuple[int, ...]:
    """Sort by falling score; level ones stay in the order of the file."""
    held = [number for number, text in enumerate(question.candidates) if text.strip()]
    sentences = [question.candidates[number] for number in held]
    reads = reader.read(question.text, sentences, titles=titles_of(question.title, sentences))
    likeliest = {number: each.score for number, each in zip(held, reads, strict=True)}
    empty = (number for number in range(len(question.candidates)) if number not in likeliest)
    return (*sorted(held, key=lambda number: -likeliest[number]), *empty)


def _question(fields: Mapping[str, Any]) -> CandidatesQuestion:
    candidates, right = fields.get("candidates"), fields.get("answers")
    if not (isinstance(candidates, list) and all(isinstance(each, str) for each in candidates)):
        raise ValueError("candidates must be a list of texts.")
    numbers = range(len(candidates))
    if not isinstance(right, list) or any(type(each) is not int for each in right):
        raise ValueError(f"answers is {right!r}, but it must hold numbers of candidates.")
    if any(each not in numbers for each in right):
        raise ValueError(f"answers is {right!r}, but candidates go from 0 to {len(numbers) - 1}.")
    return CandidatesQuestion(
        text=text_of(fields, "question"),
        candidates=tuple(candidates),
        right=tuple(right),
        title=text_of(fields, "title") if fields.get("title") else "",
    )
