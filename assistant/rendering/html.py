"""An answer, or a conversation, as one HTML page that needs nothing else: no request, no script.

Every value goes through `Markup.format`, which escapes it, and before that through `printable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from assistant.rendering import words
from assistant.rendering.escaping import address, inside, is_web_address, printable
from assistant.rendering.style import STYLE
from assistant.rendering.tables import accounts_html, number

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Claim, Dropped, Evidence
    from index import Article

_PAGE: Final = Markup(
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    '<meta name="referrer" content="no-referrer">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>{title}</title>\n<style>{style}</style>\n</head>\n"
    "<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
)


def as_html(answer: Answer, *, dropped: bool = False) -> str:
    """Render `answer` as a page: its sentences, and each source under its number.

    With `dropped`, what a model wrote and what did not hold follows, with the reasons.
    """
    asked = answer.question.text
    parts = [_element("h1", asked), *_body(answer, "", dropped)]
    return _page(asked, _section(parts, ""))


def conversation_as_html(title: str, answers: Sequence[Answer]) -> str:
    """Render a conversation as a page: each question with its answer, numbers as they were."""
    turns = (_turn(answer, f"turn-{number}") for number, answer in enumerate(answers, start=1))
    return _page(title, Markup("\n").join([_element("h1", title), *turns]))


def _page(title: str, body: Markup) -> str:
    return str(_PAGE.format(title=printable(title), style=STYLE, body=body))


def _turn(answer: Answer, place: str) -> Markup:
    parts = [_element("h2", answer.question.text), *_body(answer, f"{place}-", dropped=False)]
    return _section(parts, place)


def _section(parts: Iterable[Markup], place: str) -> Markup:
    named = Markup(' id="{}"').format(place) if place else Markup()
    return Markup("<article{}>\n{}\n</article>").format(named, Markup("\n").join(parts))


def _body(answer: Answer, prefix: str, dropped: bool) -> Iterator[Markup]:
    if answer.notice:
        yield _element("p", answer.notice, css="notice")
    yield from _abstention(answer) if answer.abstained else _answered(answer, prefix)
    if answer.nearest:
        yield _element("p", words.nearest(answer))
        yield _list("ul", "sources", [_near(evidence) for evidence in answer.nearest])
    if dropped and answer.dropped:
        yield _element("p", words.DROPPED)
        yield _list("ul", "dropped", [_left_out(each) for each in answer.dropped])
    yield from (_element("p", line, css="note") for line in _notes(answer))


def _notes(answer: Answer) -> Iterator[str]:
    if asked := words.understood(answer):
        yield f"Understood as: {asked}"
    if corrected := words.read_as(answer):
        yield corrected
    if read := words.limits_read(answer):
        yield f"Read from the question: {read}"
    if written := words.writing(answer):
        yield written
    if not answer.is_told:
        yield words.coverage(answer)


def _answered(answer: Answer, prefix: str) -> Iterator[Markup]:
    for asked, short in words.shorts(answer):
        mark = number(short.label, prefix)
        first = Markup("<span>{}</span> ").format(printable(asked)) if asked else Markup()
        yield Markup('<p class="short" dir="auto">{}{}{}</p>').format(
            first, printable(short.text), mark
        )
    if answer.claims:
        sentences = (_sentence(answer, place, prefix) for place in range(len(answer.claims)))
        yield Markup('<p class="answer" dir="auto">{}</p>').format(Markup(" ").join(sentences))
    if answer.named:
        yield from _named(answer)
    if answer.is_told:
        yield from _told(answer)
    yield from accounts_html(answer, prefix)
    if sources := [_source(citation, prefix) for citation in words.sources(answer.citations)]:
        yield _list("ul", "sources", sources)


def _named(answer: Answer) -> Iterator[Markup]:
    if not answer.claims:
        yield _element("p", answer.text, css="answer")
    yield _element("p", words.NAMED)
    yield _list("ul", "named", [_element("li", words.naming(each)) for each in answer.named])


def _told(answer: Answer) -> Iterator[Markup]:
    yield _element("p", answer.text, css="answer")
    if answer.listed:
        items = [_element("li", words.listing(each)) for each in answer.listed]
        yield _list("ul", "listed", items)


def _abstention(answer: Answer) -> Iterator[Markup]:
    yield from (_element("p", line) for line in words.refusal(answer))


def _sentence(answer: Answer, place: int, prefix: str) -> Markup:
    claim = answer.claims[place]
    before, answering, after = words.parted(claim, answer.short)
    mark = Markup("<mark>{}</mark>").format(printable(answering)) if answering else Markup()
    earlier = {label for claim in answer.claims[:place] for label in claim.citations}
    return Markup("{}{}{}{}{}").format(
        inside(before, printable),
        mark,
        inside(after, printable),
        _numbers(claim, earlier, prefix),
        _doubt(claim),
    )


def _numbers(claim: Claim, earlier: set[str], prefix: str) -> Markup:
    return Markup().join(
        number(label, prefix, is_first=label not in earlier) for label in claim.citations
    )


def _doubt(claim: Claim) -> Markup:
    doubt = words.DOUBTED_SUPPORT.get(claim.support, "")
    return Markup(' <span class="doubt">({})</span>').format(doubt) if doubt else Markup()


def _source(citation: Citation, prefix: str) -> Markup:
    return Markup(
        '<li id="{prefix}source-{label}"><a href="#{prefix}mention-{label}">[{label}]</a> '
        "{heading}{quote}</li>"
    ).format(
        prefix=prefix,
        label=citation.label,
        heading=_heading(citation.article),
        quote=_quote(citation.evidence, words.verdict(citation)),
    )


def _near(evidence: Evidence) -> Markup:
    return Markup("<li>{}{}</li>").format(_heading(evidence.article), _quote(evidence))


def _heading(article: Article) -> Markup:
    title = _element("cite", article.name)
    if is_web_address(article.url):
        title = Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(
            address(article.url), title
        )
    origin = printable(words.origin(article))
    return Markup('<span class="origin">{}</span>: {}').format(origin, title) if origin else title


def _quote(evidence: Evidence, verdict: str = "") -> Markup:
    parts = (words.said_by(evidence), words.place(evidence), verdict)
    details = "; ".join(part for part in parts if part)
    return _element("blockquote", f"“{evidence.quote}”") + _element("p", details, css="note")


def _left_out(dropped: Dropped) -> Markup:
    flaws = _list("ul", "flaws", [_element("li", flaw.detail) for flaw in dropped.flaws])
    return Markup('<li dir="auto">{}{}</li>').format(printable(dropped.text), flaws)


def _element(tag: str, text: str, *, css: str = "") -> Markup:
    named = Markup(' class="{}"').format(css) if css else Markup()
    return Markup('<{tag}{named} dir="auto">{text}</{tag}>').format(
        tag=tag, named=named, text=printable(text)
    )


def _list(tag: str, css: str, items: Sequence[Markup]) -> Markup:
    return Markup('<{tag} class="{css}">\n{items}\n</{tag}>').format(
        tag=tag, css=css, items=Markup("\n").join(items)
    )
