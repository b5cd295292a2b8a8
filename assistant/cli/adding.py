"""The commands that fill an archive."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.completing import EngineName, complete
from assistant.cli.failures import ExitCode, stop
from assistant.cli.fetching import (
    AllowHostOption,
    FullOption,
    fetched,
    fetcher_for,
    is_address,
)
from assistant.cli.noting import as_json, tell_added, tell_details, write_quarantined
from assistant.cli.program import OPENING, app, opened, progress, with_settings
from assistant.cli.progress import Pace, reading_line
from assistant.rendering import counted, printable
from assistant.settings import Settings

if TYPE_CHECKING:
    from index import Added, Index, Quarantined, Synced

JsonOption = Annotated[
    bool,
    typer.Option(
        "--json", help="Write what became of everything as JSON; the rest goes to stderr."
    ),
]
NoEmbedOption = Annotated[
    bool,
    typer.Option(
        "--no-embed",
        help="Make them searchable and leave the rest to `byline embed`; who says what is then "
        "read of the articles that a question finds.",
    ),
]
FieldOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=PLACE",
        help="Where records and tables have a field, if its name does not tell: a column, a JSON "
        "pointer or names with dots, as in text=content.body. May be given many times.",
    ),
]
QuarantineOption = Annotated[
    typer.FileTextWrite | None,
    typer.Option(
        metavar="FILE",
        lazy=False,
        encoding="utf-8",
        help="Write what could not be read, and why, to FILE as JSON lines.",
    ),
]


@app.command(epilog="Example: byline add articles/ wire.jsonl --archive archive")
@with_settings(*OPENING)
def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH_OR_URL",
            help="Folders or files, or addresses of web pages and feeds (https://...); "
            "docs/reading.md tells the kinds.",
        ),
    ],
    *,
    settings: Settings,
    no_embed: NoEmbedOption = False,
    field: FieldOption = None,
    quarantine: QuarantineOption = None,
    json_: JsonOption = False,
    full: FullOption = False,
    allow_host: AllowHostOption = None,
) -> None:
    """Read articles and make them searchable, then read who says what in them and embed them.

    Makes the archive where there is none. Adding the same articles again changes nothing, a file
    that was edited replaces what it said before, and questions can be asked as soon as the articles
    are searchable.
    """
    urls, fields = [each for each in sources if is_address(each)], _places(field or [])
    # What cannot be read is refused, or named, before an archive is made for it.
    paths = [Path(each) for each in sources if not is_address(each)]
    paths_read = list(_readable(paths, fields, bool(urls)))
    found = fetched(urls, fetcher=fetcher_for(allow_host), full=full) if urls else []
    with opened(settings, create=True) as index:
        everything = [*paths_read, *found]
        added, seconds = _reading(
            index, lambda show: index.add(everything, fields=fields, on_progress=show)
        )
        _tell(index, added, seconds, quarantine=quarantine, json_=json_)
        if added.seen == len(added.quarantined):
            raise stop("Nothing of what was given could be read.", ExitCode.FAILED)
        if not no_embed:
            complete(index, to_stderr=json_)
    if json_:
        typer.echo(json.dumps(as_json(added), ensure_ascii=False, indent=2))
    if added.quarantined:
        raise typer.Exit(ExitCode.QUARANTINED)


@app.command(epilog="Example: byline sync articles/ --archive archive")
@with_settings(*OPENING)
def sync(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR", help="Folders (or files) to be kept in step with."),
    ],
    *,
    settings: Settings,
    remove: Annotated[
        bool,
        typer.Option("--remove", help="Take out of the archive what is gone from the folders."),
    ] = False,
    no_embed: NoEmbedOption = False,
    field: FieldOption = None,
    quarantine: QuarantineOption = None,
    json_: JsonOption = False,
) -> None:
    """Keep the archive in step with folders: add what is new, replace what changed.

    Files that are as they were are not read again. What moved is followed; what is gone is listed,
    and removed only with --remove.
    """
    with opened(settings, create=True) as index:
        places = _places(field or [])
        found: list[Synced] = []

        def keep(show: Callable[[Added], None]) -> Added:
            found.append(index.sync(folders, remove=remove, fields=places, on_progress=show))
            return found[0].added

        added, seconds = _reading(index, keep)
        synced = found[0]
        _tell(index, added, seconds, quarantine=quarantine, json_=json_)
        for line in _synced_lines(synced):
            typer.echo(line, err=json_)
        if not no_embed:
            complete(index, to_stderr=json_)
    if json_:
        typer.echo(json.dumps(_synced_json(synced), ensure_ascii=False, indent=2))
    if added.quarantined:
        raise typer.Exit(ExitCode.QUARANTINED)


def _synced_lines(synced: Synced) -> Iterator[str]:
    yield f"{counted(synced.unread, 'file')} as before, {len(synced.moved):,} moved."
    for before, now in synced.moved:
        yield printable(f"Moved: {before} -> {now}")
    for article in synced.gone:
        yield printable(f"Gone: {article.path}: {article.name} ({article.id})")
    if synced.removed:
        yield f"Removed {counted(synced.removed, 'article')}."
    elif synced.gone:
        yield f"{counted(len(synced.gone), 'article')} gone and kept; --remove takes them out."


def _synced_json(synced: Synced) -> dict[str, Any]:
    return as_json(synced.added) | {
        "unread": synced.unread,
        "moved": [{"from": before, "to": now} for before, now in synced.moved],
        "gone": [{"id": each.id, "title": each.title, "path": each.path} for each in synced.gone],
        "removed": synced.removed,
    }


@app.command(epilog="Example: byline embed --archive archive")
@with_settings(*OPENING)
def embed(
    *,
    engine: Annotated[
        EngineName,
        typer.Option(
            help="Who embeds: this process, or the actors of Ray, which may be on many machines "
            "(RAY_ADDRESS); each needs Byline, and the embedding model under the same name."
        ),
    ] = EngineName.LOCAL,
    actors: Annotated[
        int, typer.Option(min=0, help="How many actors of Ray embed; 0 is one a processor.")
    ] = 0,
    settings: Settings,
) -> None:
    """Go on where `byline add` was stopped: read who says what, then embed."""
    with opened(settings) as index:
        if engine is EngineName.LOCAL:
            complete(index)
            return
        from index import ray_engine

        fingerprint = index.embedder_fingerprint
        ray = ray_engine(fingerprint=fingerprint, model=settings.embedder, actors=actors)
        complete(index, engine=ray)


def _places(written: Sequence[str]) -> dict[str, str]:
    """Give the places of fields that are written as NAME=PLACE."""
    parts = [each.partition("=") for each in written]
    if wrong := [name for name, sign, _ in parts if not sign]:
        raise typer.BadParameter(f"{wrong[0]!r} is not NAME=PLACE, as in text=content.body.")
    return {name.strip(): place.strip() for name, _, place in parts}


def _readable(
    paths: Sequence[Path], fields: Mapping[str, str], with_others: bool
) -> Iterator[Path | Quarantined]:
    """Check that there is something at `paths`; in vain, they stop nothing that is given beside."""
    from index import NothingToRead, Quarantined, read_articles

    try:
        read_articles(paths, fields=fields)
        yield from paths
    except NothingToRead as error:
        if not with_others:
            raise
        yield Quarantined(str(paths[0]), 0, str(error))


def _reading(index: Index, read: Callable[[Callable[[Added], None]], Added]) -> tuple[Added, float]:
    """Read articles with progress shown, and give what became of them and the seconds it took."""
    started = time.monotonic()
    pace = Pace(0, started)
    try:
        with progress() as show:
            added = read(lambda so_far: show(reading_line(so_far, pace, time.monotonic()), None))
    except KeyboardInterrupt as interrupt:
        typer.echo(
            f"Stopped. {index.status().articles:,} articles are in the archive and can be found; "
            "run the same command again to go on.",
            err=True,
        )
        raise typer.Exit(ExitCode.INTERRUPTED) from interrupt
    return added, time.monotonic() - started


def _tell(
    index: Index,
    added: Added,
    seconds: float,
    *,
    quarantine: typer.FileTextWrite | None,
    json_: bool,
) -> None:
    for line in tell_added(added, passages=index.status().passages, seconds=seconds):
        typer.echo(line, err=json_)
    if quarantine:
        write_quarantined(added.quarantined, quarantine)
    tell_details(added)
