"""Writes a turn as HTML. Every value goes through `Markup.format`, which escapes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from assistant.page.accounts import accounts_html, named_html, told_html
from assistant.page.heading import progress_text, reading_html
from assistant.page.markers import number_html, opens, origin_html, title_of
from assistant.page.markup import counted, joined, list_html, one_line
from assistant.page.turn import Turn
from assistant.rendering import DOUBTED_SUPPORT, parted, shorts, verdict, writing
from assistant.types import Answer, Citation, Claim, Dropped, Evidence, Support

MASTHEAD: Final = Markup(
    '<header class="masthead"><h1>Byline</h1>'
    "<p>Ask the archive. Every sentence of the answer shows who said it, and where.</p></header>"
)

SUPPORTS: Final[Mapping[Support, str]] = {**DOUBTED_SUPPORT, "supported": "borne out by the text"}

_TURN = Markup(
    '<article class="turn{going}" id="{id}" aria-labelledby="{id}-question">'
    '<h2 id="{id}-question">{question}</h2>{whole}{reading}'
    '<p class="progress" role="status">{progress}</p>'
    '<div class="columns"><div class="answer">{answer}</div>{sources}</div></article>'
)

_LONGEST_HEADING: Final = 240

BROKEN: Final = (
    "Something broke inside Byline, and its log says what. Your other answers are safe; please ask "
    "again."
)
NOT_KEPT: Final = (
    "That did not work: the title is too long, or the file of conversations cannot be written. "
    "Your answers are still here."
)


def turn_html(turn: Turn) -> str:
    """Write `turn` in one line: its question, how far it has come, the answer and its sources."""
    return one_line(
        _TURN.format(
            id=turn.id,
            going="" if turn.answer or turn.error else " going",
            question=_heading(turn.question.text),
            whole=_whole(turn),
            reading=reading_html(turn),
            progress=progress_text(turn),
            answer=_answer(turn),
            sources=_sources(turn),
        )
    )


def _heading(question: str) -> str:
    """Give a question as a heading that does not fill the screen."""
    if len(question) <= _LONGEST_HEADING:
        return question
    return f"{question[:_LONGEST_HEADING].rpartition(' ')[0] or question[:_LONGEST_HEADING]} …"


def _whole(turn: Turn) -> Markup:
    """Give the whole of a question that is too long for a heading, folded."""
    if turn.error or len(turn.question.text) <= _LONGEST_HEADING:
        return Markup()
    return Markup(
        '<details class="others"><summary>The whole question</summary><p>{}</p></details>'
    ).format(turn.question.text)


def failure_html(sentence: str) -> Markup:
    """Write `sentence`, which says what went wrong and what to do."""
    return Markup('<p class="failure" role="alert">{}</p>').format(sentence)


def _answer(turn: Turn) -> Markup:
    if turn.error:
        return failure_html(turn.error)
    if turn.answer and turn.answer.abstained:
        return _abstention(turn.answer) + _made(turn.answer)
    if turn.answer and turn.answer.named and not turn.answer.claims:
        return named_html(turn.answer) + _made(turn.answer)
    if turn.answer and turn.answer.is_told:
        return told_html(turn.answer)
    claims = joined(_claim(turn, claim) for claim in turn.claims)
    beside = accounts_html(turn)
    return _short(turn) + claims + beside + (_made(turn.answer) if turn.answer else _settling(turn))


def _settling(turn: Turn) -> Markup:
    """Say that sentences may still move, while a model writes."""
    if turn.is_settled:
        return Markup()
    return Markup('<p class="settling">Checked; more may follow, also in between.</p>')


def _made(answer: Answer) -> Markup:
    """Tell how the answer came about: what went wrong, who wrote it, and what was left out."""
    notice = Markup('<p class="notice" role="status">{}</p>').format(answer.notice)
    how = Markup('<p class="made">{}</p>').format(writing(answer))
    return joined(
        [
            notice if answer.notice else Markup(),
            how if answer.writing else Markup(),
            _left_out(answer.dropped) if answer.dropped else Markup(),
        ]
    )


def _left_out(dropped: Iterable[Dropped]) -> Markup:
    """List what the model wrote that did not hold, folded: it is no part of the answer."""
    items = [
        Markup("<li><s>{}</s> {}</li>").format(
            each.text, " ".join(flaw.detail for flaw in each.flaws)
        )
        for each in dropped
    ]
    return Markup(
        '<details class="dropped"><summary>Left out, as it did not hold: {}</summary>{}</details>'
    ).format(len(items), list_html("ul", "flaws", items))


def _short(turn: Turn) -> Markup:
    told = shorts(turn.answer) if turn.answer else []
    return joined(
        Markup('<p class="short">{}{}{}</p>').format(
            Markup('<span class="origin">{}</span> ').format(asked) if asked else "",
            short.text,
            number_html(turn.sources[short.label]),
        )
        for asked, short in told
    )


def _abstention(answer: Answer) -> Markup:
    return Markup('<p class="abstained">The articles do not answer this.</p><p>{}</p>').format(
        answer.reason or answer.text
    )


def _claim(turn: Turn, claim: Claim) -> Markup:
    cited = [turn.sources[label] for label in claim.citations]
    before, answering, after = parted(claim, turn.short)
    return Markup('<div class="claim{}"><p>{}{}{}{}</p><p class="meta">{}{}</p></div>').format(
        "" if turn.is_settled else " provisional",
        before,
        Markup("<mark>{}</mark>").format(answering) if answering else "",
        after,
        joined(number_html(citation) for citation in cited),
        _said(claim, cited),
        _support(claim.support),
    )


def _said(claim: Claim, cited: Iterable[Citation]) -> Markup:
    if not claim.speaker:
        return Markup()
    said = [citation.evidence.attribution for citation in cited]
    relay = next((each.relayed_by for each in said if each and each.relayed_by), "")
    called = next((each.called for each in said if each and each.called), "")
    return Markup('<span class="said">says <b>{}</b>{}{}</span>').format(
        claim.speaker,
        f" (“{called}” in the text)" if called else "",
        f", relayed by {relay}" if relay else "",
    )


def _support(support: Support) -> Markup:
    return Markup('<span class="support {}">{}</span>').format(support, SUPPORTS[support])


def _sources(turn: Turn) -> Markup:
    if turn.answer and turn.answer.abstained:
        cards = [_card(f"{turn.id}-nearest-{n}", e) for n, e in enumerate(turn.answer.nearest, 1)]
        title, others = "Nearest articles", Markup()
    else:
        cited = {label for claim in turn.claims for label in claim.citations}
        sources = turn.sources.items()
        cards = [_source(turn, citation) for label, citation in sources if label in cited]
        title, others = (
            "Sources",
            _folded(turn, [each for label, each in sources if label not in cited]),
        )
    if not cards:
        return Markup()
    return Markup('<aside class="sources" aria-label="{}"><h3>{}</h3>{}{}{}</aside>').format(
        title, title, list_html("ol", "cards", cards), others, _found_beside(turn)
    )


def _folded(turn: Turn, citations: Sequence[Citation]) -> Markup:
    """List the sources that only accounts lean on, folded."""
    if not citations:
        return Markup()
    return Markup(
        '<details class="others"><summary>{} of the accounts</summary>{}</details>'
    ).format(
        counted(len(citations), "more source"),
        list_html("ol", "cards", [_source(turn, each) for each in citations]),
    )


def _found_beside(turn: Turn) -> Markup:
    """List what else was found, where a model's text broke off."""
    if turn.answer is None or turn.answer.abstained or not turn.answer.nearest:
        return Markup()
    found = enumerate(turn.answer.nearest, 1)
    cards = [_card(f"{turn.id}-found-{number}", each) for number, each in found]
    return Markup("<h3>Found beside it</h3>{}").format(list_html("ol", "cards", cards))


def _source(turn: Turn, citation: Citation) -> Markup:
    stands = Markup('<span class="verdict {}">{}</span>').format(
        citation.verdict, verdict(citation)
    )
    place = f"{turn.id}-source-{citation.label}"
    return _card(place, citation.evidence, label=citation.label, stands=stands)


def _card(place: str, evidence: Evidence, *, label: str = "", stands: Markup | str = "") -> Markup:
    number = Markup('<span class="label">{}</span>').format(label) if label else Markup()
    return Markup(
        '<li class="card" id="{}">'
        '<button type="button" class="open" {}>{}<span class="title">{}</span></button>'
        '<p class="origin">{}</p><blockquote>{}</blockquote>{}</li>'
    ).format(
        place,
        opens(evidence),
        number,
        title_of(evidence.article),
        origin_html(evidence.article),
        evidence.quote,
        stands,
    )
