"""The commands that ask: on the command line, or on the page."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import rendering
from assistant.cli.answering import followed
from assistant.cli.conversing import UserOption, kept, user_named
from assistant.cli.failures import ExitCode
from assistant.cli.program import (
    ArchiveOption,
    BaseUrlOption,
    EmbedderOption,
    ModelOption,
    NliOption,
    ReaderOption,
    app,
    assistant_of,
    is_terminal,
    load_settings,
    opened,
)
from assistant.errors import ConversationError
from assistant.rendering import printable
from assistant.today import day_of_asking

if TYPE_CHECKING:
    from assistant.conversations import Conversations
    from assistant.settings import Settings
    from assistant.types import Answer, Exchange

_NEW = "new"
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
    reader: ReaderOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    nli: NliOption = None,
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
    conversation: Annotated[
        str,
        typer.Option(
            metavar="ID",
            help="Go on with a conversation, or begin one with the ID new; it is kept. See "
            "`byline conversations`.",
        ),
    ] = "",
    user: UserOption = None,
    json: Annotated[bool, typer.Option("--json", help="Give the whole answer as JSON.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Give Markdown with footnotes.")
    ] = False,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="Give it as markdown, html, json, bibtex or csl-json, or as openai, "
            "openai-responses, anthropic, cohere or langchain give their citations.",
        ),
    ] = "",
    dropped: Annotated[
        bool, typer.Option("--dropped", help="Show too what a model wrote that did not hold.")
    ] = False,
) -> None:
    """Answer a question from the archive, each sentence with its source.

    Where the articles do not answer, it says so and shows what comes nearest; with --json,
    `abstained` tells.
    """
    form = _form(form, json=json, markdown=markdown)
    settings = load_settings(
        archive=archive, embedder=embedder, reader=reader, model=model, base_url=base_url, nli=nli
    )
    with opened(settings) as index, _going_on(settings, conversation, user) as going_on:
        assistant = assistant_of(settings, index)
        ask = partial(
            type(assistant).stream,
            question=question,
            asked_on=asked_on or as_of or day_of_asking(index),
            as_of=as_of,
            outlets=tuple(outlet or ()),
            since=since,
            until=until,
            speaker=speaker,
            history=going_on.history,
            infer=not no_infer,
        )
        answer = followed(
            ask(assistant),
            writer=settings.model,
            quoting=lambda: ask(assistant_of(replace(settings, model=""), index)),
        )
        typer.echo(_written(answer, form, dropped=dropped))
        going_on.keep(answer)


@app.command(epilog="Example: byline serve --port 8080 --examples questions.txt")
def serve(
    *,
    archive: ArchiveOption = None,
    embedder: EmbedderOption = None,
    reader: ReaderOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    nli: NliOption = None,
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
    settings = load_settings(
        archive=archive,
        embedder=embedder,
        reader=reader,
        model=model,
        base_url=base_url,
        nli=nli,
        host=host,
        port=port,
    )
    questions = _lines(examples) if examples else ()
    import app as page

    with opened(settings) as index, _kept_if_possible(settings) as conversations:
        page.serve(
            assistant_of(settings, index),
            host=settings.host,
            port=settings.port,
            conversations=conversations,
            examples=questions,
            on_ready=lambda address: typer.echo(f"Byline is at {address} (Ctrl-C stops it)."),
            on_late=_leave,
        )


def _leave() -> None:
    """End the process, whatever its threads wait for; what is kept is whole at any moment."""
    typer.echo("byline: Stopped. An answer was still being written, and is lost.", err=True)
    os._exit(ExitCode.DONE)


@dataclass(frozen=True, slots=True)
class _GoingOn:
    """A conversation that is gone on with; without `conversations` nothing is kept."""

    conversations: Conversations | None = None
    user: str = ""
    id: str = ""

    @property
    def history(self) -> tuple[Exchange, ...]:
        if self.conversations is None or self.id == _NEW:
            return ()
        return self.conversations.history(self.id, user=self.user)

    def keep(self, answer: Answer) -> None:
        """Keep `answer`, and say on stderr where; it has been printed already."""
        if self.conversations is None:
            return
        number = self.id if self.id != _NEW else self.conversations.start(user=self.user).id
        self.conversations.add(number, answer, user=self.user)
        typer.echo(f"Kept in the conversation {number}; --conversation {number} goes on.", err=True)


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


@contextmanager
def _going_on(settings: Settings, conversation: str, user: str | None) -> Iterator[_GoingOn]:
    if not conversation:
        yield _GoingOn()
        return
    with kept(settings) as conversations:
        yield _GoingOn(conversations, user_named(user), conversation)


def _form(form: str, *, json: bool, markdown: bool) -> str:
    asked = [name for name, wanted in (("json", json), ("markdown", markdown)) if wanted]
    asked += [form] if form else []
    if len(asked) > 1:
        raise typer.BadParameter(
            "--json, --markdown and --format exclude each other; give one of them."
        )
    if form:
        from assistant.rendering.shapes import SHAPES

        known = (*rendering.FORMATS, *SHAPES)
        if form not in known:
            raise typer.BadParameter(
                f"--format is {form!r}, but the formats are {', '.join(known)}."
            )
    return asked[0] if asked else ""


def _written(answer: Answer, form: str, *, dropped: bool) -> str:
    if not form:
        width = min(shutil.get_terminal_size().columns, _WIDEST)
        colour = is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
        return rendering.as_text(answer, width=width, colour=colour, dropped=dropped)
    if form == "markdown":
        return rendering.as_markdown(answer, dropped=dropped)
    if form == "html":
        return rendering.as_html(answer, dropped=dropped)
    if form in rendering.FORMATS:
        return rendering.answer_as(form, answer)
    from assistant.rendering.shapes import SHAPES

    return rendering.json_text(SHAPES[form](answer))


def _lines(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return tuple(line.strip() for line in lines if line.strip())
