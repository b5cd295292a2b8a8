"""The commands for who is let in by `byline serve --people FILE`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.program import app, with_settings
from assistant.rendering import printable
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.people import People

people = typer.Typer(
    no_args_is_help=True,
    help="Say who is let in by `byline serve --people FILE`.",
    epilog="Example: byline people add ada --people people.db",
)
app.add_typer(people, name="people")
_Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]


@contextmanager
def let_in(settings: Settings, *, create: bool = False) -> Iterator[People]:
    """Open the file of people that the settings name, made if `create`, and close it in the end.

    Raises:
        typer.BadParameter: they name none.
        PeopleError: it cannot be used.
    """
    from assistant.people import People

    if not settings.people:
        raise typer.BadParameter(
            "Say in which file people are: --people FILE, or people in byline.toml."
        )
    with People.open(Path(settings.people).expanduser(), create=create) as opened:
        yield opened


@people.command(epilog="Example: byline people add ada --people people.db")
@with_settings("people")
def add(name: _Name, *, settings: Settings) -> None:
    """Let somebody in; the password is asked for twice, or is the first line of stdin."""
    with let_in(settings, create=True) as opened:
        typer.echo(f"{printable(opened.add(name, _password()))} is let in.")


@people.command(name="list", epilog="Example: byline people list --people people.db")
@with_settings("people")
def list_them(*, settings: Settings) -> None:
    """List who is let in."""
    with let_in(settings) as opened:
        for name in opened.names():
            typer.echo(printable(name))


@people.command(epilog="Example: byline people password ada --people people.db")
@with_settings("people")
def password(name: _Name, *, settings: Settings) -> None:
    """Give somebody another password; wherever they are signed in, they are signed out."""
    with let_in(settings) as opened:
        opened.change(name, _password())
    typer.echo("Changed.")


@people.command(epilog="Example: byline people remove ada --people people.db")
@with_settings("people")
def remove(name: _Name, *, settings: Settings) -> None:
    """Let somebody in no more, also where they are signed in."""
    with let_in(settings) as opened:
        opened.remove(name)
    typer.echo("Removed.")


def _password() -> str:
    if sys.stdin.isatty():
        again = "Once more"
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=again, err=True))
    return sys.stdin.readline().rstrip("\r\n")
