"""The command that tells the stories of an archive."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.program import OPENING, app, opened, with_settings
from assistant.rendering import printable
from assistant.settings import Settings
from assistant.types import counted, spoken, to_json


@app.command(epilog="Example: byline stories --limit 5")
@with_settings(*OPENING)
def stories(
    *,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="How many, the newest first.")
    ] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    settings: Settings,
) -> None:
    """List the stories of the archive: articles of one event, the newest first."""
    from assistant import Assistant

    with opened(settings) as index:
        found = Assistant(index).stories.newest_first()[:limit]
    if as_json:
        typer.echo(json.dumps(to_json(found), ensure_ascii=False))
        return
    for each in found:
        days = " to ".join(dict.fromkeys(map(spoken, (each.first, each.last))))
        typer.echo(printable(each.title or "A story without a title"))
        outlets = printable(", ".join(each.outlets))
        articles = counted(len(each.articles), "article")
        typer.echo(f"  {'; '.join(filter(None, (articles, days, outlets)))}")
    if not found:
        typer.echo("No two articles with a day tell of the same event.")
