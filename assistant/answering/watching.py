"""How long each part of an answer takes."""

from __future__ import annotations

from time import perf_counter

from assistant.types import Timings


class Watch:
    """Measures laps in milliseconds, and says which part of an answer each belongs to."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self._spent = {"retrieve": 0.0, "answer": 0.0, "check": 0.0}

    def lap(self, part: str, *, of_it: dict[str, float] | None = None) -> None:
        """Count the time since the last lap to `part`, save what was spent on others `of_it`."""
        last, self._last = self._last, perf_counter()
        others = of_it or {}
        self._spent[part] += (self._last - last) * 1000 - sum(others.values())
        for other, spent in others.items():
            self._spent[other] += spent

    @property
    def timings(self) -> Timings:
        """What has been spent."""
        return Timings(**self._spent)
