"""The words of an evaluation as JSON, and back. What differs from run to run is in `times`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.evaluation.types import (
    EvaluationQuestion,
    Metric,
    NearMiss,
    Retrieved,
    Row,
    Summary,
)


def question_to_dict(question: EvaluationQuestion) -> dict[str, Any]:
    """Give a question under the names of a questions file; what is not known is left out."""
    given = {
        "id": question.id,
        "question": question.text,
        "asked_on": question.asked_on and question.asked_on.isoformat(),
        "answers": list(question.answers),
        "relevant": None if question.relevant is None else dict(question.relevant),
        "answerable": question.answerable,
        "answer_in_relevant": question.literal,
        "missing": list(question.missing) or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def question_from_dict(fields: Mapping[str, Any]) -> EvaluationQuestion:
    """Give the question that `question_to_dict` has written."""
    day = fields.get("asked_on")
    return EvaluationQuestion(
        id=fields["id"],
        text=fields["question"],
        asked_on=date.fromisoformat(day) if day else None,
        answers=tuple(fields["answers"]),
        relevant=fields.get("relevant"),
        answerable=fields.get("answerable"),
        literal=fields.get("answer_in_relevant"),
        missing=tuple(fields.get("missing", ())),
    )


def row_to_dict(row: Row, timings: frozenset[str]) -> dict[str, Any]:
    """Give a row; `timings` names the metrics that differ from run to run."""
    return {
        "question": question_to_dict(row.question),
        "answer": row.answer and untimed(row.answer),
        "error": row.error,
        "ranking": list(row.ranking),
        "retrieved": [asdict(each) for each in row.retrieved],
        "titles": dict(row.titles),
        "true_quotes": list(row.true_quotes),
        "bearing": list(row.bearing),
        **({"near_miss": _near_miss_to_dict(row.near_miss)} if row.near_miss else {}),
        "scores": {name: score for name, score in row.scores.items() if name not in timings},
        "unscored": dict(row.unscored),
        "times": {
            "milliseconds": row.milliseconds,
            "timings_ms": row.answer and row.answer.get("timings_ms"),
            "scores": {name: score for name, score in row.scores.items() if name in timings},
        },
    }


def row_from_dict(fields: Mapping[str, Any]) -> Row:
    """Give the row that `row_to_dict` has written."""
    answer, times = fields["answer"], fields["times"]
    return Row(
        question=question_from_dict(fields["question"]),
        answer=answer and {**answer, "timings_ms": times["timings_ms"]},
        error=fields["error"],
        ranking=tuple(fields["ranking"]),
        retrieved=tuple(Retrieved(**each) for each in fields["retrieved"]),
        titles=fields["titles"],
        true_quotes=tuple(fields["true_quotes"]),
        bearing=tuple(fields["bearing"]),
        milliseconds=times["milliseconds"],
        near_miss=_near_miss_from_dict(fields["near_miss"]) if "near_miss" in fields else None,
        scores={**fields["scores"], **times["scores"]},
        unscored=fields["unscored"],
    )


def _near_miss_to_dict(near_miss: NearMiss) -> dict[str, Any]:
    """Give a near miss; how long it took is kept nowhere."""
    return {
        "as_of": near_miss.as_of and near_miss.as_of.isoformat(),
        "answer": near_miss.answer,
        "left_out": near_miss.left_out,
    }


def _near_miss_from_dict(fields: Mapping[str, Any]) -> NearMiss:
    day = fields["as_of"]
    return NearMiss(
        as_of=date.fromisoformat(day) if day else None,
        answer=fields["answer"],
        left_out=fields["left_out"],
    )


def untimed(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Give an answer without what differs from run to run."""
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def summary_to_dict(summary: Summary) -> dict[str, Any]:
    """Give a summary; the metric's own words come first."""
    return {
        **asdict(summary.metric),
        "value": summary.value,
        "low": summary.low,
        "high": summary.high,
        "scored": summary.scored,
        "unscored": dict(summary.unscored),
    }


def summary_from_dict(fields: Mapping[str, Any]) -> Summary:
    """Give the summary that `summary_to_dict` has written."""
    of_metric = ("name", "meaning", "kind", "higher_is_better", "unit")
    return Summary(
        Metric(**{name: fields[name] for name in of_metric}),
        **{name: fields[name] for name in ("value", "low", "high", "scored", "unscored")},
    )


def timing_names(summaries: tuple[Summary, ...]) -> frozenset[str]:
    """Name the metrics that differ from run to run."""
    return frozenset(each.metric.name for each in summaries if each.metric.is_timing)
