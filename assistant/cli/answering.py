"""Following an answer on stderr while it is found, written and checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.cli.program import progress
from assistant.rendering import counted
from assistant.types import Claimed, Event, Finished, Found, Noticed

if TYPE_CHECKING:
    from assistant.types import Answer


def followed(events: Iterator[Event], *, writer: str) -> Answer:
    """Give the answer that `events` end with; `writer` names the model, "" where there is none.

    Quoting takes no time worth telling about; a model takes seconds, so what it does is shown.
    """
    if not writer:
        *_, last = events
    else:
        with progress() as show:
            sentences = 0
            show("Searching", None)
            for last in events:
                sentences += isinstance(last, Claimed)
                show(_line(last, sentences, writer), None)
    assert isinstance(last, Finished)
    return last.answer


def _line(event: Event, sentences: int, writer: str) -> str:
    match event:
        case Found(hits, _):
            return f"{counted(len(hits), 'passage')} found; {writer} is writing"
        case Noticed(notice):
            return notice
        case _:
            # Not who writes: where a model fails, quoted sentences come in its place.
            return f"{counted(sentences, 'sentence')} checked"
