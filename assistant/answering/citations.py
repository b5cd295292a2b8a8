"""From evidence to a cited answer: labels, offsets in the answer, and the check of every quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.reading.copies import Copies
from assistant.types import (
    Account,
    Citation,
    Claim,
    Claimed,
    Copy,
    Evidence,
    ShortAnswer,
    Support,
    Verdict,
)
from index import Article, UnknownArticle


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """The few words that answer: `sentences[sentence][start:end]`."""

    sentence: int
    start: int
    end: int


def claims_of(evidence: Sequence[Evidence], read: Callable[[str], Article]) -> list[Claimed]:
    """Make each piece of evidence a sentence of the answer, cited under the next number.

    The sentences stand one after another with a space between them. `read` gives an article by
    its id, anew, so that each is checked against what the archive holds now.
    """
    made: list[Claimed] = []
    start = 0
    for number, piece in enumerate(evidence, start=1):
        text = " ".join(piece.quote.split())
        label, end = str(number), start + len(text)
        verdict = verdict_of(text, piece, read)
        citation = Citation(label, piece, start, end, verdict)
        speaker = piece.attribution.speaker if piece.attribution else ""
        support: Support = "supported" if verdict == "exact" else "unsupported"
        made.append(Claimed(Claim(text, start, end, (label,), support, speaker), (citation,)))
        start = end + 1
    return made


def place_accounts(
    accounts: Sequence[Account],
    made: Sequence[Claimed],
    end: int,
    read: Callable[[str], Article],
) -> tuple[tuple[Account, ...], list[Citation]]:
    """Number what `accounts` rest on, and cite what no sentence cites yet where they differ.

    A place that a sentence cites keeps its number; the others get the next ones, and an empty
    place at the `end` of the answer.

    Returns:
        The accounts with their labels, and the citations that stand behind those of `made`.
    """
    cited = [citation for each in made for citation in each.citations]
    beside: list[Citation] = []
    numbers = [int(citation.label) for citation in cited]

    def label(evidence: Evidence, *, disputed: bool) -> str:
        for citation in (*cited, *beside):
            if _overlap(citation.evidence, evidence):
                return citation.label
        if not disputed:
            return ""
        number = str(max(numbers, default=0) + len(beside) + 1)
        verdict = verdict_of(evidence.quote, evidence, read)
        beside.append(Citation(number, evidence, end, end, verdict))
        return number

    placed = []
    for account in accounts:
        versions = []
        for version in account.versions:
            labels = [label(each, disputed=account.is_disputed) for each in version.evidence]
            versions.append(replace(version, labels=tuple(dict.fromkeys(filter(None, labels)))))
        placed.append(replace(account, versions=tuple(versions)))
    return tuple(placed), beside


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def naming_copies(citation: Citation, copies: Copies) -> Citation:
    """Name the copies of its article that have the cited words, too."""
    others = copies.others(citation.article.id, citation.quote)
    return replace(citation, also_at=tuple(map(Copy, others)))


def verdict_of(quoted: str, evidence: Evidence, read: Callable[[str], Article]) -> Verdict:
    """Say whether `quoted` stands in the archive's article where the evidence says, word for word.

    White space counts as one space: a line may be broken in the article and not in the answer.
    """
    try:
        text = read(evidence.article.id).text
    except UnknownArticle:
        return "not_found"
    held = text[evidence.start : evidence.end]
    return "exact" if quoted.split() == held.split() else "not_found"


def short_answer(span: FoundSpan, made: Sequence[Claimed]) -> ShortAnswer | None:
    """Place a span of one of the sentences `made` in the answer, and in its article.

    None where the sentence says it in other words than its quotes: then it stands in no article.
    """
    claim = made[span.sentence].claim
    words = claim.text[span.start : span.end]
    for citation in made[span.sentence].citations:
        if citation.verbatim:
            place = _offset(citation.quote, span.start), _offset(citation.quote, span.end - 1) + 1
        else:
            start = citation.quote.find(words)
            place = start, start + len(words)
        if place[0] >= 0:
            return _short(span, claim, citation, place)
    return None


def _short(
    span: FoundSpan, claim: Claim, citation: Citation, place: tuple[int, int]
) -> ShortAnswer:
    return ShortAnswer(
        text=claim.text[span.start : span.end],
        label=citation.label,
        answer_start=claim.start + span.start,
        answer_end=claim.start + span.end,
        start=citation.start + place[0],
        end=citation.start + place[1],
    )


def _offset(quote: str, place: int) -> int:
    """Find in `quote` the character that stands at `place` once its white space is single."""
    within = 0
    for offset, sign in enumerate(quote):
        follows_space = offset > 0 and quote[offset - 1].isspace()
        if sign.isspace() and follows_space:
            continue
        if within == place:
            return offset
        within += 1
    return len(quote)
