"""The commands that put an archive into one file, and take it out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.program import OPENING, app, opened, with_settings
from assistant.rendering import counted, printable
from assistant.settings import Settings

_MEGABYTE = 1_000_000


@app.command(epilog="Example: byline backup news-2031-03-04.zip --archive archive")
@with_settings("archive", "catalog")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    *,
    settings: Settings,
) -> None:
    """Write the archive to one file, while others may read and write.

    Articles, vectors, conversations and followed feeds are in it; what is derived from them is
    made anew by `byline restore`.
    """
    from index import BackupError, back_up, shown_address

    if settings.catalog:
        raise BackupError(
            f"The articles and conversations are in {printable(shown_address(settings.catalog))}, "
            "which this command does not copy; back them up with PostgreSQL's own pg_dump, and "
            "restore them with pg_restore."
        )
    size = back_up(settings.archive.expanduser(), file)
    what, where = printable(str(settings.archive)), printable(str(file))
    typer.echo(f"Backed up {what} to {where}, {size / _MEGABYTE:,.1f} MB.")


@app.command(epilog="Example: byline restore news-2031-03-04.zip --archive restored")
@with_settings(*OPENING)
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of `byline backup`.")],
    *,
    settings: Settings,
) -> None:
    """Make an archive from a backup, in a folder that is not there yet.

    What the file holds is checked by its SHA-256 first, and the indexes are made anew; nothing is
    embedded again.
    """
    import index as door

    if settings.catalog:
        raise door.BackupError(
            f"A backup is restored into a folder, not into "
            f"{printable(door.shown_address(settings.catalog))}; leave --catalog out, or restore "
            "what pg_dump wrote with pg_restore."
        )
    door.restore(file, settings.archive.expanduser())
    with opened(settings) as index:
        index.repair()
        articles = len(index)
    typer.echo(f"Restored {counted(articles, 'article')} to {printable(str(settings.archive))}.")
