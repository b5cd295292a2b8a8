"""The commands that ask: on the command line, or on the page."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import rendering
from assistant.cli.program import (
    ArchiveOption,
    EmbedderOption,
    app,
    is_terminal,
    load_settings,
    opened,
)
from assistant.today import day_of_asking

if TYPE_CHECKING:
    from assistant.types import Answer

_WIDEST = 100  # longer lines are hard to read, however wide the window


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it like 2031-03-04.") from None


def _day_option(flag: str, text: str) -> object:
    return typer.Option(flag, parser=_day, metavar="DATE", help=text)


@app.command(epilog='Example: byline ask "Who said the bridge would reopen?" --since 2031-03-01')
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In quotation marks.")],
    *,
    archive: ArchiveOption = None,
    embedder: EmbedderOption = None,
    asked_on: Annotated[
        date | None,
        _day_option(
            "--asked-on",
            "Day of asking; news of those days count more. As a rule the day of --as-of, or today; "
            "none where the archive is of other days.",
        ),
    ] = None,
    as_of: Annotated[
        date | None, _day_option("--as-of", "Answer as on that day: nothing later is read.")
    ] = None,
    outlet: Annotated[
        list[str] | None,
        typer.Option(metavar="OUTLET", help="Only articles of this outlet; may be repeated."),
    ] = None,
    since: Annotated[
        date | None, _day_option("--since", "Only articles of that day or later.")
    ] = None,
    until: Annotated[
        date | None, _day_option("--until", "Only articles of that day or earlier.")
    ] = None,
    speaker: Annotated[
        str,
        typer.Option(metavar="NAME", help="Only sentences that somebody of that name says."),
    ] = "",
    no_infer: Annotated[
        bool,
        typer.Option("--no-infer", help="Read no limits (days, outlets, speakers) from QUESTION."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Give the whole answer as JSON.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Give Markdown with footnotes.")
    ] = False,
) -> None:
    """Answer a question from the archive, each sentence with its source.

    Where the articles do not answer, it says so and shows what comes nearest; with --json,
    `abstained` tells.
    """
    if json and markdown:
        raise typer.BadParameter("--json and --markdown exclude each other; give one of them.")
    settings = load_settings(archive=archive, embedder=embedder)
    from assistant import Assistant

    with opened(settings) as index:
        answer = Assistant(index).ask(
            question,
            asked_on=asked_on or as_of or day_of_asking(index),
            as_of=as_of,
            outlets=tuple(outlet or ()),
            since=since,
            until=until,
            speaker=speaker,
            infer=not no_infer,
        )
    if json:
        typer.echo(rendering.as_json(answer))
    elif markdown:
        typer.echo(rendering.as_markdown(answer))
    else:
        typer.echo(_for_people(answer))


@app.command(epilog="Example: byline serve --port 8080 --examples questions.txt")
def serve(
    *,
    archive: ArchiveOption = None,
    embedder: EmbedderOption = None,
    host: Annotated[
        str | None, typer.Option(metavar="HOST", help="Address to listen at; 127.0.0.1 as a rule.")
    ] = None,
    port: Annotated[
        str | None, typer.Option(metavar="PORT", help="Port to listen at; 7860 as a rule.")
    ] = None,
    examples: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Text file of questions to show as examples, a line each.",
        ),
    ] = None,
) -> None:
    """Serve the page, for a browser, until Ctrl-C."""
    settings = load_settings(archive=archive, embedder=embedder, host=host, port=port)
    questions = _lines(examples) if examples else ()
    import app as page
    from assistant import Assistant

    with opened(settings) as index:
        page.serve(
            Assistant(index),
            host=settings.host,
            port=settings.port,
            examples=questions,
            on_ready=lambda address: typer.echo(f"Byline is at {address} (Ctrl-C stops it)."),
        )


def _for_people(answer: Answer) -> str:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    colour = is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    return rendering.as_text(answer, width=width, colour=colour)


def _lines(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return tuple(line.strip() for line in lines if line.strip())
