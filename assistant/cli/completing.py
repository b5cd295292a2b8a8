"""What follows once articles are searchable: reading who says what, and embedding."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import typer

from assistant.cli.failures import ExitCode
from assistant.cli.program import progress
from assistant.cli.progress import Pace, embedding_line, hearing_line

if TYPE_CHECKING:
    from index import Engine, Index, Tagger


class EngineName(StrEnum):
    """Who embeds."""

    LOCAL = "local"
    RAY = "ray"


def complete(index: Index, *, to_stderr: bool = False, engine: Engine | None = None) -> None:
    """Do what follows once articles are searchable, and show how far it has come."""
    before = index.status()
    if before.tagged < before.articles or before.embedded < before.passages:
        typer.echo(
            "Questions can be asked already. Reading who says what and embedding improve answers; "
            "Ctrl-C stops it.",
            err=to_stderr,
        )
    try:
        seconds = _timed(_hear, index)
        heard = f"All {before.articles:,} articles are read for who says what ({seconds})."
        typer.echo(heard, err=to_stderr)
        seconds = _timed(partial(_embed, engine=engine), index)
        embedded = f"All {before.passages:,} passages are embedded ({seconds})."
        typer.echo(embedded, err=to_stderr)
        seconds = _timed(_tag, index)
        tagged = f"All {before.articles:,} articles are read closely for who says what ({seconds})."
        typer.echo(tagged, err=to_stderr)
    except KeyboardInterrupt as interrupt:
        now = index.status()
        typer.echo(
            f"Stopped. {now.heard:,} of {now.articles:,} articles are read for who says what, "
            f"{now.embedded:,} of {now.passages:,} passages are embedded, "
            f"{now.tagged:,} articles are read for it again; run `byline add` or "
            "`byline embed` again to go on. Questions can be asked meanwhile.",
            err=True,
        )
        raise typer.Exit(ExitCode.INTERRUPTED) from interrupt


def _timed(task: Callable[[Index], None], index: Index) -> str:
    started = time.monotonic()
    task(index)
    return f"{time.monotonic() - started:.1f} s"


def _tag(index: Index) -> None:
    from index import load_tagger

    _hear(index, tagger=load_tagger())


def _hear(index: Index, *, tagger: Tagger | None = None) -> None:
    pace: Pace | None = None
    with progress() as show:
        for heard in index.hear(tagger=tagger):
            now = time.monotonic()
            pace = pace or Pace(heard.done, now)
            show(hearing_line(heard, pace, now), heard.done / (heard.total or 1))


def _embed(index: Index, *, engine: Engine | None) -> None:
    paces: dict[str, Pace] = {}
    with progress() as show:
        show("Loading the embedding model", None)
        for embedded in index.embed(engine=engine):
            now = time.monotonic()
            # The pace of a phase counts from its first batch on, so that loading is left out.
            pace = paces.setdefault(embedded.phase, Pace(embedded.done, now))
            show(embedding_line(embedded, pace, now), embedded.done / (embedded.total or 1))
