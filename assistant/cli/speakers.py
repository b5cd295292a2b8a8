"""The command that tells who speaks in an archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.program import OPENING, app, opened, with_settings
from assistant.rendering import printable
from assistant.settings import Settings
from assistant.types import to_json

if TYPE_CHECKING:
    from index import Speaker

_WIDEST_NAME = 48


@app.command(epilog='Example: byline speakers --about "the price of the dam"')
@with_settings(*OPENING)
def speakers(
    *,
    about: Annotated[
        str, typer.Option("--about", metavar="TEXT", help="Only what is said about this.")
    ] = "",
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="How many, those who say most first.")
    ] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    settings: Settings,
) -> None:
    """Tell who speaks in the archive, and how often."""
    with opened(settings) as index:
        found, held = index.speakers(about, limit=limit), index.status()
    if held.heard < held.articles:
        typer.echo(
            f"Of {held.articles:,} articles {held.heard:,} are read for who says what; "
            "`byline embed` reads the rest.",
            err=True,
        )
    if as_json:
        typer.echo(json.dumps(to_json(found), ensure_ascii=False))
    elif found:
        _table(found)
    else:
        typer.echo("Nobody is found who says anything about that." if about else "Nobody speaks.")


def _table(found: list[Speaker]) -> None:
    width = min(_WIDEST_NAME, max(len(each.name) for each in found))
    typer.echo(f"{'Speaker':<{width}}  Statements  Articles  From        To")
    for each in found:
        name = printable(each.name)
        name = name if len(name) <= width else f"{name[: width - 1]}…"
        days = f"{each.first or '-'!s:<10}  {each.last or '-'}"
        typer.echo(f"{name:<{width}}  {each.statements:>10,}  {each.articles:>8,}  {days}")
