"""The stories of an archive: which articles tell of one event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from threading import Event, Lock
from typing import TYPE_CHECKING, Final

from assistant.errors import UnknownStory
from assistant.overviews.stories import Topic
from assistant.stories.grouping import Opening, grouped
from assistant.stories.telling import told
from assistant.types import Story, StoryTold
from index import BylineError

if TYPE_CHECKING:
    from index import Index, Lead

# Words inside a sentence: one with a capital is a name. In a headline every word may have one.
_INSIDE = re.compile(r"(?<=[\w,;] )\w[\w’'-]+")
_SECONDS: Final = 5.0  # between two looks at whether the archive has changed
_ENDING = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Stories, the newest first, and by their articles; `state` is that of the archive."""

    state: tuple[str, float] = ("", 0.0)
    stories: tuple[Story, ...] = ()
    by_article: Mapping[str, Story] = field(default_factory=dict)


class Stories:
    """The stories of one archive, grouped when they are first asked for and after it has changed.

    Articles without a day are in none, nor are those that are older than the newest 50,000, and one
    that is alone makes none. Who does not `wait` is given what was grouped last, which may be
    nothing. Threads may share it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._turn = Lock()
        self._stops = Event()
        self._known = _Grouped()

    def newest_first(
        self, articles: Collection[str] | None = None, *, wait: bool = True
    ) -> list[Story]:
        """Give the stories, the one with the newest article first; of `articles` where given."""
        known = self._grouped(wait=wait)
        if articles is None:
            return list(known.stories)
        held = {known.by_article[each].id for each in articles if each in known.by_article}
        return [each for each in known.stories if each.id in held]

    def story(self, story_id: str) -> Story:
        """Give a story by its id, the one it had while another article was its first too.

        Raises:
            UnknownStory: there is none.
        """
        for article_id, story in self._grouped(wait=True).by_article.items():
            if Story.id_by(article_id) == story_id:
                return story
        raise UnknownStory(
            f"No story of the archive has the id {story_id!r}; its articles may be removed, or "
            "tell of an event that no other does any more. The stories there are stand at /stories."
        )

    def of(self, articles: Collection[str], *, wait: bool = True) -> Story | None:
        """Give the story that at least half of these articles are of; None where there is none."""
        by_article = self._grouped(wait=wait).by_article
        found = Counter(by_article[each] for each in set(articles) if each in by_article)
        most = found.most_common(1)
        return most[0][0] if most and 2 * most[0][1] >= len(set(articles)) else None

    def keep(self) -> None:
        """Group anew whenever the archive has changed, until `stop`; for a thread of its own."""
        while not self._stops.is_set():
            with suppress(BylineError):  # whoever asks is told
                self._grouped(wait=True)
            self._stops.wait(_SECONDS)

    def stop(self) -> None:
        """End `keep`."""
        self._stops.set()

    def told(self, story: Story) -> StoryTold:
        """Tell what the articles of `story` tell."""
        return told(self._index, story)

    def _grouped(self, *, wait: bool) -> _Grouped:
        if wait and self._known.state != self._state():
            with self._turn:
                state = self._state()
                if self._known.state != state:
                    stories = tuple(stories_of(self._index, is_over=self._stops.is_set))
                    by_article = {id_: each for each in stories for id_ in each.articles}
                    self._known = _Grouped(state, stories, by_article)
        return self._known

    def _state(self) -> tuple[str, float]:
        return self._index.corpus_fingerprint, round(self._index.embedded, 1)


def stories_of(index: Index, *, is_over: Callable[[], bool] = lambda: False) -> list[Story]:
    """Group the dated articles of an archive, the story with the newest article first.

    Once it `is_over`, what was read by then is grouped.
    """
    leads = index.leads()[::-1]
    groups = grouped(opening(index, each) for each in takewhile(lambda _: not is_over(), leads))
    stories = [[leads[at] for at in group] for group in groups if len(group) > 1]
    found = [Story.of(each, _title(index, each)) for each in stories]
    return sorted(found, key=lambda each: (each.last, each.first, each.id), reverse=True)


def opening(index: Index, lead: Lead) -> Opening:
    """Read what a dated article's beginning tells of its event."""
    language = lead.language or "en"
    title, text = (index.words(each, language=language) for each in (lead.title, lead.text))
    capitals = (word for word in _INSIDE.findall(lead.text) if word[0].isupper())
    return Opening(
        title=title,
        words=title | text,
        names=frozenset(_ENDING.sub("", word).casefold() for word in capitals),
        day=lead.published,
        running=lead.story,
        vector=lead.vector,
    )


def _title(index: Index, leads: Sequence[Lead]) -> str:
    """Give the title that has most of the words that the others have; of two the older one."""
    titles = {lead.title: index.words(lead.title) for lead in leads if lead.title}
    shared = Topic.shared([titles.get(lead.title, frozenset()) for lead in leads])
    return max(titles, key=lambda title: shared.share(titles[title]), default="")
