"""The stories of an archive: which articles tell of one event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from threading import Lock, Thread
from typing import TYPE_CHECKING

from assistant.errors import UnknownStory
from assistant.overviews.stories import Topic
from assistant.stories.grouping import Opening, grouped
from assistant.stories.telling import told
from assistant.types import Story, StoryTold

if TYPE_CHECKING:
    from index import Index, Lead

# Words inside a sentence: one with a capital is a name. In a headline every word may have one.
_INSIDE = re.compile(r"(?<=[\w,;] )\w[\w’'-]+")
_ENDING = re.compile(r"['’]s?$")


class Stories:
    """The stories of one archive, grouped when they are first asked for and after it has changed.

    Articles without a day are in none, and one that is alone makes none. What asks without `wait`
    gets those of before, or none, while they are grouped beside it. Threads may share it.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._turn = Lock()
        self._grouped: tuple[object, list[Story]] = (None, [])

    def newest_first(
        self, articles: Collection[str] | None = None, *, wait: bool = True
    ) -> list[Story]:
        """Give the stories, the one with the newest article first; of `articles` where given."""
        stories = self._known(wait=wait)
        if articles is None:
            return list(stories)
        held = set(articles)
        return [each for each in stories if not held.isdisjoint(each.articles)]

    def story(self, story_id: str) -> Story:
        """Give a story by its id, the one it had while another article was its first too.

        Raises:
            UnknownStory: there is none.
        """
        for each in self._known(wait=True):
            if story_id in map(Story.id_by, each.articles):
                return each
        raise UnknownStory(
            f"No story of the archive has the id {story_id!r}; its articles may be removed, or of "
            "no other article's event any more. The stories there are stand at /stories."
        )

    def told(self, story: Story) -> StoryTold:
        """Tell what the articles of `story` tell."""
        return told(self._index, story)

    def of(self, articles: Sequence[str], *, wait: bool = True) -> Story | None:
        """Give the story that most of these articles are of; None where they are of none."""
        found = Counter(
            {each: len(set(articles) & set(each.articles)) for each in self._known(wait=wait)}
        )
        [(story, count)] = found.most_common(1) or [(None, 0)]
        return story if count else None

    def _known(self, *, wait: bool) -> list[Story]:
        if self._grouped[0] != self._index.corpus_fingerprint:
            if wait:
                self._group()
            elif not self._turn.locked():
                Thread(target=self._group, daemon=True).start()
        return self._grouped[1]

    def _group(self) -> None:
        with self._turn:
            state = self._index.corpus_fingerprint
            if self._grouped[0] != state:
                self._grouped = (state, stories_of(self._index))


def stories_of(index: Index) -> list[Story]:
    """Group the dated articles of an archive, the story with the newest article first."""
    dated = [(each.published, each) for each in index.leads() if each.published]
    leads = [each for _, each in sorted(dated, key=lambda pair: pair[0])]
    groups = grouped(opening(index, each) for each in leads)
    stories = [[leads[at] for at in group] for group in groups if len(group) > 1]
    found = [Story.of(each, _title(index, each)) for each in stories]
    return sorted(found, key=lambda each: (each.last, each.first, each.id), reverse=True)


def opening(index: Index, lead: Lead) -> Opening:
    """Read what a dated article's beginning tells of its event."""
    assert lead.published
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
