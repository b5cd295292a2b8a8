"""The questions that are being answered, each of which who asked it can stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event


class Stops:
    """What is being answered on each page that is open, by the page's name."""

    def __init__(self) -> None:
        self._running: dict[str, Event] = {}

    @contextmanager
    def during(self, page: str) -> Iterator[Event]:
        """Answer one question of `page` inside; what this gives is set once it is to stop."""
        stop = self._running[page] = Event()
        try:
            yield stop
        finally:
            if self._running.get(page) is stop:
                del self._running[page]

    def stop(self, page: str) -> None:
        """Stop what is being answered on `page`, if anything is."""
        if running := self._running.get(page):
            running.set()
