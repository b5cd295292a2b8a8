"""The command that asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import rendering
from assistant.cli.batch import MOST_JOBS, answer_file, check_usage
from assistant.cli.conversing import UserOption, kept, user_named
from assistant.cli.program import (
    ASKING,
    app,
    as_text,
    assistant_of,
    opened,
    with_settings,
)
from assistant.cli.watching import followed
from assistant.errors import ConversationError
from assistant.settings import Settings
from assistant.today import day_of_asking

if TYPE_CHECKING:
    from assistant.conversations import Conversations
    from assistant.types import Answer, Exchange

_NEW = "new"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it like 2031-03-04.") from None


def _day_option(flag: str, text: str) -> object:
    return typer.Option(flag, parser=_day, metavar="DATE", help=text)


@app.command(epilog='Example: byline ask "Who said the bridge would reopen?" --since 2031-03-01')
@with_settings(*ASKING)
def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="In quotation marks.")
    ] = None,
    *,
    settings: Settings,
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
            help=f"Give it as {', '.join(rendering.FORMATS)}, or as openai, openai-responses, "
            "anthropic, cohere or langchain give their citations.",
        ),
    ] = "",
    dropped: Annotated[
        bool, typer.Option("--dropped", help="Show too what a model wrote that did not hold.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            allow_dash=True,
            help="Ask the questions of FILE, one a line, as text or as JSON with the key question "
            "and, if wanted, id, asked_on, as_of, outlets, since, until, speaker and infer; "
            "- is stdin. Each answer is a line of JSON.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="With --file: write the answers there; run again, it goes on where it was.",
        ),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            max=MOST_JOBS,
            show_default=False,
            help="With --file: so many questions at once; as a rule 4 with a model, else 1.",
        ),
    ] = 0,
) -> None:
    """Answer a question from the archive, each sentence with its source.

    Where the articles do not answer, it says so and shows what comes nearest; with --json,
    `abstained` tells.
    """
    form = _form(form, json=json, markdown=markdown)
    check_usage(question, file, out, jobs, form=form, conversation=conversation)
    limits: dict[str, Any] = {
        "as_of": as_of,
        "outlets": tuple(outlet or ()),
        "since": since,
        "until": until,
        "speaker": speaker,
        "infer": not no_infer,
    }
    if file:
        limits |= {"asked_on": asked_on} if asked_on else {}
        raise typer.Exit(answer_file(file, out, settings, limits, jobs=jobs))
    with opened(settings) as index, _going_on(settings, conversation, user) as going_on:
        limits["asked_on"] = asked_on or as_of or day_of_asking(index)
        asked: dict[str, Any] = {"question": question, "history": going_on.history, **limits}
        quoting = replace(settings, model="")
        answer = followed(
            assistant_of(settings, index).stream(**asked),
            writer=settings.model,
            quoting=lambda: assistant_of(quoting, index).stream(**asked),
        )
        try:
            kept_in, failed = going_on.keep(answer), None
        except ConversationError as error:
            kept_in, failed = "", error
        if form == "json":
            told = {"conversation": kept_in or None} if conversation else {}
            typer.echo(rendering.json_text(answer.to_dict() | told))
        else:
            typer.echo(_written(answer, form, dropped=dropped))
        if failed:
            raise failed
        if kept_in:
            goes_on = f"Kept in the conversation {kept_in}; --conversation {kept_in} goes on."
            typer.echo(goes_on, err=True)


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

    def keep(self, answer: Answer) -> str:
        """Keep `answer`, and give the id of the conversation it is kept in, "" for none."""
        if self.conversations is None:
            return ""
        number = self.id if self.id != _NEW else self.conversations.start(user=self.user).id
        self.conversations.add(number, answer, user=self.user)
        return number


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
        return as_text(answer, dropped=dropped)
    if form == "markdown":
        return rendering.as_markdown(answer, dropped=dropped)
    if form == "html":
        return rendering.as_html(answer, dropped=dropped)
    if form in rendering.FORMATS:
        return rendering.answer_as(form, answer)
    from assistant.rendering.shapes import SHAPES

    return rendering.json_text(SHAPES[form](answer))
