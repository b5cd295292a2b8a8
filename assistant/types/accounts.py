"""Accounts: what is told of one thing, by whom, when, and how it goes with what others tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from assistant.types.words import Evidence
from index import Article

Standing: TypeAlias = Literal["agrees", "updated", "earlier", "differs", "other scope"]
"""How one version goes with the others: `agrees` with all of them; is the newest of a teller who
gave another before (`updated`); is what that teller gave `earlier`; `differs` from what another
teller gives; or is about something else (`other scope`): another place, period or group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One value, and who gives it.

    `value` are the words of the first evidence that hold it. `day` is the day it is of: the one
    its sentence names, else that of publication; None where neither is known. `number` is what it
    is worth where it is a number, without its unit. `evidence` bears it out, the best first;
    `labels` are the numbers that the answer's citations have for it: each has one where accounts
    differ, else those that a sentence cites.
    `origins` counts the independent origins behind it, at least 1.
    """

    value: str
    status: Standing
    evidence: tuple[Evidence, ...]
    speaker: str = ""
    relayed_by: str = ""
    day: date | None = None
    number: float | None = None
    labels: tuple[str, ...] = ()
    origins: int = 1

    @property
    def article(self) -> Article:
        """The article of its best evidence."""
        return self.evidence[0].article


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the articles give for one thing, side by side; the newest of each teller first.

    `about` says what of, in the question's words. With one version all agree. `origins` counts
    independent origins: copies, and what one agency or speaker says, count once.
    """

    about: str
    versions: tuple[Version, ...]
    origins: int = 1

    @property
    def is_disputed(self) -> bool:
        """Whether there is more than one version."""
        return len(self.versions) > 1


@dataclass(frozen=True, slots=True)
class Naming:
    """An outlet that an article names as a source, with the headline it gives: not read."""

    article: Article
    outlet: str
    headline: str
