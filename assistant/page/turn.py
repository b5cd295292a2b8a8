"""One question on the page, from what a reader typed, and what has come of it so far."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.errors import QuestionError
from assistant.page.asked import Asked
from assistant.page.following import next_questions
from assistant.today import day_of_asking
from assistant.types import (
    Answer,
    Citation,
    Claim,
    Claimed,
    Event,
    Exchange,
    Finished,
    Found,
    Noticed,
    Question,
    ShortAnswer,
    Story,
)
from index import BylineError

if TYPE_CHECKING:
    from assistant import Assistant


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question with as much of its answer as there is: the events of the answer, folded.

    `id` tells the turns of one page apart; every id in the HTML of a turn begins with it. `next`
    are questions that may follow. `number` counts the turns of the `conversation` that keeps it,
    "" where none does; `unkept` says why it could not. `story` is what the answer is of, if known.
    """

    id: str
    question: Question
    found: Found | None = None
    claimed: tuple[Claimed, ...] = ()
    answer: Answer | None = None
    notice: str = ""
    error: str = ""
    next: tuple[Asked, ...] = ()
    conversation: str = ""
    number: int = 0
    story: Story | None = None
    unkept: str = ""

    def after(self, event: Event) -> Turn:
        """Give the turn as it is once `event` has come."""
        match event:
            case Found():
                return replace(self, found=event)
            case Noticed(notice):
                return replace(self, notice=notice)
            case Claimed():
                return replace(self, claimed=(*self.claimed, event))
            case Finished(answer):
                return replace(self, answer=answer, question=answer.question)

    def failed(self, error: str) -> Turn:
        """Give the turn as it is once `error`, a sentence for the reader, has ended it."""
        return replace(self, error=error)

    @property
    def exchange(self) -> Exchange | None:
        """What a later question may lean on; None where nothing was answered."""
        return self.answer.exchange if self.answer else None

    @property
    def short(self) -> ShortAnswer | None:
        """The few words that answer, once the whole answer is there."""
        return self.answer.short if self.answer else None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The sentences there are, the checked ones of the whole answer once it is there."""
        if self.answer:
            return self.answer.claims
        return tuple(claimed.claim for claimed in self.claimed)

    @property
    def is_waited_for(self) -> bool:
        """Whether a model was told to write, and nothing that it wrote is there yet."""
        return bool(self.notice) and not (self.claimed or self.answer or self.error)

    @property
    def meanwhile(self) -> tuple[Claimed, ...]:
        """What can be read until the first sentence of a model is there."""
        is_waiting = self.found and not (self.claimed or self.answer or self.error)
        return self.found.quoted if self.found and is_waiting else ()

    @property
    def is_settled(self) -> bool:
        """Whether the sentences there are will stay where they are."""
        return self.answer is not None or all(each.settled for each in self.claimed)

    @property
    def sources(self) -> dict[str, Citation]:
        """The citations by their label, each label once, in the order the answer uses them."""
        if self.answer:
            citations = self.answer.citations
        else:
            citations = tuple(each for claimed in self.claimed for each in claimed.citations)
        sources: dict[str, Citation] = {}
        for citation in citations:
            sources.setdefault(citation.label, citation)
        return sources


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
    stop: threading.Event | None = None,
) -> Iterator[Turn]:
    """Ask `question` within what the reader typed, and give the turn each time more is there.

    Once `stop` is set, the turn ends with what there is. What Byline refuses ends it with its
    sentence; no error of Byline's leaves here.
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
            stop=stop,
        ):
            turn = turn.after(event)
            yield turn
    except BylineError as error:
        yield turn.failed(str(error))
        return
    further = turn
    with suppress(BylineError):  # what may follow is no reason to lose an answer
        further = _with_further(assistant, turn)
    if further != turn:
        yield further


def _with_further(assistant: Assistant, turn: Turn) -> Turn:
    """Add what may be asked next, and the story that the answer is of."""
    if not turn.answer:
        return turn
    cited = [each.article.id for each in turn.answer.citations]
    story = assistant.stories.of(cited, wait=False)
    return replace(turn, next=next_questions(assistant.index, turn.answer), story=story)


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
