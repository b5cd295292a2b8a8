"""Stories: articles of one event, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from assistant.types.accounts import Account
from assistant.types.words import Evidence
from index import Lead, content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles of one event.

    `id` is a hash of the first article's; `articles` are ids in the order of their days, `first`
    and `last` the days of the oldest and the newest. `title` is that of the article most like the
    others. `outlets` come with the most articles first; articles without one count for none.
    """

    id: str
    title: str
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    first: date
    last: date

    @staticmethod
    def id_by(article_id: str) -> str:
        """Give the id of the story that begins with an article."""
        return content_hash("story", article_id)

    @classmethod
    def of(cls, leads: Sequence[Lead], title: str) -> Self:
        """Make a story of articles that come in the order of their days."""
        outlets = [each.outlet for each in leads if each.outlet]
        return cls(
            id=cls.id_by(leads[0].article_id),
            title=title,
            articles=tuple(each.article_id for each in leads),
            outlets=tuple(sorted(set(outlets), key=lambda one: (-outlets.count(one), one))),
            first=leads[0].published,
            last=leads[-1].published,
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a story, how often, and the last sentence that is theirs."""

    name: str
    statements: int
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTold:
    """What is told in a story's articles.

    `timeline` are the sentences that tell most, in the order of their days; `figures` what is told
    of one figure by several, or was another before; `voices` who speaks most.
    """

    story: Story
    timeline: tuple[Evidence, ...]
    figures: tuple[Account, ...]
    voices: tuple[Voice, ...]
