"""What a citation says, whatever shape it is put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from assistant.rendering.escaping import is_web_address

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Support, Verdict
    from index import Article

_SCHEME: Final = "byline:article/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One citation as a shape holds it; None stands where the shape has no place for it.

    Offsets are code points, end exclusive: `answer_start` and `answer_end` in the answer's text,
    `start` and `end` in the article's. `address` is what `address_of` gives for the article.
    """

    label: str | None = None
    article_id: str | None = None
    address: str | None = None
    title: str | None = None
    quote: str | None = None
    answer_start: int | None = None
    answer_end: int | None = None
    start: int | None = None
    end: int | None = None
    verdict: Verdict | None = None
    verbatim: bool | None = None
    support: Support | None = None


def cited(answer: Answer) -> list[Cited]:
    """Give all that is known of each citation of a sentence of `answer`, in their order."""
    return [_cited(answer, citation) for citation in answer.citations if citation.in_answer]


def address_of(article: Article) -> str:
    """Give the web address of `article`, or, where it has none, byline:article/ and its id.

    The id is percent-encoded, as it is in GET /api/articles/{id}.
    """
    if is_web_address(article.url):
        return article.url
    return _SCHEME + quote(article.id, safe="", errors="surrogatepass")


def article_at(address: str) -> str | None:
    """Give the id of the article at `address`, None where that is a web address."""
    if not address.startswith(_SCHEME):
        return None
    return unquote(address.removeprefix(_SCHEME), errors="surrogatepass")


def extras_of(citation: Cited) -> dict[str, Any]:
    """Give what no vendor's shape has a field for, under our own names."""
    return {name: getattr(citation, name) for name in _EXTRAS}


def read_extras(given: dict[str, Any]) -> dict[str, Any]:
    """Read back what `extras_of` gave from among whatever stands beside it."""
    return {name: given.get(name) for name in _EXTRAS}


_EXTRAS: Final = ("label", "article_id", "start", "end", "verdict", "verbatim", "support")


def _cited(answer: Answer, citation: Citation) -> Cited:
    return Cited(
        label=citation.label,
        article_id=citation.article.id,
        address=address_of(citation.article),
        title=citation.article.title,
        quote=citation.quote,
        answer_start=citation.answer_start,
        answer_end=citation.answer_end,
        start=citation.start,
        end=citation.end,
        verdict=citation.verdict,
        verbatim=citation.verbatim,
        support=next(_supports(answer, citation), None),
    )


def _supports(answer: Answer, citation: Citation) -> Iterator[Support]:
    for claim in answer.claims:
        if claim.start <= citation.answer_start and citation.answer_end <= claim.end:
            yield claim.support
