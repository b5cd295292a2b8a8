"""An answer as text for a terminal, as Markdown with footnotes, or as JSON.

What articles say is never trusted with the reader's screen: characters that steer a terminal are
shown by their code, Markdown's signs are escaped, and a number in square brackets that stands in
an article becomes a round one, so that only Byline's own citations look like citations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import fill
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Claim, Evidence, Support, Verdict
    from index import Article

_INDENT = " " * 4
_CITATION_COLOUR = "\x1b[1;36m{}\x1b[0m"

# Control characters, invisible and reordering ones, half surrogates. The joiners U+200C and
# U+200D stay: Persian, Hindi and family emoji are written with them.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_BRACKETED_NUMBER = re.compile(r"\[(\^?\d+)\]")
_MARKDOWN_SIGN = re.compile(r"[\\`*_\[\]<>#|~$&@]|:(?=//)")
_MARKDOWN_LIST = re.compile(r"^(\d*)([-+=.)])(?=\s|[-=]|$)")

DOUBTED_SUPPORT: Mapping[Support, str] = {
    "partial": "only partly borne out by the text",
    "unsupported": "not borne out by the text",
    "attribution_lost": "stated here as a fact, but in the text somebody claims it",
}
DOUBTED_VERDICT: Mapping[Verdict, str] = {
    "elsewhere": "the words quoted stand in another article",
    "stitched": "the words quoted are put together from several places",
    "not_found": "the words quoted were not found in the article",
}


def as_text(answer: Answer, *, width: int = 80, colour: bool = False) -> str:
    """Render `answer` for a terminal of `width` columns, its citations coloured if `colour`."""
    blocks = _abstention(answer, width) if answer.abstained else _answered(answer, width)
    text = "\n\n".join([*blocks, fill(_coverage(answer), width)])
    if not colour:
        return text
    return re.sub(r"\[\d+\]", lambda label: _CITATION_COLOUR.format(label[0]), text)


def as_markdown(answer: Answer) -> str:
    """Render `answer` as Markdown: the question, its sentences, and a footnote a citation."""
    blocks = [f"**{_escape(answer.question.text)}**"]
    if answer.abstained:
        blocks += [_escape(line) for line in _refusal(answer)]
        blocks += [f"- {_footnote(evidence)}" for evidence in answer.nearest]
    else:
        marked = (_escape(claim.text) + _marks(claim, "[^{}]") for claim in answer.claims)
        blocks.append(" ".join(marked))
        blocks += [
            f"[^{citation.label}]: {_footnote(citation.evidence, _doubt(citation))}"
            for citation in _one_a_label(answer.citations)
        ]
    return "\n\n".join([*blocks, f"*{_escape(_coverage(answer))}*"])


def as_json(answer: Answer) -> str:
    """Render `answer.to_dict()` as JSON; letters stay letters, steering characters are escaped."""
    text = json.dumps(answer.to_dict(), ensure_ascii=False, indent=2)
    return re.sub(_STEERING, _json_escape, text)


def printable(text: str) -> str:
    r"""Make `text` one line that a terminal shows and does not obey.

    White space becomes single spaces, a steering character its escape, such as \x1b.
    """
    return _STEERING.sub(
        lambda sign: sign[0].encode("unicode_escape").decode("ascii"), " ".join(text.split())
    )


def _plain(text: str) -> str:
    return _BRACKETED_NUMBER.sub(r"(\1)", printable(text))


def _escape(text: str) -> str:
    escaped = _MARKDOWN_SIGN.sub(r"\\\g<0>", printable(text))
    return _MARKDOWN_LIST.sub(r"\1\\\2", escaped)


def _json_escape(sign: re.Match[str]) -> str:
    if sign[0] == "\n":  # json.dumps escapes those of the values; this one is its own
        return "\n"
    return json.dumps(sign[0])[1:-1] if sign[0] != "\x7f" else "\\u007f"


def _answered(answer: Answer, width: int) -> Iterator[str]:
    lines = (_plain(claim.text) + _marks(claim, "[{}]", before=" ") for claim in answer.claims)
    yield "\n".join(
        fill(line, width, subsequent_indent="  ", break_long_words=False) for line in lines
    )
    said = {claim.text for claim in answer.claims}
    for citation in _one_a_label(answer.citations):
        # A sentence of the answer that is the quote itself need not be read twice.
        quote = "" if citation.evidence.quote in said else citation.evidence.quote
        yield _source(
            f"[{citation.label}]",
            citation.evidence,
            width,
            quote=quote,
            note=_doubt(citation),
        )


def _abstention(answer: Answer, width: int) -> Iterator[str]:
    yield "\n".join(fill(_plain(line), width) for line in _refusal(answer))
    if answer.nearest:
        yield "Nearest to it:"
    for evidence in answer.nearest:
        yield _source("-", evidence, width, quote=evidence.quote)


def _refusal(answer: Answer) -> Iterator[str]:
    yield answer.text or "The articles do not answer this question."
    if answer.reason and answer.reason not in answer.text:
        yield answer.reason


def _marks(claim: Claim, form: str, *, before: str = "") -> str:
    marks = "".join(form.format(label) for label in claim.citations)
    doubt = DOUBTED_SUPPORT.get(claim.support, "")
    return (before + marks if marks else "") + (f" ({doubt})" if doubt else "")


def _one_a_label(citations: Iterable[Citation]) -> Iterable[Citation]:
    by_label: dict[str, Citation] = {}
    for citation in citations:
        by_label.setdefault(citation.label, citation)
    return by_label.values()


def _source(mark: str, evidence: Evidence, width: int, *, quote: str = "", note: str = "") -> str:
    lines = [
        f"“{quote}”" if quote else "",
        _said_by(evidence),
        f"({_place(evidence)})",
        note,
        evidence.article.url,
    ]
    heading = f"{mark} {_plain(_heading(evidence.article))}"
    return "\n".join(
        [
            fill(heading, width, subsequent_indent=_INDENT),
            *(_indented(_plain(line), width) for line in lines if line),
        ]
    )


def _indented(line: str, width: int) -> str:
    # An address cut in two cannot be followed, so nothing is cut inside a word.
    return fill(
        line,
        width,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _heading(article: Article) -> str:
    origin = _origin(article)
    return f"{origin}: {article.title}" if origin and article.title else origin or _name(article)


def _doubt(citation: Citation) -> str:
    return DOUBTED_VERDICT.get(citation.verdict, "")


def _origin(article: Article) -> str:
    by = f"by {', '.join(article.authors)}" if article.authors else ""
    parts = (article.outlet, _day(article.published), by)
    return ", ".join(part for part in parts if part)


def _name(article: Article) -> str:
    return article.title or f"article {article.id}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _said_by(evidence: Evidence) -> str:
    said = evidence.attribution
    if said is None:
        return ""
    relayed = f", relayed by {said.relayed_by}" if said.relayed_by else ""
    return f"said by {said.speaker}{relayed}"


def _place(evidence: Evidence) -> str:
    return f"characters {evidence.start}-{evidence.end} of article {evidence.article.id}"


def _footnote(evidence: Evidence, note: str = "") -> str:
    article = evidence.article
    title, origin = _escape(_name(article)), _escape(_origin(article))
    if article.url.startswith(("https://", "http://")):
        title = f"[{title}](<{_address(article.url)}>)"
    heading = f"{origin}: {title}" if origin else title
    details = "; ".join(part for part in (_said_by(evidence), _place(evidence), note) if part)
    return f"{heading}. “{_escape(evidence.quote)}” ({_escape(details)})"


def _address(url: str) -> str:
    return percent_encode(url, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")


def _coverage(answer: Answer) -> str:
    coverage = answer.coverage
    counts = {
        "Articles searched": coverage.articles_in_index,
        "matching": coverage.articles_matched,
        "cited": coverage.articles_cited,
    }
    if coverage.independent_origins:
        counts["of independent origin"] = coverage.independent_origins
    return "; ".join(f"{what}: {count:,}" for what, count in counts.items()) + "."
