"""What one sentence tells: a value, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.types import Evidence
from index import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a sentence, before it is asked who tells it; `score` above 0 is likely right."""

    evidence: Evidence
    span: Span
    score: float

    @property
    def text(self) -> str:
        """The words of the value."""
        return self.span.of(self.evidence.quote)


@dataclass(frozen=True, slots=True)
class Told:
    """A value that somebody tells.

    `teller` is the stems he is known by there (see `tellers`), `day` the day the value is of,
    `scope` the stems of what it is limited to ("among PASSENGERS"); `is_withdrawn` where the
    sentence itself takes it back.
    """

    found: Found
    speaker: str = ""
    relayed_by: str = ""
    core: frozenset[str] = frozenset()
    known_by: frozenset[str] = frozenset()
    day: date | None = None
    scope: frozenset[str] = field(default_factory=frozenset)
    is_withdrawn: bool = False

    @property
    def evidence(self) -> Evidence:
        """Its sentence."""
        return self.found.evidence
