"""Who has failed too often is not let try for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

_MOST_KNOWN: Final = 10_000


@dataclass(slots=True)
class Lockout:
    """After `most` failures within `seconds`, nothing is let through until these are over."""

    most: int
    seconds: float
    _failures: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, who: str, now: float) -> float:
        """Give for how many seconds `who` must wait, 0 if not."""
        failures, since = self._failures.get(who, (0, now))
        return max(0.0, since + self.seconds - now) if failures >= self.most else 0.0

    def note(self, who: str, now: float) -> None:
        """Count a failure of `who`."""
        failures, since = self._failures.pop(who, (0, now))
        if now >= since + self.seconds:
            failures, since = 0, now
        self._failures[who] = (failures + 1, since)
        if len(self._failures) > _MOST_KNOWN:
            del self._failures[next(iter(self._failures))]

    def forget(self, who: str) -> None:
        """Count from the beginning again."""
        self._failures.pop(who, None)
