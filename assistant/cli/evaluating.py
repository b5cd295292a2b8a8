"""The command that measures Byline on somebody's own questions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.failures import ExitCode, stop
from assistant.cli.measuring import measure_apart
from assistant.cli.program import ASKING, app, assistant_of, opened, progress, with_settings
from assistant.cli.progress import Pace, Show, asking_line
from assistant.evaluation.sets import Half
from assistant.rendering import counted, printable
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.evaluation import Comparison, EvaluationQuestion, Gate, Report
    from assistant.evaluation.sets import Half
    from assistant.settings import Settings


@app.command(
    name="eval",
    epilog="Example: byline eval questions.jsonl --report new --against old --gate gate.toml",
)
@with_settings(*ASKING)
def evaluate(
    questions: Annotated[
        Path,
        typer.Argument(
            metavar="QUESTIONS",
            exists=True,
            help="JSON lines (ours or ragas'), TREC qrels beside their queries, a BEIR folder; "
            "or another set, told by its lines. See docs/evaluation.md.",
        ),
    ],
    *,
    settings: Settings,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            file_okay=False,
            help="Write report.html, report.json and rows.jsonl there.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Compare with the report of an earlier run there.",
        ),
    ] = None,
    gate: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="End with 1 below these floors: TOML or JSON, a number for a metric's name.",
        ),
    ] = None,
    export: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT",
            help="Write the rows to the report's folder in this format too; may be repeated. "
            "See docs/exports.md.",
        ),
    ] = None,
    no_asked_on: Annotated[
        bool, typer.Option("--no-asked-on", help="Ask without the day of asking.")
    ] = False,
    near_misses: Annotated[
        bool,
        typer.Option(
            "--near-misses",
            help="Ask each question again, as of the day before an article that answers it.",
        ),
    ] = False,
    half: Annotated[
        Half | None,
        typer.Option(
            metavar="HALF", help="Measure one half alone: even or odd, by the titles or the ids."
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, help="Seed of the resamples behind the intervals.")
    ] = 0,
) -> None:
    """Ask questions whose answers are known, and measure what comes of it.

    Nothing is asked while a line of QUESTIONS or of the gate cannot be read. Sets that bring their
    own texts are told by their lines: articles in which people marked who said what, questions with
    documents that differ, with a context, or with candidate sentences. They measure statements,
    accounts and the reader, need no archive, and take --reader, --report, --half and --seed only.
    """
    with _refusals():
        if measure_apart(questions, settings, report=report, half=half, seed=seed):
            return
    with _refusals():
        _check_exports(export or [], report)
        if near_misses and no_asked_on:
            raise typer.BadParameter("--near-misses needs the day of asking: no --no-asked-on.")
        limits = _gate(gate)
        before = _before(against)
        choices = Choices(asked_on=not no_asked_on, near_misses=near_misses, seed=seed, half=half)
        run = run_questions(settings, questions, report, choices)
    comparison = _comparison(before, run)
    _tell(run, comparison)
    if report:
        _write(run, comparison, report, export or [])
    if all(row.answer is None for row in run.rows):
        raise stop("No question could be asked.", ExitCode.FAILED)
    _hold_to(limits, run)


def _check_exports(formats: Sequence[str], report: Path | None) -> None:
    if not formats:
        return
    from assistant.evaluation.exports import FORMATS

    if report is None:
        raise typer.BadParameter("--export writes to the report's folder; give it with --report.")
    if unknown := [each for each in formats if each not in FORMATS]:
        raise typer.BadParameter(
            f"--export is {unknown[0]!r}, but the formats are {', '.join(FORMATS)}."
        )


def _gate(path: Path | None) -> Gate | None:
    from assistant.evaluation import Gate

    return Gate.read(path) if path else None


def _before(folder: Path | None) -> Report | None:
    from assistant.evaluation import Report

    return Report.read(folder) if folder else None


def _comparison(before: Report | None, now: Report) -> Comparison | None:
    from assistant.evaluation import compare

    return compare(before, now) if before else None


def _tell(report: Report, comparison: Comparison | None) -> None:
    from assistant.evaluation import tables

    for line in tables.summary_lines(report):
        typer.echo(line)
    for line in tables.comparison_lines(comparison) if comparison else ():
        typer.echo(line)
    for warning in report.warnings:
        typer.echo(printable(warning), err=True)


def _write(
    report: Report, comparison: Comparison | None, folder: Path, formats: Sequence[str]
) -> None:
    report.write(folder, comparison)
    typer.echo(f"Report: {folder / 'report.html'}")
    for each in formats:
        from assistant.evaluation.exports import write

        typer.echo(f"Export: {write(report, each, folder)}")


def _hold_to(gate: Gate | None, report: Report) -> None:
    if gate is None:
        return
    if shortfalls := gate.shortfalls(report):
        for each in shortfalls:
            typer.echo(f"Gate: {each}.", err=True)
        raise typer.Exit(ExitCode.FAILED)
    typer.echo(f"Gate: {counted(len(gate.limits), 'limit')} held.")


@contextmanager
def _refusals() -> Iterator[None]:
    """Say line by line what is wrong with the input."""
    from assistant.evaluation import EvaluationError

    try:
        yield
    except EvaluationError as error:
        first, *more = str(error).split("\n")
        refused = stop(first, ExitCode.USAGE)
        for line in more:
            typer.echo(f"  {printable(line)}", err=True)
        raise refused from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How the questions are asked."""

    asked_on: bool
    near_misses: bool
    seed: int
    half: Half | None = None

    @property
    def named(self) -> dict[str, str]:
        """What of it belongs to the fingerprint; what nobody chose is not named."""
        return {
            "asked_on": "used" if self.asked_on else "not used",
            **({"near_misses": "asked"} if self.near_misses else {}),
            **({"half": self.half} if self.half else {}),
        }


def run_questions(settings: Settings, path: Path, report: Path | None, choices: Choices) -> Report:
    """Ask the questions of `path` and measure what comes of it."""
    from assistant.evaluation import evaluate as measure
    from assistant.evaluation import read_questions

    with opened(settings) as index, progress() as show:
        show("Reading the questions", None)
        questions = read_questions(path, index)
        if report:  # a folder that cannot be made is better known before an hour of asking
            report.mkdir(parents=True, exist_ok=True)
        return measure(
            assistant_of(settings, index),
            _chosen(questions, choices),
            name=path.name,
            seed=choices.seed,
            near_misses=choices.near_misses,
            settings=choices.named,
            on_progress=_follower(show),
        )


def _follower(show: Show) -> Callable[[int, int], None]:
    paces: dict[str, Pace] = {}

    def follow(done: int, total: int) -> None:
        now = time.monotonic()
        # The pace counts from the first answer on, so that loading is left out.
        pace = paces.setdefault("asking", Pace(done, now))
        show(asking_line(done, total, pace, now), done / total)

    return follow


def _chosen(questions: Sequence[EvaluationQuestion], choices: Choices) -> list[EvaluationQuestion]:
    from assistant.evaluation.sets import in_half

    half = in_half(questions, choices.half, lambda each: each.id)
    return half if choices.asked_on else [replace(each, asked_on=None) for each in half]
