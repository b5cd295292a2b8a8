"""What a model is shown for one answer, within its budget of tokens."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.types import CountedBy, Piece
from assistant.writing.briefing.fence import block, fenced
from assistant.writing.tokens import TokenCounter

_MARGIN = 0.1  # of the context: chat templates add tokens that nobody counts beforehand
_FLOOR = 400  # tokens: less is no passage under its heading


@dataclass(frozen=True, slots=True)
class Briefing:
    """The pieces a model is shown, best first.

    Attributes:
        pieces: what there was room for.
        left_out: how many pieces there was no room for.
        budget: the most tokens the pieces together may have.
        counted_by: what counted them.
        nonce: what the fence is marked with; random, for one request.
    """

    pieces: tuple[Piece, ...]
    left_out: int
    budget: int
    counted_by: CountedBy
    nonce: str

    @property
    def evidence(self) -> str:
        """The pieces as the model reads them, fenced."""
        return fenced(self.pieces, self.nonce)

    def without_last(self) -> Briefing | None:
        """Leave out the last piece; None where it is the only one."""
        if not self.pieces[1:]:
            return None
        return replace(self, pieces=self.pieces[:-1], left_out=self.left_out + 1)


NOTHING = Briefing((), 0, 0, "bytes", "")
"""No evidence at all: what a prompt has beside it can be counted so."""


def brief(
    pieces: Sequence[Piece],
    *,
    counter: TokenCounter,
    budget: int,
    most: int = 12,
    nonce: str = "",
) -> Briefing:
    """Choose from `pieces` (best first) those that fit into `budget` tokens, `most` at most.

    A piece that does not fit is left out, and a smaller one after it may still be taken. The
    best is always taken, as there is nothing to ask without it.
    """
    taken: list[Piece] = []
    left = budget
    for piece in pieces:
        tokens = counter.count(f"{block(piece)}\n\n")
        if len(taken) < most and (tokens <= left or not taken):
            taken.append(piece)
            left -= tokens
    return Briefing(
        pieces=tuple(taken),
        left_out=len(pieces) - len(taken),
        budget=budget,
        counted_by=counter.kind,
        nonce=nonce or secrets.token_hex(8),
    )


def evidence_budget(context: int, *, prompt_tokens: int, answer_tokens: int) -> int:
    """Say how many tokens of `context` are left for evidence, never fewer than one passage takes.

    Off go the prompt, the answer, and a tenth as a margin.
    """
    return max(_FLOOR, int(context * (1 - _MARGIN)) - prompt_tokens - answer_tokens)
