"""One question on the page, and what has come of it so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.types import (
    Answer,
    Citation,
    Claim,
    Claimed,
    Event,
    Exchange,
    Finished,
    Found,
    Noticed,
    Question,
    ShortAnswer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question with as much of its answer as there is: the events of the answer, folded.

    `id` tells the turns of one page apart; every id in the HTML of a turn begins with it.
    """

    id: str
    question: Question
    found: Found | None = None
    claimed: tuple[Claimed, ...] = ()
    answer: Answer | None = None
    notice: str = ""
    error: str = ""

    def after(self, event: Event) -> Turn:
        """Give the turn as it is once `event` has come."""
        match event:
            case Found():
                return replace(self, found=event)
            case Noticed(notice):
                return replace(self, notice=notice)
            case Claimed():
                return replace(self, claimed=(*self.claimed, event))
            case Finished(answer):
                return replace(self, answer=answer, question=answer.question)

    def failed(self, error: str) -> Turn:
        """Give the turn as it is once `error`, a sentence for the reader, has ended it."""
        return replace(self, error=error)

    @property
    def exchange(self) -> Exchange | None:
        """What a later question may lean on; None where nothing was answered."""
        return self.answer.exchange if self.answer else None

    @property
    def short(self) -> ShortAnswer | None:
        """The few words that answer, once the whole answer is there."""
        return self.answer.short if self.answer else None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The sentences there are, the checked ones of the whole answer once it is there."""
        if self.answer:
            return self.answer.claims
        return tuple(claimed.claim for claimed in self.claimed)

    @property
    def is_settled(self) -> bool:
        """Whether the sentences there are will stay where they are."""
        return self.answer is not None or all(each.settled for each in self.claimed)

    @property
    def sources(self) -> dict[str, Citation]:
        """The citations by their label, each label once, in the order the answer uses them."""
        if self.answer:
            citations = self.answer.citations
        else:
            citations = tuple(each for claimed in self.claimed for each in claimed.citations)
        sources: dict[str, Citation] = {}
        for citation in citations:
            sources.setdefault(citation.label, citation)
        return sources
