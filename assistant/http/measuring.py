"""Address of the evaluations that were made with `byline eval --report`: to look at, no more.

Only what lies in the one folder that whoever runs the server has named can be opened: a name that
is asked for is looked up among those found there, and never made a path of.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse

from assistant.page import MeasuredRun, measure_page

if TYPE_CHECKING:
    from assistant.evaluation import Report

_UNREADABLE: Final = (
    "The evaluation {!r} cannot be read; measure it again with `byline eval --report`."
)
_Name = Annotated[str, Query(max_length=255)]


def add_measure_view(api: FastAPI, folder: Path | None) -> None:
    """Let `api` show the evaluations in `folder`, one at a time or two compared."""

    @api.get("/measure", include_in_schema=False)
    def measure(report: _Name = "", against: _Name = "") -> HTMLResponse:
        from assistant.evaluation import EvaluationError

        found = dict(_reports(folder)) if folder else {}
        failure = ""
        try:
            if report:
                return HTMLResponse(_opened(found, report, against))
        except EvaluationError as error:
            failure = str(error)
        runs = sorted(
            (_run(found, name) for name in found), key=lambda run: run.started, reverse=True
        )
        page = measure_page(runs, is_on=folder is not None, failure=failure)
        return HTMLResponse(page, status_code=404 if failure else 200)


def _reports(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the folders with a report by their names; no link that leads elsewhere is among them."""
    inside = folder.resolve()
    for each in folder.iterdir():
        report = each / "report.json"
        if report.is_file() and report.resolve().is_relative_to(inside):
            yield each.name, each


def _opened(found: dict[str, Path], name: str, against: str) -> str:
    from assistant.evaluation import compare
    from assistant.evaluation.html import as_html

    now = _read(found, name)
    comparison = compare(_read(found, against), now) if against else None
    return as_html(now, comparison, root="")


def _read(found: dict[str, Path], name: str, *, rows: bool = True) -> Report:
    from assistant.evaluation import EvaluationError, Report

    if name not in found:
        raise EvaluationError(f"There is no evaluation {name!r} here; choose one of the list.")
    try:
        return Report.read(found[name], rows=rows)
    except EvaluationError as error:  # which names a path of the server's
        raise EvaluationError(_UNREADABLE.format(name)) from error


def _run(found: dict[str, Path], name: str) -> MeasuredRun:
    from assistant.evaluation import MAIN, EvaluationError
    from assistant.evaluation.tables import figure

    try:
        report = _read(found, name, rows=False)
    except EvaluationError as error:
        return MeasuredRun(name=name, fault=str(error))
    return MeasuredRun(
        name=name,
        started=report.started,
        questions=max((each.scored for each in report.summaries), default=0),
        figures=tuple(
            (each.metric.name, figure(each.metric, each.value))
            for each in report.summaries
            if each.metric.name in MAIN and each.value is not None
        ),
    )
