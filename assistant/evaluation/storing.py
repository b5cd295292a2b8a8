"""The words of an evaluation as JSON, and back. What differs from run to run is in `times`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
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

_NAMES = {"text": "question", "literal": "answer_in_relevant"}
"""What attributes of a question are called in a file of questions."""


def question_to_dict(question: EvaluationQuestion) -> dict[str, Any]:
    """Give a question under the names of a questions file; what is not known is left out."""
    given = {_NAMES.get(name, name): value for name, value in asdict(question).items()}
    given |= {"asked_on": _day(question.asked_on), "answers": list(question.answers)}
    given |= {"missing": list(question.missing) or None}
    return {name: value for name, value in given.items() if value is not None}


def question_from_dict(given: Mapping[str, Any]) -> EvaluationQuestion:
    """Give the question that `question_to_dict` has written."""
    names = (each.name for each in fields(EvaluationQuestion))
    known: dict[str, Any] = {name: given.get(_NAMES.get(name, name)) for name in names}
    known |= {name: tuple(known[name] or ()) for name in ("answers", "missing")}
    return EvaluationQuestion(**known | {"asked_on": _read_day(known["asked_on"])})


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


def row_from_dict(given: Mapping[str, Any]) -> Row:
    """Give the row that `row_to_dict` has written."""
    answer, times, near_miss = given["answer"], given["times"], given.get("near_miss")
    return Row(
        question=question_from_dict(given["question"]),
        answer=answer and {**answer, "timings_ms": times["timings_ms"]},
        error=given["error"],
        ranking=tuple(given["ranking"]),
        retrieved=tuple(Retrieved(**each) for each in given["retrieved"]),
        titles=given["titles"],
        true_quotes=tuple(given["true_quotes"]),
        bearing=tuple(given["bearing"]),
        milliseconds=times["milliseconds"],
        near_miss=near_miss and NearMiss(**near_miss | {"as_of": _read_day(near_miss["as_of"])}),
        scores={**given["scores"], **times["scores"]},
        unscored=given["unscored"],
    )


def _near_miss_to_dict(near_miss: NearMiss) -> dict[str, Any]:
    return {
        "as_of": _day(near_miss.as_of),
        "answer": near_miss.answer,
        "left_out": near_miss.left_out,
    }


def untimed(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Give an answer without what differs from run to run."""
    return _without(answer, "timings_ms")


def summary_to_dict(summary: Summary) -> dict[str, Any]:
    """Give a summary; the metric's own words come first."""
    return {**asdict(summary.metric), **_without(asdict(summary), "metric")}


def summary_from_dict(given: Mapping[str, Any]) -> Summary:
    """Give the summary that `summary_to_dict` has written."""
    metric, own = (
        {each.name: given[each.name] for each in fields(kind) if each.name != "metric"}
        for kind in (Metric, Summary)
    )
    return Summary(Metric(**metric), **own)


def timing_names(summaries: tuple[Summary, ...]) -> frozenset[str]:
    """Name the metrics that differ from run to run."""
    return frozenset(each.metric.name for each in summaries if each.metric.is_timing)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _without(given: Mapping[str, Any], left_out: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != left_out}
