"""A statement of one sentence while the grammar puts it together, in token numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.statements.tokens import Tokens

NEAR = 8
"""So many statements of a sentence are looked at around one: a bound on odd texts' time."""


@dataclass(slots=True)
class Found:
    """A statement: `parts` of what is said, `clause` where its cue's part begins.

    `trails` tells that what is said stands before its cue, `shared` that its speaker is the one
    of a verb before.
    """

    speaker: tuple[int, int]
    cue: tuple[int, int]
    parts: list[tuple[int, int]]
    clause: int
    trails: bool = False
    shared: bool = False
    relay: tuple[int, int] | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens `low` to `high` (exclusive), and what was `found` in them so far, by cue."""

    tokens: Tokens
    low: int
    high: int
    found: list[Found] = field(default_factory=list)

    def word(self, at: int) -> str:
        """Give the word at `at`, "" outside the sentence."""
        return self.tokens.words[at] if self.low <= at < self.high else ""

    def is_quoted(self, at: int) -> bool:
        """Whether the token at `at` lies in the sentence and in quotation marks."""
        return self.low <= at < self.high and self.tokens.quoted[at] >= 0
