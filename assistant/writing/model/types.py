"""What is said to a model, what comes back, and the interface between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Literal, Protocol

from assistant.types import Usage


@dataclass(frozen=True, slots=True)
class Message:
    """One part of a prompt: what the model is told to do, or what it is asked."""

    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a text: by itself, or cut off at the most tokens it may have.

    `usage` is None where the server does not count.
    """

    finish: Literal["complete", "cut off"]
    usage: Usage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """For how many seconds a model may be silent before its text begins, and in the midst of it.

    None is as it suits where the model runs.
    """

    first: float | None = None
    then: float | None = None

    def suiting(self, *, near: bool) -> Waits:
        """Settle both: a model on this machine or in its network may read a prompt for minutes."""
        first, then = (300.0, 60.0) if near else (30.0, 15.0)
        return Waits(self.first or first, self.then or then)


@dataclass(frozen=True, slots=True)
class Waits:
    """The seconds of a `Patience`, settled."""

    first: float
    then: float


class LanguageModel(Protocol):
    """A model that writes text."""

    @property
    def name(self) -> str:
        """What it is called in fingerprints: "openai:NAME", "http://host/v1#NAME"; never a key."""

    @property
    def context(self) -> int | None:
        """How many tokens it reads, None where that is not known."""

    @property
    def is_near(self) -> bool:
        """Whether it runs on this machine or in its own network, where it may be small and slow."""

    def stream(
        self,
        messages: Sequence[Message],
        *,
        seconds: float,
        most_tokens: int,
        stop: Event | None = None,
    ) -> Iterator[str | Ended]:
        """Give the text in pieces as they come, then one `Ended`; closing it gives the model up.

        Args:
            messages: the prompt.
            seconds: what all of it may take, however the model behaves.
            most_tokens: how long the text may become.
            stop: given up once it is set, also while nothing comes.

        Raises:
            ModelError: no text came, or not all of it.
        """
