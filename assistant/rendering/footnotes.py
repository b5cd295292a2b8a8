"""An answer as Markdown with footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode

from assistant.rendering import words
from assistant.rendering.escaping import markdown

if TYPE_CHECKING:
    from assistant.types import Answer, Claim, Evidence, ShortAnswer


def as_markdown(answer: Answer) -> str:
    """Render `answer` as Markdown: the question, its sentences, and a footnote a citation.

    The short answer is bold: on a line of its own, and in its sentence.
    """
    blocks = _abstention(answer) if answer.abstained else _answered(answer)
    notes = (f"*{markdown(line)}*" for line in _notes(answer))
    return "\n\n".join([f"**{markdown(answer.question.text)}**", *blocks, *notes])


def _answered(answer: Answer) -> Iterator[str]:
    if short := answer.short:
        yield f"**{markdown(short.text)}**[^{short.label}]"
    yield " ".join(
        _sentence(claim, answer.short) + words.marks(claim, "[^{}]") for claim in answer.claims
    )
    for citation in words.one_a_label(answer.citations):
        yield f"[^{citation.label}]: {_footnote(citation.evidence, words.doubt(citation))}"


def _abstention(answer: Answer) -> Iterator[str]:
    yield from (markdown(line) for line in words.refusal(answer))
    yield from (f"- {_footnote(evidence)}" for evidence in answer.nearest)


def _notes(answer: Answer) -> Iterator[str]:
    if asked := words.understood(answer):
        yield f"Understood as: {asked}"
    if read := words.limits_read(answer):
        yield f"Read from the question: {read}"
    yield words.coverage(answer)


def _sentence(claim: Claim, short: ShortAnswer | None) -> str:
    before, answering, after = words.parted(claim, short)
    if not answering:
        return markdown(claim.text)
    # Escaping takes the space off an end, and it is needed there.
    opening = markdown(before) + " " * before[-1:].isspace()
    return f"{opening}**{markdown(answering)}**{' ' * after[:1].isspace()}{markdown(after)}"


def _footnote(evidence: Evidence, note: str = "") -> str:
    article = evidence.article
    title, origin = markdown(words.name(article)), markdown(words.origin(article))
    if article.url.startswith(("https://", "http://")):
        title = f"[{title}](<{_address(article.url)}>)"
    heading = f"{origin}: {title}" if origin else title
    parts = (words.said_by(evidence), words.place(evidence), note)
    details = "; ".join(part for part in parts if part)
    return f"{heading}. “{markdown(evidence.quote)}” ({markdown(details)})"


def _address(url: str) -> str:
    return percent_encode(url, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")
