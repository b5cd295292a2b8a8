"""Questions with a text of their own, in the manner of SQuAD 2.0: some texts do not answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from assistant.evaluation.measure import Measure, measure
from assistant.evaluation.needs import need
from assistant.evaluation.reader.types import Reader, ReaderReport, measured, titles_of
from assistant.evaluation.records import id_of, text_of, texts_of, truth_of
from assistant.evaluation.sets import Progress, read_objects
from assistant.evaluation.statistics import auroc
from assistant.evaluation.texts import exact_match, token_f1
from index import Span, sentence_spans

ANSWERS: Final = 0.5
"""From this score on a sentence counts as an answer."""


@dataclass(frozen=True, slots=True)
class ContextQuestion:
    """A question about `context`; `answers` are texts of it, none where it does not answer."""

    id: str
    text: str
    context: str
    answers: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class ContextRow:
    """What the likeliest sentence came to: its place, its score, and the answer in it, "" if none.

    The place is in the context.
    """

    question: ContextQuestion
    sentence: Span
    score: float
    given: str
    scores: Mapping[str, float] = field(default_factory=dict)
    unscored: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_answered(self) -> bool:
        """Whether the sentence counts as an answer."""
        return self.score >= ANSWERS

    @property
    def is_answerable(self) -> bool:
        """Whether the text answers."""
        return bool(self.question.answers)

    @property
    def is_right_sentence(self) -> bool:
        """Whether the sentence overlaps a place where an answer stands."""
        return any(
            span.start < self.sentence.end and self.sentence.start < span.end
            for span in _places(self.question)
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the row as JSON values."""
        return {
            "id": self.question.id,
            "score": round(self.score, 6),
            "sentence": [self.sentence.start, self.sentence.end],
            "given": self.given,
            "scores": dict(self.scores),
            "unscored": dict(self.unscored),
        }


_answerable = need("its text does not answer it", lambda row: row.is_answerable)
_unanswerable = need("its text answers it", lambda row: not row.is_answerable)
_answered = need(f"no sentence scores {ANSWERS} or more", lambda row: row.is_answered)


CONTEXT_METRICS: Final[tuple[Measure, ...]] = (
    measure(
        "AUROC of answerable",
        "The chance that the best score of an answerable question is above that of another; a row "
        "scores how far its best score lies on the right side.",
        lambda row: row.score if row.is_answerable else 1 - row.score,
        aggregate=auroc(lambda row: row.score, lambda row: row.is_answerable),
    ),
    measure(
        "answered",
        "The share of all questions whose best score says that a sentence answers.",
        lambda row: row.is_answered,
    ),
    measure(
        "answerable answered",
        "The share of the answerable questions that are answered.",
        lambda row: row.is_answered,
        _answerable,
    ),
    measure(
        "unanswerable abstained",
        "The share of the unanswerable questions that are not answered.",
        lambda row: not row.is_answered,
        _unanswerable,
    ),
    measure(
        "accuracy of abstaining",
        "The share of all questions that are rightly answered at all, or not.",
        lambda row: row.is_answered == row.is_answerable,
    ),
    measure(
        "right sentence first",
        "The best sentence overlaps a place where an answer stands.",
        lambda row: row.is_right_sentence,
        _answerable,
    ),
    measure(
        "exact match",
        "What is marked is a right answer, by SQuAD's normalisation; only where it is answered.",
        lambda row: exact_match(row.given, row.question.answers),
        _answerable,
        _answered,
    ),
    measure(
        "token F1",
        "Words that what is marked shares with a right answer, as SQuAD counts; the same.",
        lambda row: token_f1(row.given, row.question.answers),
        _answerable,
        _answered,
    ),
)
"""All metrics, in the order of the table."""


def read_contexts(path: Path) -> list[ContextQuestion]:
    """Read lines with `question`, `context` and `answers`; `id` and `title` where there are any.

    `answerable`, where it is stated, must say whether there are answers.

    Raises:
        EvaluationError: lines cannot be read, or none holds a question.
    """
    return read_objects(path, _question, holds="question with a context")


def measure_contexts(
    questions: Sequence[ContextQuestion],
    *,
    reader: Reader,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> ReaderReport:
    """Read every sentence of each text for its question, and measure the likeliest one."""
    return measured(questions, lambda each: _read(each, reader), CONTEXT_METRICS, seed, on_progress)


def _read(question: ContextQuestion, reader: Reader) -> ContextRow:
    spans = sentence_spans(question.context)
    sentences = [span.of(question.context) for span in spans]
    reads = reader.read(question.text, sentences, titles=titles_of(question.title, sentences))
    best = max(range(len(spans)), key=lambda number: reads[number].score)
    found = reads[best]
    given = sentences[best][found.start : found.end] if found.start >= 0 else ""
    return ContextRow(question, spans[best], float(found.score), given)


def _places(question: ContextQuestion) -> Iterator[Span]:
    for answer in question.answers:
        for match in re.finditer(re.escape(answer), question.context):
            yield Span(*match.span())


def _question(fields: Mapping[str, Any]) -> ContextQuestion:
    answers = tuple(dict.fromkeys(texts_of(fields, "answers")))
    answerable = truth_of(fields, "answerable")
    if answerable is not None and answerable != bool(answers):
        raise ValueError(f"answerable is {answerable}, but it has {len(answers)} answers.")
    return ContextQuestion(
        id=id_of(fields) if "id" in fields else text_of(fields, "question"),
        text=text_of(fields, "question"),
        context=text_of(fields, "context"),
        answers=answers,
        title=text_of(fields, "title") if fields.get("title") else "",
    )
