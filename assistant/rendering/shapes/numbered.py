"""An answer as text that carries its numbers and sources, for programs that show text alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.rendering.escaping import address, is_web_address, plain, unnumbered
from assistant.rendering.words import marks, origin, sources

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Claim

SOURCES: Final = "\n\nSources:\n"
"""What stands between the text and the list of its sources."""


def numbered(answer: Answer) -> Answer:
    """Give `answer` with the numbers of its citations behind each sentence, and places that fit.

    A place in the answer is still that of the sentence; its numbers stand behind it.
    """
    text, claims, moved = "", [], {}
    for claim in answer.claims:
        start = len(text) + bool(text)
        moved[claim.start] = start
        claims.append(replace(claim, start=start, end=start + len(claim.text)))
        text += " " * bool(text) + numbered_sentence(claim)
    if not claims:
        return answer
    placed = (_placed(each, answer, moved, len(text)) for each in answer.citations)
    return replace(answer, text=text, claims=tuple(claims), citations=tuple(placed))


def numbered_sentence(claim: Claim) -> str:
    """Give a sentence with its numbers behind it; numbers of its own get round brackets."""
    return unnumbered(claim.text) + marks(claim, "[{}]", before=" ")


def sources_list(answer: Answer) -> str:
    """List the sources of `answer`, a line each, below a heading; "" where there are none."""
    lines = [_source(each) for each in sources(answer.citations)]
    return SOURCES + "\n".join(lines) if lines else ""


def _placed(citation: Citation, answer: Answer, moved: dict[int, int], end: int) -> Citation:
    claims = (each for each in answer.claims if each.start <= citation.answer_start < each.end)
    if (claim := next(claims, None)) is None:  # only an account leans on it
        return replace(citation, answer_start=end, answer_end=end)
    by = moved[claim.start] - claim.start
    return replace(
        citation, answer_start=citation.answer_start + by, answer_end=citation.answer_end + by
    )


def _source(citation: Citation) -> str:
    article = citation.article
    told = ": ".join(filter(None, (origin(article), article.name)))
    url = f" {address(article.url)}" if is_web_address(article.url) else ""
    return f"- [{citation.label}] {plain(told)}{url}"
