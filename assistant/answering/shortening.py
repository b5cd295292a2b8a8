"""The short answer: the few words that answer, of a sentence of the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.accounts import may_answer
from assistant.answering.citations import FoundSpan, short_answer
from assistant.answering.drafting import Draft
from assistant.reading import Read
from assistant.reading import Reading as Reader
from assistant.reading.choosing import ON_TOPIC
from assistant.reading.evidence import ReadSentence
from assistant.types import Account, Claimed, Reading, ShortAnswer
from assistant.understanding import asks_who_says

# A short answer is given where its words are so certain, and their sentence answers for sure.
_CERTAIN, _SURE = 0.3, 0.5
_MOST_SHORT = 8  # words; what is longer is a sentence and no short answer
# What asks for a reason, or for what was said, has no short answer.
_OF_FEW_WORDS = frozenset(("who", "when", "where", "how many", "other"))


def short_of(
    reading: Reading,
    claims: Sequence[Claimed],
    accounts: Sequence[Account],
    draft: Draft,
    *,
    reader: Callable[[], Reader],
) -> ShortAnswer | None:
    """Give the few words that answer, of the first sentence where the reader is sure of them.

    Who asks who says something is given the name. None where another teller gives another value;
    what was updated since answers no more.
    """
    if reading.kind not in _OF_FEW_WORDS or not claims or not draft.choice.is_read:
        return None
    if any(version.status == "differs" for each in accounts for version in each.versions):
        return None
    if asks_who_says(reading.standalone):
        return _speaker(draft, claims)
    known = {one.quotable.evidence.quote: one.sentence for one in draft.choice.read}
    read = _read(reader, reading.standalone, [each.claim.text for each in claims], known)
    old = {
        evidence.quote
        for each in accounts
        for version in each.versions
        if version.status == "earlier"
        for evidence in version.evidence
    }
    for at, (each, one) in enumerate(zip(claims, read, strict=True)):
        if each.claim.text in old:
            continue
        is_sure = one.start >= 0 and one.certainty >= _CERTAIN and one.score >= _SURE
        is_short = len(each.claim.text[one.start : one.end].split()) <= _MOST_SHORT
        quoted = known.get(each.claim.text)
        is_of_kind = quoted is None or may_answer(reading.standalone, reading.kind, quoted)
        if is_sure and is_short and is_of_kind:
            return short_answer(FoundSpan(at, one.start, one.end), claims)
    return None


def _speaker(draft: Draft, claims: Sequence[Claimed]) -> ShortAnswer | None:
    """Give the name of who says the first sentence chosen, where a sentence of the answer has it.

    None where there is none, as a model may write without one, or where it has little of what is
    asked about.
    """
    first = next(
        (one for one in draft.choice.read if one.quotable in draft.choice.chosen[:1]), None
    )
    said = first.quotable.evidence.attribution if first and first.own >= ON_TOPIC else None
    if said is None:
        return None
    name = re.compile(rf"(?<!\w){re.escape(said.speaker)}(?!\w)")
    for at, each in enumerate(claims):
        if found := name.search(each.claim.text):
            return short_answer(FoundSpan(at, *found.span()), claims)
    return None


def _read(
    reader: Callable[[], Reader],
    question: str,
    texts: Sequence[str],
    known: Mapping[str, ReadSentence],
) -> list[Read]:
    """Read what is said; what was read before it was chosen is not read again."""
    new = [text for text in texts if text not in known]
    read = dict(zip(new, reader().read(question, new), strict=True)) if new else {}
    return [read[text] if text in read else known[text].read for text in texts]
