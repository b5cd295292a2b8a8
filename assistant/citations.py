"""From evidence to a cited answer: labels, offsets in the answer, and the check of every quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.types import Citation, Claim, Claimed, Evidence, Support, Verdict
from index import Article, UnknownArticle


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
