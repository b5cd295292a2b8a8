"""A turn as HTML: `turn.html` is its template, and all that is put into it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup, escape

from assistant.page.asked import Asked
from assistant.page.timeline import timeline_svg
from assistant.page.turn import Turn
from assistant.rendering import accounts, answer_as, counted, template, words
from assistant.types import Claim, Coverage, Question, spoken, titled
from index import Article

MASTHEAD: Final = Markup(
    '<header class="masthead"><nav class="rooms" aria-label="Rooms of Byline">'
    '<a href="./" aria-current="page">Ask</a><a href="archive">Archive</a>'
    '<a href="stories">Stories</a>'
    '<a href="add">Add</a></nav><h1>Byline</h1>'
    "<p>Ask the archive. Every sentence of the answer shows who said it, and where.</p></header>"
)

BROKEN: Final = (
    "Something broke inside Byline, and its log says what. Your other answers are safe; please ask "
    "again."
)

_LONGEST_HEADING: Final = 240
_LONGEST_LAST_WORD: Final = 24
_CODE: Final = re.compile(r"`([^`]+)`")
_BREAKS: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\n\r\t"})


def turn_html(turn: Turn) -> str:
    """Write `turn`: its question, how far the search has come, the answer and its sources.

    It is one line: line breaks and tabs of a text are written as references, so that nothing
    on the way to the browser can take them for its own.
    """
    inferred = turn.answer.inferred if turn.answer else ()
    limits = list(_limits(turn.question))
    return in_one_line(
        "turn.html",
        turn=turn,
        heading=_heading(turn.question.text),
        cited={label for claim in turn.claims for label in claim.citations},
        given=[limit for limit in limits if limit[0] not in inferred],
        read=[limit for limit in limits if limit[0] in inferred],
        without=Asked.without,
        copied=answer_as("markdown", turn.answer) if turn.answer else "",
        progress=_progress(turn),
        words=words,
        accounts=accounts,
        said_beside=_said_beside,
        last_word=_last_word,
        timeline=timeline_svg,
    )


def in_one_line(name: str, **values: Any) -> str:
    """Write the template `name` in one line, whatever the texts are that are put into it."""
    written = template("assistant.page", name, _on_one_line)
    shown = written.render(
        **values,
        address_of=address_of,
        counted=counted,
        failure_html=failure_html,
        spoken=spoken,
        title_of=titled,
        with_code=with_code,
    )
    return shown.replace("\n", "")


def address_of(article: Article) -> str:
    """Give the address of an article's own page."""
    return f"article/{quote(article.id, safe='', errors='surrogatepass')}"


def failure_html(sentence: str) -> Markup:
    """Write `sentence`, which says what went wrong and what to do."""
    return Markup('<p class="failure" role="alert">{}</p>').format(with_code(sentence))


def with_code(sentence: str) -> Markup:
    """Write `sentence`, with what stands between two backticks, such as a command, as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(sentence))))  # noqa: S704 - escaped


def _on_one_line(text: str) -> str:
    return escape(text).translate(_BREAKS)  # it stays Markup: escaped already


def _last_word(text: str) -> tuple[str, str]:
    """Part `text` before its last word, unless that would be too long for a narrow screen."""
    rest, space, last = text.rpartition(" ")
    return (rest + space, last) if len(last) <= _LONGEST_LAST_WORD else (text, "")


def _heading(question: str) -> str:
    """Give a question as a heading that does not fill the screen."""
    if len(question) <= _LONGEST_HEADING:
        return question
    return f"{question[:_LONGEST_HEADING].rpartition(' ')[0] or question[:_LONGEST_HEADING]} …"


def _limits(question: Question) -> Iterator[tuple[str, str, date | None]]:
    """Give the filter, the words and the day of each limit of the search."""
    for outlet in question.outlets:
        yield "outlets", outlet, None
    for name, said, day in (
        ("since", "from", question.since),
        ("until", "until", question.until),
        ("as_of", "as of", question.as_of),
    ):
        if day:
            yield name, said, day
    if question.speaker:
        yield "speaker", f"said by {question.speaker}", None


def _progress(turn: Turn) -> str:
    """Say how far the search has come, or in the end what it covered."""
    if turn.error:
        return "Not answered"
    if turn.answer:
        if turn.answer.is_told:
            return ""
        asked_on = turn.question.asked_on
        asked = f"asked on {spoken(asked_on)}" if asked_on else "asked of all days alike"
        return " · ".join([*_covered(turn.answer.coverage), asked])
    if turn.notice:
        return turn.notice
    if turn.found:
        passages = counted(len(turn.found.hits), "passage")
        return f"{counted(turn.found.articles_in_index, 'article')} searched, {passages} found …"
    return "Searching the archive …"


def _covered(coverage: Coverage) -> Iterator[str]:
    yield f"{counted(coverage.articles_in_index, 'article')} searched"
    yield f"{coverage.articles_matched:,} matched"
    if coverage.articles_cited:
        yield f"{coverage.articles_cited:,} cited"
    if coverage.independent_origins:
        yield counted(coverage.independent_origins, "independent origin")
    if coverage.articles_undated:
        yield f"{coverage.articles_undated:,} without a date left aside"
    if coverage.first and coverage.last:
        yield " to ".join(dict.fromkeys(map(spoken, (coverage.first, coverage.last))))


def _said_beside(turn: Turn, claim: Claim) -> str:
    """Tell the text's own word for the speaker of `claim`, and who passed it on."""
    cited = (turn.sources[label].evidence.attribution for label in claim.citations)
    said = [each for each in cited if each]
    called = next((f" (“{each.called}” in the text)" for each in said if each.called), "")
    relayed = (f", relayed by {each.relayed_by}" for each in said if each.relayed_by)
    return called + next(relayed, "")
