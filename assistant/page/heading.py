"""Writes what stands above an answer: what the question was taken for, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup, escape

from assistant.page.markup import counted, day_html, joined, list_html, spoken
from assistant.page.turn import Turn
from assistant.rendering import read_as, understood
from assistant.types import Coverage, Question

_READ = Markup(
    '<p class="read">Read from the question: {}. Change it or switch it off under '
    "“Limit the search”.</p>"
)


def reading_html(turn: Turn) -> Markup:
    """Write what the question was taken for: what was limited, understood and read from it."""
    asked = understood(turn.answer) if turn.answer else ""
    corrected = read_as(turn.answer) if turn.answer else ""
    inferred = turn.answer.inferred if turn.answer else ()
    limits = list(_limits(turn.question))
    given = [Markup("<li>{}</li>").format(each) for name, each in limits if name not in inferred]
    read = [each for name, each in limits if name in inferred]
    return joined(
        [
            list_html("ul", "limits", given, label="Limited to") if given else Markup(),
            Markup('<p class="read">Understood as: {}</p>').format(asked) if asked else Markup(),
            Markup('<p class="read">{}.</p>').format(corrected) if corrected else Markup(),
            _READ.format(Markup(", ").join(read)) if read else Markup(),
        ]
    )


def _limits(question: Question) -> Iterator[tuple[str, Markup]]:
    """Write each limit of the search beside the name of its filter."""
    for outlet in question.outlets:
        yield "outlets", escape(outlet)
    for name, said, day in (
        ("since", "from", question.since),
        ("until", "until", question.until),
        ("as_of", "as of", question.as_of),
    ):
        if day:
            yield name, Markup("{} {}").format(said, day_html(day))
    if question.speaker:
        yield "speaker", Markup("said by {}").format(question.speaker)


def progress_text(turn: Turn) -> str:
    """Say how far the search has come, or in the end what it covered."""
    if turn.error:
        return "Not answered"
    if turn.answer:
        if turn.answer.is_told:
            return ""
        asked_on = turn.question.asked_on
        asked = f"asked on {spoken(asked_on)}" if asked_on else "asked of all days alike"
        return f"{_coverage(turn.answer.coverage)} · {asked}"
    if turn.notice:
        return turn.notice
    if turn.found:
        passages = counted(len(turn.found.hits), "passage")
        return f"{counted(turn.found.articles_in_index, 'article')} searched, {passages} found …"
    return "Searching the archive …"


def _coverage(coverage: Coverage) -> str:
    parts = [f"{counted(coverage.articles_in_index, 'article')} searched"]
    parts.append(f"{coverage.articles_matched:,} matched")
    if coverage.articles_cited:
        parts.append(f"{coverage.articles_cited:,} cited")
    if coverage.independent_origins:
        parts.append(counted(coverage.independent_origins, "independent origin"))
    if coverage.articles_undated:
        parts.append(f"{coverage.articles_undated:,} without a date left aside")
    if coverage.first and coverage.last:
        parts.append(_period(coverage.first, coverage.last))
    return " · ".join(parts)


def _period(first: date, last: date) -> str:
    return spoken(first) if first == last else f"{spoken(first)} to {spoken(last)}"
