"""The commands that fill an archive."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.failures import ExitCode, stop
from assistant.cli.program import (
    ArchiveOption,
    EmbedderOption,
    app,
    counted,
    load_settings,
    opened,
    progress,
)
from assistant.cli.progress import Pace, embedding_line, hearing_line, reading_line
from assistant.rendering import printable

if TYPE_CHECKING:
    from index import Added, Index, Quarantined

_QUARANTINED_SHOWN = 20


@app.command(epilog="Example: byline add articles/ wire.jsonl --archive archive")
def add(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            exists=True,
            help="Folders or files: text, Markdown, HTML, PDF, Word, JSON lines, JSON, CSV, Excel.",
        ),
    ],
    *,
    archive: ArchiveOption = None,
    embedder: EmbedderOption = None,
    no_embed: Annotated[
        bool,
        typer.Option(
            "--no-embed",
            help="Make them searchable and leave the rest to `byline embed`; who says what is "
            "then read of the articles that a question finds.",
        ),
    ] = False,
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=PLACE",
            help="Where records and tables have a field, if its name does not tell: a column, a "
            "JSON pointer or names with dots, as in text=content.body. May be given many times.",
        ),
    ] = None,
    quarantine: Annotated[
        typer.FileTextWrite | None,
        typer.Option(
            metavar="FILE",
            lazy=False,
            encoding="utf-8",
            help="Write what could not be read, and why, to FILE as JSON lines.",
        ),
    ] = None,
) -> None:
    """Read articles and make them searchable, then read who says what in them and embed them.

    Makes the archive where there is none. Adding the same articles again changes nothing, and
    questions can be asked as soon as the articles are searchable.
    """
    settings = load_settings(archive=archive, embedder=embedder)
    from index import read_articles

    fields = _places(field or [])
    # Refuses paths without articles, and fields that are none, before an archive is made for them.
    read_articles(paths, fields=fields)
    with opened(settings, create=True) as index:
        added = _read(index, paths, fields)
        if quarantine:
            quarantine.writelines(f"{json.dumps(asdict(item))}\n" for item in added.quarantined)
        _tell_quarantined(added.quarantined)
        if added.seen == len(added.quarantined):
            raise stop("Nothing of what was given could be read.", ExitCode.FAILED)
        if not no_embed:
            _follow(index)
    if added.quarantined:
        raise typer.Exit(ExitCode.QUARANTINED)


@app.command(epilog="Example: byline embed --archive archive")
def embed(*, archive: ArchiveOption = None, embedder: EmbedderOption = None) -> None:
    """Go on where `byline add` was stopped: read who says what, then embed."""
    with opened(load_settings(archive=archive, embedder=embedder)) as index:
        _follow(index)


def _places(written: Sequence[str]) -> dict[str, str]:
    """Give the places of fields that are written as NAME=PLACE."""
    parts = [each.partition("=") for each in written]
    if wrong := [name for name, sign, _ in parts if not sign]:
        raise typer.BadParameter(f"{wrong[0]!r} is not NAME=PLACE, as in text=content.body.")
    return {name.strip(): place.strip() for name, _, place in parts}


def _read(index: Index, paths: Sequence[Path], fields: Mapping[str, str]) -> Added:
    started = time.monotonic()
    pace = Pace(0, started)
    try:
        with progress() as show:
            added = index.add(
                paths,
                fields=fields,
                on_progress=lambda so_far: show(reading_line(so_far, pace, time.monotonic()), None),
            )
    except KeyboardInterrupt as interrupt:
        typer.echo(
            f"Stopped. {index.status().articles:,} articles are in the archive and can be found; "
            "run the same command again to go on.",
            err=True,
        )
        raise typer.Exit(ExitCode.INTERRUPTED) from interrupt
    _tell_added(added, index.status().passages, time.monotonic() - started)
    return added


def _tell_added(added: Added, passages: int, seconds: float) -> None:
    typer.echo(
        f"Seen {added.seen:,} = {added.added:,} added + {added.replaced:,} replaced + "
        f"{added.unchanged:,} unchanged + {len(added.quarantined):,} quarantined; "
        f"{passages:,} passages are searchable ({seconds:.1f} s)."
    )
    if added.characters_removed:
        typer.echo(f"Removed {counted(added.characters_removed, 'invisible character')}.")


def _tell_quarantined(items: Sequence[Quarantined]) -> None:
    for item in items[:_QUARANTINED_SHOWN]:
        typer.echo(f"Quarantined: {printable(str(item))}", err=True)
    if more := len(items[_QUARANTINED_SHOWN:]):
        typer.echo(f"and {more:,} more; --quarantine FILE writes them all.", err=True)


def _follow(index: Index) -> None:
    """Do what follows once articles are searchable, and show how far it has come."""
    before = index.status()
    if before.heard < before.articles or before.embedded < before.passages:
        typer.echo(
            "Questions can be asked already. Reading who says what and embedding improve answers; "
            "Ctrl-C stops it."
        )
    try:
        seconds = _timed(_hear, index)
        typer.echo(f"All {before.articles:,} articles are read for who says what ({seconds}).")
        seconds = _timed(_embed, index)
        typer.echo(f"All {before.passages:,} passages are embedded ({seconds}).")
    except KeyboardInterrupt as interrupt:
        now = index.status()
        typer.echo(
            f"Stopped. {now.heard:,} of {now.articles:,} articles are read for who says what, "
            f"{now.embedded:,} of {now.passages:,} passages are embedded; run `byline add` or "
            "`byline embed` again to go on. Questions can be asked meanwhile.",
            err=True,
        )
        raise typer.Exit(ExitCode.INTERRUPTED) from interrupt


def _timed(task: Callable[[Index], None], index: Index) -> str:
    started = time.monotonic()
    task(index)
    return f"{time.monotonic() - started:.1f} s"


def _hear(index: Index) -> None:
    pace: Pace | None = None
    with progress() as show:
        for heard in index.hear():
            now = time.monotonic()
            pace = pace or Pace(heard.done, now)
            show(hearing_line(heard, pace, now), heard.done / (heard.total or 1))


def _embed(index: Index) -> None:
    paces: dict[str, Pace] = {}
    with progress() as show:
        show("Loading the embedding model", None)
        for embedded in index.embed():
            now = time.monotonic()
            # The pace of a phase counts from its first batch on, so that loading is left out.
            pace = paces.setdefault(embedded.phase, Pace(embedded.done, now))
            show(embedding_line(embedded, pace, now), embedded.done / (embedded.total or 1))
