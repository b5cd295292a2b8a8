"""An answer that is waited for: what a model does is shown while it does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.cli.program import progress
from assistant.rendering import counted
from assistant.types import Claimed, Event, Finished, Found, Noticed

if TYPE_CHECKING:
    from assistant.cli.progress import Show
    from assistant.types import Answer


def followed(
    events: Iterator[Event], *, writer: str, quoting: Callable[[], Iterator[Event]]
) -> Answer:
    """Give the answer that `events` end with; `writer` names the model, "" where there is none.

    Quoting takes no time worth telling about; a model takes seconds, so what it does is shown.
    Who interrupts it has the answer that `quoting` gives without it.
    """
    if not writer:
        return _last(events)
    try:
        with progress() as show:
            return _last(_shown(events, show, writer))
    except KeyboardInterrupt:
        notice = f"{writer} was not waited for. This answer is made of quoted sentences instead."
        return replace(_last(quoting()), notice=notice)


def _last(events: Iterator[Event]) -> Answer:
    *_, last = events
    assert isinstance(last, Finished)
    return last.answer


def _shown(events: Iterator[Event], show: Show, writer: str) -> Iterator[Event]:
    """Give `events`, each shown as it comes."""
    sentences = 0
    show("Searching", None)
    for each in events:
        sentences += isinstance(each, Claimed)
        show(_line(each, sentences, writer), None)
        yield each


def _line(event: Event, sentences: int, writer: str) -> str:
    match event:
        case Found(hits):
            return f"{counted(len(hits), 'passage')} found; {writer} is writing (Ctrl-C: quotes)"
        case Noticed(notice):
            return f"{notice} (Ctrl-C: quotes)"
        case _:
            # Not who writes: where a model fails, quoted sentences come in its place.
            return f"{counted(sentences, 'sentence')} checked"
