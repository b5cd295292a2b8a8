"""The pages of stories: their list, and each told by day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.page.archive import SIZE, Listing, counts
from assistant.page.timeline import timeline_svg
from assistant.page.view import view
from assistant.rendering import accounts
from assistant.types import Story, StoryTold
from index import Article

if TYPE_CHECKING:
    from index import Index


def stories_page(
    index: Index, asked: Listing, stories: Sequence[Story], *, failure: str = ""
) -> str:
    """Write the list of `stories`, those within what is asked for."""
    dated = index.dated()
    asked, pages, first = asked.within(len(stories))
    shown = stories[first : first + SIZE]
    return view(
        "stories.html",
        here="Stories",
        asked=asked,
        stories=shown,
        total=len(stories),
        overall=len(dated),
        first=first + 1,
        last=first + len(shown),
        pages=pages,
        failure=failure,
        **counts(dated),
    )


def story_page(told: StoryTold, articles: Sequence[Article]) -> str:
    """Write one story: its sentences by day, figures that changed, who speaks, its articles."""
    by_day = groupby(told.timeline, key=lambda each: each.article.published)
    return view(
        "story.html",
        here="Stories",
        depth=1,
        told=told,
        story=told.story,
        course=[(day, list(sentences)) for day, sentences in by_day],
        articles=articles,
        accounts=accounts,
        timeline=timeline_svg,
    )
