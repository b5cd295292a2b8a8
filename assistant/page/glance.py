"""What an archive holds, at a glance, for who comes to the page; and questions that fit it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.page.html import in_one_line

if TYPE_CHECKING:
    from assistant import Assistant
    from index import Index

_MOST_BARS: Final = 60
_HEIGHT: Final = 72
_NEWEST: Final = 3
_SPEAKERS: Final = 2


def glance_html(assistant: Assistant) -> str:
    """Write what the archive holds: counts, articles a month or a year, the newest of them.

    The newest stories are named beside them, as far as they are known by now.
    """
    index = assistant.index
    dated = index.dated()
    first, last = index.days
    what, counts = _counted_by_time([day for *_, day in dated if day])
    return in_one_line(
        "glance.html",
        articles=len(dated),
        outlets=len({outlet for _, outlet, _ in dated if outlet}),
        first=first,
        last=last,
        what=what,
        counts=counts,
        height=_HEIGHT,
        stories=assistant.stories.newest_first(wait=False)[:_NEWEST],
        newest=[index.article(article_id) for article_id, *_ in dated[:_NEWEST]],
    )


def examples_from(index: Index) -> tuple[str, ...]:
    """Make questions that an archive can answer; none for an empty one."""
    if not len(index):
        return ()
    _, last = index.days
    speakers = index.speakers(limit=_SPEAKERS)
    return (
        *(f"What did {speaker.name} say?" for speaker in speakers),
        *([f"What happened in {last:%B %Y}?"] if last else []),
        "What is the newest article?",
    )


def _counted_by_time(days: Sequence[date]) -> tuple[str, Mapping[str, int]]:
    """Count by month or, where those are too many, by year; those without any are counted too."""
    if not days:
        return "", {}
    first, last = min(days), max(days)
    start, end = (12 * day.year + day.month - 1 for day in (first, last))
    if end - start >= _MOST_BARS:
        years = Counter(day.year for day in days)
        each = {str(year): years[year] for year in range(first.year, last.year + 1)}
        return "Articles a year", each
    months = Counter(12 * day.year + day.month - 1 for day in days)
    return "Articles a month", {
        f"{date(at // 12, at % 12 + 1, 1):%B %Y}": months[at] for at in range(start, end + 1)
    }
