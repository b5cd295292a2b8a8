"""Time limits that hold for any provider: the work is a thread's, and who waits can leave."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import TypeAlias, TypeVar

from assistant.types import Usage
from assistant.writing.model.types import Waits

_Made = TypeVar("_Made")

_LOOK = 0.1  # seconds between two looks whether it was stopped


class Stopped(Exception):
    """Who waits does not want to any longer."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a stream: some text, the provider's reason for ending, or its count of tokens."""

    text: str = ""
    reason: str = ""
    usage: Usage | None = None


_Handed: TypeAlias = Chunk | Exception | None  # None is the end


def patiently(
    begin: Callable[[], Iterator[Chunk]],
    *,
    seconds: float,
    waits: Waits,
    stop: Event | None = None,
    hang_up: Callable[[int | None], None] = lambda _: None,
) -> Generator[Chunk | Exception, None, None]:
    """Give what `begin()` gives, which a thread of its own waits for, and its error last, if any.

    The error is a TimeoutError when `seconds` are over in all, or when nothing came for as long as
    `waits` allows, and Stopped once `stop` is set. Then, and when this iterator is closed,
    `hang_up` is told the thread, which is left to itself: it ends with its connection, at the next
    part, or with the process.
    """
    work = _Work(begin, stop or Event())
    thread = Thread(target=work.run, name="byline-model", daemon=True)
    thread.start()
    deadline, silence = time.monotonic() + seconds, waits.first
    try:
        while (item := work.next(deadline, silence)) is not None:
            yield item
            if isinstance(item, Exception):
                return
            silence = waits.then if item.text else silence
    finally:
        work.given_up.set()
        hang_up(thread.ident)


def attempt(make: Callable[[], _Made]) -> _Made | Exception:
    """Give what `make` makes, or the error that hinders it."""
    made: list[_Made] = []
    with _Caught() as caught:
        made.append(make())
    return caught.error or made[0]


@dataclass(frozen=True, slots=True)
class _Work:
    """What the thread does, and the queue it hands its parts over in."""

    begin: Callable[[], Iterator[Chunk]]
    stop: Event
    items: SimpleQueue[_Handed] = field(default_factory=SimpleQueue)
    given_up: Event = field(default_factory=Event)

    def run(self) -> None:
        with _Caught() as caught:
            for chunk in self.begin():
                if self.given_up.is_set():
                    break
                self.items.put(chunk)
        self.items.put(caught.error)

    def next(self, deadline: float, silence: float) -> _Handed:
        until = min(deadline, time.monotonic() + silence)
        while (left := until - time.monotonic()) > 0:
            if self.stop.is_set():
                return Stopped()
            with suppress(Empty):
                return self.items.get(timeout=min(left, _LOOK))
        if until < deadline:
            return TimeoutError(f"nothing came for {silence:g} s")
        return TimeoutError("the time for the whole answer is over")


class _Caught(AbstractContextManager["_Caught"]):
    """Keeps the error of a `with` block as a value.

    A provider's package may raise anything, and what it raises in a thread must reach who waits;
    nothing is swallowed, as `assistant.writing.model.faults` has a meaning for every error.
    """

    error: Exception | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if isinstance(error, Exception):
            self.error = error
        return self.error is not None
