"""One deadline over everything that a fetch does."""

from __future__ import annotations

import time


class Deadline:
    """A moment some `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds that are left, always more than 0.

        Raises:
            TimeoutError: there are none.
        """
        if (left := self._end - time.monotonic()) <= 0:
            raise TimeoutError
        return left
