"""From what a reader typed to a turn that grows with the answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.errors import QuestionError
from assistant.page.turn import Turn
from assistant.today import day_of_asking
from assistant.types import Exchange, Question
from index import BylineError

if TYPE_CHECKING:
    from assistant import Assistant


def take_turn(
    assistant: Assistant,
    question: str,
    *,
    outlets: Sequence[str] = (),
    since: str = "",
    until: str = "",
    as_of: str = "",
    speaker: str = "",
    asked_on: str = "",
    infer: bool = True,
    history: Sequence[Exchange] = (),
) -> Iterator[Turn]:
    """Ask `question` within what the reader typed, and give the turn each time more is there.

    What Byline refuses ends the turn with its sentence; no error of Byline's leaves here.
    """
    turn = Turn(id=f"turn-{secrets.token_hex(4)}", question=Question(text=question.strip()))
    yield turn
    try:
        known = _typed_day("As of", as_of)
        for event in assistant.stream(
            question,
            asked_on=_typed_day("Asked on", asked_on) or known or day_of_asking(assistant.index),
            outlets=tuple(outlets),
            since=_typed_day("Published from", since),
            until=_typed_day("Published until", until),
            as_of=known,
            speaker=speaker.strip(),
            infer=infer,
            history=history,
        ):
            turn = turn.after(event)
            yield turn
    except BylineError as error:
        yield turn.failed(str(error))


def _typed_day(field: str, typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise QuestionError(
            f"“{typed.strip()}” in the field “{field}” is not a day; write it as in 2024-05-31, "
            "or leave the field empty."
        ) from None
