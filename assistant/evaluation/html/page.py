"""The page: figures, plots, the worst questions, what changed. Its templates lie beside this."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from assistant.evaluation.html.cases import faulty
from assistant.evaluation.html.charts import charts_html
from assistant.evaluation.metrics import MAIN
from assistant.evaluation.report import Report
from assistant.evaluation.tables import figure
from assistant.evaluation.types import (
    Comparison,
    Difference,
    Metric,
    NearMiss,
    Row,
    RunFingerprint,
)
from assistant.rendering import DOUBTED_SUPPORT, DOUBTED_VERDICT, template


def as_html(
    report: Report, comparison: Comparison | None = None, *, root: str | None = None
) -> str:
    """Write `report` as one page that needs nothing else, with `comparison` if there is one.

    Where Byline serves it, `root` leads to the first page; then articles are links to theirs.
    """
    made, before = _fingerprint(report.fingerprint), {}
    if comparison:
        before = _fingerprint(comparison.before)
    return template("assistant.evaluation.html", "report.html").render(
        title=f"Evaluation: {report.name}" if report.name else "Evaluation",
        report=report,
        comparison=comparison,
        counts=_counts(report.rows),
        main=MAIN,
        charts=charts_html(report),
        worst=list(faulty(report.rows)),
        number={row.question.id: number for number, row in enumerate(report.rows, 1)},
        texts={row.question.id: row.question.text for row in report.rows},
        made=made | {"run at": report.started, "run took": f"{report.seconds:,.0f} s"},
        before=before,
        supports=DOUBTED_SUPPORT,
        root=root,
        encoded=partial(quote, safe=""),
        **{each.__name__.strip("_"): each for each in _TOLD},
    )


def outcome(difference: Difference) -> str:
    """Say whether it got better: only an interval without 0 tells."""
    if difference.low <= 0 <= difference.high:
        return "no clear change"
    return "better" if (difference.value > 0) == difference.metric.higher_is_better else "worse"


def _counts(rows: tuple[Row, ...]) -> list[str]:
    counts = {
        "questions": len(rows),
        "answered": sum(row.answered for row in rows),
        "abstained": sum(row.abstained for row in rows),
        "not asked": sum(row.answer is None for row in rows),
    }
    return [f"{count:,} {what}" for what, count in counts.items() if count or what != "not asked"]


def _signed(metric: Metric, value: float) -> str:
    return f"{value:+,.0f} {metric.unit}" if metric.unit else f"{value:+.3f}"


def _between(
    metric: Metric, low: float, high: float, written: Callable[[Metric, float], str]
) -> str:
    return f"{written(metric, low).removesuffix(metric.unit).rstrip()} to {written(metric, high)}"


def _brief(row: Row) -> str:
    wanted = " / ".join(row.question.answers) or "no answer known"
    if row.question.answerable is False:
        wanted = "no answer"
    if row.answer is None:
        return f"Wanted: {wanted}. Not asked."
    if row.abstained:
        return f"Wanted: {wanted}. Abstained."
    short = row.answer.get("short_answer")
    given = f" “{short['text']}”" if short else ""
    return f"Wanted: {wanted}. Answered{given} with confidence {row.confidence:.2f}."


def _facts(row: Row) -> Iterator[str]:
    yield row.question.id
    if row.question.asked_on:
        yield f"asked on {row.question.asked_on.isoformat()}"
    if row.answer is not None:
        yield f"confidence {row.confidence:.2f}"
        yield f"{row.milliseconds:,.0f} ms"


def _sources(row: Row) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Give the citation of each label, and what is wrong with its quote."""
    told: set[str] = set()
    for number, each in enumerate(row.answer["citations"] if row.answer else ()):
        if each["label"] in told:  # one source may stand behind several sentences
            continue
        told.add(each["label"])
        doubt = DOUBTED_VERDICT.get(each["verdict"], "")
        if not doubt and not all(row.true_quotes[number : number + 1]):
            doubt = "the article has other words at this place"
        yield each, doubt


def _early(near_miss: NearMiss) -> str:
    """Say what was answered before an article that answers it had come out."""
    answer = near_miss.answer or {}
    said = answer["reason" if near_miss.abstained else "answer"] or ""
    outcome = "Abstained" if near_miss.abstained else "Answered"
    return f"{outcome} with confidence {near_miss.confidence:.2f}: {said}"


def _fingerprint(made: RunFingerprint) -> dict[str, str]:
    return {
        "Byline": made.version,
        "corpus": made.corpus,
        "questions": made.questions,
        "embedder": made.embedder,
        "model": made.model,
        "prompts": made.prompts,
        "seed": str(made.seed),
        **made.settings,
    }


_TOLD = (figure, outcome, _signed, _between, _brief, _facts, _sources, _early)
