"""The commands for conversations that were kept: list, show, rename, delete, export."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import rendering
from assistant.cli.program import (
    ArchiveOption,
    CatalogOption,
    JsonOption,
    app,
    as_text,
    load_settings,
    with_settings,
)
from assistant.rendering import counted, printable
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.conversations import Conversation, Conversations, KeptTurn

UserOption = Annotated[
    str | None,
    typer.Option(
        "--user", metavar="NAME", help="Whose conversations; as a rule those of your login name."
    ),
]
_Id = Annotated[
    str,
    typer.Argument(metavar="ID", help="As `byline conversations` lists it.", show_default=False),
]

conversations = typer.Typer(
    invoke_without_command=True,
    epilog="Example: byline conversations --archive archive",
)
app.add_typer(conversations, name="conversations")


@contextmanager
def kept(settings: Settings) -> Iterator[Conversations]:
    """Open the conversations beside the articles of `settings`, and close them in the end.

    Raises:
        ConversationError: there is no such folder, or the file cannot be used.
    """
    from assistant.conversations import FILE_NAME, Conversations

    with (
        Conversations.at(settings.catalog)
        if settings.catalog
        else Conversations.open(settings.archive.expanduser() / FILE_NAME)
    ) as opened:
        yield opened


def user_named(name: str | None) -> str:
    """Give `name`, or the login name where there is none.

    Raises:
        typer.BadParameter: it is empty, or this machine has no name for who runs it.
    """
    try:
        user = getpass.getuser() if name is None else name.strip()
    except (KeyError, OSError):  # a container may run as a number that no name belongs to
        user = ""
    if not user:
        raise typer.BadParameter("Nobody is named; give a name with --user.")
    return user


@conversations.callback()
def list_them(
    context: typer.Context,
    *,
    archive: ArchiveOption = None,
    catalog: CatalogOption = None,
    user: UserOption = None,
    json: JsonOption = False,
) -> None:
    """List, show, rename, delete and export conversations.

    Without a command they are listed, the one that changed last first. A line has the
    conversation's id, the day of its last question, how many there are, and the title.
    """
    if context.invoked_subcommand:
        # What stands before the command holds for it, unless it stands behind it too.
        given = {"archive": archive, "catalog": catalog, "user": user}
        context.default_map = {context.invoked_subcommand: given}
        return
    name = user_named(user)
    with kept(load_settings(archive=archive, catalog=catalog)) as opened:
        known = opened.listed(user=name)
    if json:
        typer.echo(rendering.json_text({"conversations": [_told(each) for each in known]}))
        return
    for each in known:
        typer.echo(_line(each))
    if not known:
        typer.echo(
            f"No conversation of {printable(name)} is kept; "
            '`byline ask "..." --conversation new` begins one.',
            err=True,
        )


@conversations.command(epilog="Example: byline conversations show 3f0c52d1a97be846")
@with_settings("archive", "catalog")
def show(conversation: _Id, *, settings: Settings, user: UserOption = None) -> None:
    """Show a conversation: each question with its answer and sources."""
    with kept(settings) as opened:
        turns = opened.turns(conversation, user=user_named(user))
    typer.echo("\n\n".join(_turn(turn) for turn in turns))


@conversations.command(
    epilog='Example: byline conversations rename 3f0c52d1a97be846 "The bridge at Ostermere"'
)
@with_settings("archive", "catalog")
def rename(
    conversation: _Id,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Up to 200 characters.")],
    *,
    settings: Settings,
    user: UserOption = None,
) -> None:
    """Give a conversation another title."""
    from assistant.conversations import BadTitle

    with kept(settings) as opened:
        try:
            opened.rename(conversation, title, user=user_named(user))
        except BadTitle as error:
            raise typer.BadParameter(str(error)) from error


@conversations.command(epilog="Example: byline conversations delete 3f0c52d1a97be846")
@with_settings("archive", "catalog")
def delete(
    conversation: _Id,
    *,
    settings: Settings,
    user: UserOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete it without asking.")] = False,
) -> None:
    """Delete a conversation for good, once you say so; nobody can bring it back."""
    name = user_named(user)
    with kept(settings) as opened:
        known = opened.get(conversation, user=name)
        if not yes:
            asked = counted(known.turns, "question")
            question = f"Delete “{printable(known.title)}” with {asked} for good?"
            typer.confirm(question, abort=True, err=True)
        opened.delete(conversation, user=name)
    typer.echo("Deleted.")


@conversations.command(
    epilog="Example: byline conversations export 3f0c52d1a97be846 --format html --output talk.html"
)
@with_settings("archive", "catalog")
def export(
    conversation: _Id,
    *,
    settings: Settings,
    user: UserOption = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"One of {', '.join(rendering.FORMATS)}.",
        ),
    ] = "markdown",
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File to write; as a rule it is printed."),
    ] = None,
) -> None:
    """Write a conversation, or the articles it cites, for other programs to read."""
    if form not in rendering.FORMATS:
        raise typer.BadParameter(
            f"--format is {form!r}, but the formats are {', '.join(rendering.FORMATS)}."
        )
    name = user_named(user)
    with kept(settings) as opened:
        title = opened.get(conversation, user=name).title
        answers = [turn.answer for turn in opened.turns(conversation, user=name)]
    text = rendering.conversation_as(form, title, answers)
    if output is None:
        typer.echo(text)
    else:
        output.write_text(f"{text}\n", encoding="utf-8")


def _told(known: Conversation) -> dict[str, str | int]:
    return {
        "id": known.id,
        "title": known.title,
        "started": known.started.isoformat(),
        "changed": known.changed.isoformat(),
        "questions": known.turns,
    }


def _line(known: Conversation) -> str:
    day = known.changed.astimezone().date()
    asked = counted(known.turns, "question")
    return f"{known.id}  {day}  {asked:>12}  {printable(known.title)}".rstrip()


def _turn(turn: KeptTurn) -> str:
    return f"{turn.number}. {printable(turn.question)}\n\n{as_text(turn.answer)}"
