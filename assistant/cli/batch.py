"""Many questions of a file: some are answered at once, and all are written in their order."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

import typer

from assistant.cli.failures import ExitCode
from assistant.cli.program import assistant_of, opened, progress
from assistant.cli.progress import Pace, asking_line
from assistant.cli.questions import Line, done_in, read_lines
from assistant.errors import QuestionError
from assistant.rendering import counted, json_text
from assistant.today import day_of_asking

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.settings import Settings
    from assistant.types import Answer

Ask = Callable[..., "Answer"]
"""Answers a question, given with the options of its line alone."""

MOST_JOBS: Final = 64
_JOBS_OF_A_MODEL: Final = 4  # a model is waited for; quoting keeps the processor busy by itself


def check_usage(
    question: str | None, file: Path | None, out: Path | None, jobs: int, **others: str
) -> None:
    """Refuse options of `ask` that exclude each other, where many questions may be asked.

    Raises:
        typer.BadParameter: they do.
    """
    if (question is None) == (file is None):
        raise typer.BadParameter("Give a QUESTION, or --file with many of them.")
    if file is None and (out or jobs):
        raise typer.BadParameter("--out and --jobs go with --file; give it too.")
    if file and others["form"] not in ("", "json"):
        raise typer.BadParameter(f"--file gives JSON alone, and not {others['form']}.")
    if file and others["conversation"]:
        raise typer.BadParameter("--file keeps no conversation; leave --conversation out.")


def answer_file(
    file: Path, out: Path | None, settings: Settings, limits: Mapping[str, Any], *, jobs: int
) -> ExitCode:
    """Answer the questions of `file`, `jobs` at once, and write an object a line.

    With `out` the lines that it holds already are left as they are; without, all go to stdout.
    `limits` hold where a line does not say otherwise; `jobs` 0 is what fits the settings.

    Raises:
        InputError: there is no question in `file`, or `out` does not go with it.
        OSError: a file cannot be read or written.
    """
    lines = read_lines(file)
    before = done_in(out, lines) if out else []
    done, refused = len(before), sum(map(bool, before))
    jobs = jobs or (_JOBS_OF_A_MODEL if settings.model else 1)
    with opened(settings) as index, _written_to(out) as written, progress() as show:
        ask = partial(_ask, assistant_of(settings, index), limits)
        pace = Pace(done, time.monotonic())
        for number, record in enumerate(answered(lines[done:], ask, jobs=jobs), done + 1):
            written.write(f"{json_text(record, indent=None)}\n")
            written.flush()
            refused += "error" in record
            show(asking_line(number, len(lines), pace, time.monotonic()), number / len(lines))
    told = f", {done:,} of them before" if done else ""
    told = f"Asked {counted(len(lines), 'question')}{told}; {refused:,} could not be asked."
    typer.echo(told, err=True)
    return ExitCode.QUARANTINED if refused else ExitCode.DONE


def _ask(assistant: Assistant, limits: Mapping[str, Any], question: str, **options: Any) -> Answer:
    given = {**limits, **options}
    if "asked_on" not in given:
        given["asked_on"] = given["as_of"] or day_of_asking(assistant.index)
    return assistant.ask(question, **given)


def _written_to(out: Path | None) -> Any:
    return out.open("a", encoding="utf-8") if out else nullcontext[TextIO](sys.stdout)


def answered(lines: Iterable[Line], ask: Ask, *, jobs: int) -> Iterator[dict[str, Any]]:
    """Give the object for each of `lines`, in their order, `jobs` being worked on at once."""
    waiting: deque[Future[dict[str, Any]]] = deque()
    pool = ThreadPoolExecutor(jobs)
    try:
        for line in lines:
            waiting.append(pool.submit(_record, line, ask))
            if len(waiting) > jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _record(line: Line, ask: Ask) -> dict[str, Any]:
    named = {"line": line.number, "id": line.id}
    error = line.error
    if not error:
        try:
            return named | ask(line.question, **line.options).to_dict()
        except QuestionError as refusal:
            error = f"Line {line.number}: {refusal}"
    return {**named, "question": line.question, "error": error}
