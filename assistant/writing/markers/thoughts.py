"""What a model thinks before it answers, between tags such as <think>: it is no answer."""

from __future__ import annotations

import re

_NAMES = "think|thinking|thought|reasoning"
_OPENING = re.compile(rf"<(?:{_NAMES})>", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_NAMES})>", re.IGNORECASE)
_LONGEST = len("</reasoning>")


class Thoughts:
    """Takes the thoughts out of a text that comes in chunks."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False

    def feed(self, chunk: str) -> str:
        """Read on, and give what is no thought, as far as that is clear."""
        self._held += chunk
        said = ""
        while tag := (_CLOSING if self._inside else _OPENING).search(self._held):
            said += "" if self._inside else self._held[: tag.start()]
            self._held = self._held[tag.end() :]
            self._inside = not self._inside
        if self._inside:
            self._held = self._held[-_LONGEST:]
            return said
        at = self._held.rfind("<", -_LONGEST)
        begun = self._held[at:] if at >= 0 else ""
        said += self._held.removesuffix(begun) if begun else self._held
        self._held = begun
        return said

    def end(self) -> str:
        """Give what was held back."""
        return "" if self._inside else self._held
