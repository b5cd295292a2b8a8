"""What an answer comes to: its sentences, and what is said of how they came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.drafting import Draft
from assistant.errors import ModelStopped
from assistant.types import Claimed, Evidence, Writing

if TYPE_CHECKING:
    from assistant.writing import Written

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentences of the answer, and how they came about."""

    claims: Sequence[Claimed]
    reason: str = ""
    notice: str = ""
    writing: Writing | None = None
    nearest: Sequence[Evidence] = ()


def outcome_of(written: Written, draft: Draft) -> Outcome:
    """Give what was written; where nothing of it holds, why, and what is nearest."""
    writing = written.writing
    if written.claims:
        cited = [citation.evidence for each in written.claims for citation in each.citations]
        found = nearest_of(draft) if written.error else ()
        return Outcome(
            written.claims,
            notice=_ending(written),
            writing=writing,
            nearest=[each for each in found if not any(_overlap(each, one) for one in cited)],
        )
    return Outcome((), reason=_nothing_of(written), writing=writing, nearest=nearest_of(draft))


def _nothing_of(written: Written) -> str:
    """Say why nothing that the model wrote is shown."""
    writing = written.writing
    count = len(writing.dropped)
    if written.declined or not count:
        return f"The model found no answer in the {writing.pieces} passages it was shown."
    sentences = "sentence was" if count == 1 else "sentences were"
    return (
        f"Nothing of what the model wrote is borne out by the articles: {count} {sentences} "
        "left out."
    )


def said_instead(written: Written) -> str:
    """Say why sentences are quoted in place of what the model wrote."""
    if written.declined or not written.writing.dropped:
        return "The model found no answer; these sentences may be one."
    return f"{_nothing_of(written)} This answer is made of quoted sentences instead."


def _ending(written: Written) -> str:
    """Say how a text ended, where it did not end by itself."""
    if written.error and not isinstance(written.error, ModelStopped):
        return f"The answer broke off here. {written.error}"
    if written.writing.finish == "cut off":
        return "The answer was cut off: it has as many tokens as an answer may have."
    return ""


def nearest_of(draft: Draft) -> tuple[Evidence, ...]:
    """Give what comes nearest to an answer, where none is given."""
    return tuple(one.evidence for one in draft.choice.chosen[:_NEAREST])


def likeliest_of(draft: Draft) -> list[Evidence]:
    """Give the sentences that most likely answer, best first, each once."""
    read = (one.quotable.evidence for one in draft.choice.read)
    chosen = (one.evidence for one in draft.choice.chosen)
    likeliest: dict[tuple[str, int], Evidence] = {}
    for each in (*draft.quoted, *chosen, *read):
        likeliest.setdefault((each.article.id, each.start), each)
    return list(likeliest.values())


def _overlap(one: Evidence, other: Evidence) -> bool:
    """Whether both are of one place: a shorter quote of what is cited already is nothing new."""
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
