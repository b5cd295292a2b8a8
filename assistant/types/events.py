"""The events an answer comes in; the whole answer is the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from assistant.types.answer import Answer
from assistant.types.shape import to_json
from assistant.types.words import Citation, Claim
from index import Hit


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something a reader who waits should know, in a sentence: a model that is tried again."""

    notice: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """One more sentence of the answer, with the citations it leans on.

    It has been checked. While it is not `settled`, its place in the text may still change, as a
    sentence before it may be written anew; its numbers stay.
    """

    claim: Claim
    citations: tuple[Citation, ...]
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The search is done: the passages the answer may draw on, best first.

    Where a model writes the answer, `quoted` is what would be quoted without it, to be read while
    it is waited for.
    """

    hits: Sequence[Hit]
    articles_in_index: int
    quoted: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer."""

    answer: Answer


Event: TypeAlias = Found | Noticed | Claimed | Finished


def event_to_dict(event: Event) -> tuple[str, dict[str, Any]]:
    """Give the name of `event`, and what it tells as JSON values."""
    match event:
        case Found(hits, articles_in_index, _):
            return "found", {"passages": len(hits), "articles_in_index": articles_in_index}
        case Noticed(notice):
            return "noticed", {"notice": notice}
        case Claimed(claim, citations, settled):
            told = {"claim": to_json(claim), "citations": to_json(citations), "settled": settled}
            return "claimed", told
        case Finished(answer):
            return "finished", answer.to_dict()
