"""What speaks against a sentence of a small model as an answer, though it is borne out."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.drafting import Draft
from assistant.reading import Reading as Reader

# A written sentence with less than this share of the best quoted one's score is left out for it.
_AS_LIKELY = 0.5


def objections_to(draft: Draft, reader: Reader) -> Callable[[str], str]:
    """Give the test of a written sentence: what speaks against it, "" where nothing does."""
    old, now = _values(draft, "earlier"), _values(draft, "updated")
    quoted = [one.sentence for one in draft.choice.read if one.quotable.evidence in draft.quoted]
    least = _AS_LIKELY * max((each.read.score for each in quoted), default=0.0)

    def objection(sentence: str) -> str:
        if now and not _has_any(sentence, now) and _has_any(sentence, old):
            return "What it gives was updated since."
        [read] = reader.read(draft.reading.standalone, [sentence])
        return "It hardly answers the question." if read.score < least else ""

    return objection


def _values(draft: Draft, status: str) -> list[str]:
    versions = (version for account in draft.accounts for version in account.versions)
    return [each.value for each in versions if each.status == status]


def _has_any(sentence: str, values: list[str]) -> bool:
    return any(value.casefold() in sentence.casefold() for value in values)
