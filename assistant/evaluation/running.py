"""A whole run: every question asked, every metric scored, all of it summed up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.evaluation.asking import asked, near_miss_of
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.measure import Measure, Scored, scored
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.report import Report
from assistant.evaluation.sets import Progress, told
from assistant.evaluation.statistics import Floats, interval, resampled, weights_of_all
from assistant.evaluation.storing import question_to_dict
from assistant.evaluation.types import EvaluationQuestion, Row, RunFingerprint, Summary
from assistant.settings import VERSION
from index import content_hash

SEED = 0
_DIGITS = 6


def evaluate(
    assistant: Assistant,
    questions: Sequence[EvaluationQuestion],
    metrics: Sequence[Measure] = METRICS,
    *,
    name: str = "",
    seed: int = SEED,
    near_misses: bool = False,
    settings: Mapping[str, str] | None = None,
    on_progress: Progress | None = None,
) -> Report:
    """Ask every question and measure what comes of it.

    Args:
        assistant: Whom to ask; every question is one of its own, without history.
        questions: From `read_questions`, or made by hand; their ids differ.
        metrics: What to measure.
        name: What the report is called, such as the name of the questions' file.
        seed: Of the resamples behind the intervals; the same seed gives the same intervals.
        near_misses: Whether to ask each question a second time, of the archive as it was before
            an article that answers it came out.
        settings: What else was chosen for the run; kept in the fingerprint.
        on_progress: Called after every question.

    Returns:
        A report with a row for each question, in their order.

    Raises:
        EvaluationError: There is no question, or two have the same id.
    """
    _check(questions)
    started, clock = datetime.now(UTC), perf_counter()
    assistant.index.search("warming up")  # loading the model is no part of the first question
    rows = tuple(
        scored(_row(assistant, each, near_misses=near_misses), metrics)
        for each in told(questions, on_progress)
    )
    return Report(
        name=name,
        rows=rows,
        summaries=tuple(summaries(rows, metrics, seed)),
        fingerprint=_fingerprint(assistant, rows, seed, settings or {}),
        warnings=tuple(_warnings(rows)),
        started=started.isoformat(timespec="seconds"),
        seconds=round(perf_counter() - clock, 3),
    )


def summaries(rows: Sequence[Scored], metrics: Sequence[Measure], seed: int) -> Iterator[Summary]:
    """Sum up each metric over the rows it scores, with the interval of 2,000 resamples."""
    figures: list[list[Floats]] = [[] for _ in metrics]
    for weights in resampled(len(rows), seed):
        for found, each in zip(figures, metrics, strict=True):
            found.append(figures_of(each, rows, weights))
    all_once = weights_of_all(len(rows))
    for found, each in zip(figures, metrics, strict=True):
        unscored = Counter(row.unscored[each.name] for row in rows if each.name in row.unscored)
        value = float(figures_of(each, rows, all_once)[0])
        between = interval(np.concatenate(found))
        low, high = between if between and not np.isnan(value) else (None, None)
        yield Summary(
            metric=each.metric,
            value=_rounded(value),
            low=_rounded(low),
            high=_rounded(high),
            scored=len(rows) - unscored.total(),
            unscored=dict(sorted(unscored.items())),
        )


def figures_of(measure: Measure, rows: Sequence[Scored], weights: Floats) -> Floats:
    """Aggregate the rows that `measure` scores, each resample by its weights; NaN for none."""
    chosen = [number for number, row in enumerate(rows) if measure.name in row.scores]
    if not chosen:
        return np.full(len(weights), np.nan)
    some = [rows[number] for number in chosen]
    scores = np.array([row.scores[measure.name] for row in some])
    return measure.aggregate(some, scores, weights[:, chosen])


def _row(assistant: Assistant, question: EvaluationQuestion, *, near_misses: bool) -> Row:
    row = asked(assistant, question)
    return replace(row, near_miss=near_miss_of(assistant, row)) if near_misses else row


def _check(questions: Sequence[EvaluationQuestion]) -> None:
    if not questions:
        raise EvaluationError("There is no question to ask; give at least one.")
    twice = [each for each, count in Counter(one.id for one in questions).items() if count > 1]
    if twice:
        raise EvaluationError(
            f"The id {twice[0]!r} is that of several questions; make them differ."
        )


def _fingerprint(
    assistant: Assistant, rows: Sequence[Row], seed: int, settings: Mapping[str, str]
) -> RunFingerprint:
    answers = [row.answer["fingerprint"] for row in rows if row.answer]
    asked = [json.dumps(question_to_dict(row.question), sort_keys=True) for row in rows]
    return RunFingerprint(
        corpus=assistant.index.corpus_fingerprint,
        embedder=assistant.index.embedder_fingerprint,
        version=VERSION,
        questions=content_hash(*asked),
        seed=seed,
        # An answer that the model had no part in names none.
        model=next((each["model"] for each in answers if each["model"]), ""),
        prompts=next((each["prompts"] for each in answers if each["prompts"]), ""),
        settings=dict(settings),
    )


def _warnings(rows: Sequence[Row]) -> Iterator[str]:
    if lacking := [row.question for row in rows if row.question.missing]:
        articles = {each for question in lacking for each in question.missing}
        yield (
            f"The archive lacks {len(articles):,} of the articles that {len(lacking):,} of the "
            f"{len(rows):,} questions name, such as {lacking[0].missing[0]!r} of "
            f"{lacking[0].id!r}."
        )
    if failed := [row for row in rows if row.answer is None]:
        yield (
            f"Asking failed for {len(failed):,} of the {len(rows):,} questions, such as "
            f"{failed[0].question.id!r}: {failed[0].error}"
        )
    if quoted := [row for row in rows if row.answer and _stood_in(row.answer)]:
        first = quoted[0]
        yield (
            f"The model failed for {len(quoted):,} of the {len(rows):,} questions, which are "
            f"answered with quoted sentences, such as {first.question.id!r}: "
            f"{(first.answer or {})['notice']}"
        )


def _stood_in(answer: Mapping[str, Any]) -> bool:
    """Whether sentences were quoted because the model gave none."""
    return bool(answer.get("notice")) and not answer.get("writing")


def _rounded(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else round(value, _DIGITS)
