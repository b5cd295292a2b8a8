"""The command that serves the page and the HTTP API."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.conversing import kept
from assistant.cli.failures import ExitCode
from assistant.cli.people import let_in
from assistant.cli.program import ASKING, app, assistant_of, opened, with_settings
from assistant.errors import ConversationError
from assistant.rendering import printable
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.conversations import Conversations
    from assistant.http.bounds import Bounds


@app.command(epilog="Example: byline serve --port 8080 --examples questions.txt")
@with_settings(
    *ASKING,
    *("host", "port", "allow_host", "requests_a_minute", "waiting", "people"),
    *("allow_adding", "adding_files", "adding_megabytes"),
)
def serve(
    *,
    settings: Settings,
    log: Annotated[
        bool, typer.Option("--log", help="Write a line for each request on stderr.")
    ] = False,
    examples: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Text file of questions to show as examples, a line each.",
        ),
    ] = None,
    reports: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Folder whose reports of `byline eval --report DIR/NAME` are shown at /measure.",
        ),
    ] = None,
) -> None:
    """Serve the page and the HTTP API until Ctrl-C; /docs tells of the latter.

    Where articles may be added on the page, an archive is made if there is none.
    """
    questions = _lines(examples) if examples else ()
    if log:
        logging.basicConfig(format="%(asctime)s %(message)s")
        logging.getLogger("byline").setLevel(logging.INFO)
    import app as page

    adding = allows_adding(settings)
    with (
        opened(settings, create=adding) as index,
        _kept_if_possible(settings) as conversations,
        bounds_of(settings) as bounds,
    ):
        page.serve(
            assistant_of(settings, index),
            host=settings.host,
            port=settings.port,
            conversations=conversations,
            examples=questions,
            bounds=replace(bounds, reports=reports),
            on_ready=lambda address: _tell(address, is_empty=adding and not len(index)),
            on_late=leave,
        )


@contextmanager
def bounds_of(settings: Settings) -> Iterator[Bounds]:
    """Give what a server takes on by `settings`, and whom, while its file of people is open."""
    from assistant.http.bounds import Bounds

    with let_in(settings) if settings.people else nullcontext() as people:
        yield Bounds(
            hosts=frozenset(filter(None, settings.allow_host.split(","))),
            requests_a_minute=settings.requests_a_minute,
            waiting=settings.waiting,
            people=people,
            adding=allows_adding(settings),
            adding_files=settings.adding_files,
            adding_megabytes=settings.adding_megabytes,
        )


def allows_adding(settings: Settings) -> bool:
    """Whether visitors may change the archive; unless it is said, where nobody else can come."""
    if settings.allow_adding is not None:
        return settings.allow_adding
    from assistant.http.bounds import is_loopback

    # Another name is one that other machines come by, such as that of a proxy in front.
    return is_loopback(settings.host) and not settings.allow_host


def _tell(address: str, *, is_empty: bool) -> None:
    typer.echo(f"Byline is at {address} (Ctrl-C stops it).")
    if is_empty:
        typer.echo(f"The archive is empty; drop articles at {address}/add.")


def leave() -> None:
    """End the process, whatever its threads wait for; what is kept is whole at any moment."""
    typer.echo(
        "byline: Stopped. An answer that was still being written is lost, and who asked was told; "
        "articles that were added are in the archive.",
        err=True,
    )
    os._exit(ExitCode.DONE)


@contextmanager
def _kept_if_possible(settings: Settings) -> Iterator[Conversations | None]:
    """Open the conversations, or say on stderr why none is kept: questions are answered anyway."""
    with ExitStack() as opened_files:
        try:
            conversations = opened_files.enter_context(kept(settings))
        except ConversationError as error:
            typer.echo(f"byline: Conversations are not kept. {printable(str(error))}", err=True)
            conversations = None
        yield conversations


def _lines(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return tuple(line.strip() for line in lines if line.strip())
