"""The command that shows what readers said of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.conversing import kept
from assistant.cli.program import JsonOption, app, with_settings
from assistant.rendering import json_text, printable
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.conversations import Feedback


@app.command(epilog="Example: byline feedback --json > questions.jsonl")
@with_settings("archive", "catalog")
def feedback(*, settings: Settings, json: JsonOption = False) -> None:
    """Show what readers said of their answers, the latest first.

    With --json each is a line that `byline eval` takes as a question: an answer called good names
    the articles that are relevant; of a bad one that is not known.
    """
    with kept(settings) as opened:
        given = opened.feedback()
    for each in given:
        typer.echo(json_text(_question(each), indent=None) if json else _line(each))
    if not given:
        typer.echo("Nobody has said anything of an answer yet.", err=True)


def _line(given: Feedback) -> str:
    day = given.given_at.astimezone().date()
    judged = "good" if given.good else "bad"
    said = f"{given.answer.question.text}{': ' if given.reason else ''}{given.reason}"
    return f"{day}  {judged:<4}  {printable(said)}"


def _question(given: Feedback) -> dict[str, Any]:
    answer, question = given.answer, given.answer.question
    known: dict[str, Any] = {}
    if given.good:
        cited = dict.fromkeys(each.article.id for each in answer.citations if each.in_answer)
        known = {"relevant": list(cited), "answerable": not answer.abstained}
        known |= {"answers": [answer.short.text]} if answer.short else {}
    return {
        "id": given.place,
        "question": question.text,
        "asked_on": question.asked_on.isoformat() if question.asked_on else None,
        **known,
        "good": given.good,
        "reason": given.reason,
    }
