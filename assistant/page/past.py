"""The earlier turns of a visitor: what they look like, and what later questions may lean on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.page.html import turn_html
from assistant.page.turn import Turn
from assistant.types import Exchange

KEPT: Final = 50
"""Earlier questions that stay on a visitor's page."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier turn: its HTML, and its exchange if it was answered."""

    html: str
    exchange: Exchange | None

    @classmethod
    def of(cls, turn: Turn) -> Past:
        """Remember `turn`."""
        return cls(turn_html(turn), turn.exchange)


def told(before: Sequence[Past], question: str) -> tuple[Exchange, ...]:
    """Give the conversation before `question`, oldest first, of turns that come latest first.

    Asked once more, within other limits, a question does not lean on its own answer.
    """
    exchanges = [past.exchange for past in reversed(before) if past.exchange]
    is_again = exchanges and exchanges[-1].question == question.strip()
    return tuple(exchanges[:-1] if is_again else exchanges)


def earlier_html(before: Sequence[Past]) -> str:
    """Write earlier turns, the latest first."""
    return "\n\n".join(past.html for past in before[:KEPT])
