"""What is told in the articles of a story: its course, figures that changed, and who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.accounts import changed_figures
from assistant.overviews.stories import Line, Topic, course, opening
from assistant.reading.evidence import Quotable, quotables
from assistant.types import Evidence, Story, StoryTold, Voice
from index import Hit, Index, Why, is_same_speaker

_MOST_READ: Final = 40
_SENTENCES: Final = 16
_VOICES: Final = 6


def told(index: Index, story: Story) -> StoryTold:
    """Tell what the articles of `story` tell, the last forty where there are more."""
    articles = [index.article(each) for each in story.articles[-_MOST_READ:]]
    topic = Topic.shared([index.words(opening(each)) for each in articles], weigh=index.rarity)
    hits = [Hit(each, 0.0, 1, Why()) for one in articles for each in index.passages(one.id)]
    sentences = list(_placed(quotables(index, hits)))
    lines = [
        Line(
            key=each.evidence,
            text=each.evidence.quote,
            article=each.evidence.article.id,
            day=each.evidence.article.published,
            share=topic.share(index.words(each.evidence.quote)),
            about=1.0,
            place=place,
        )
        for each, place in sentences
    ]
    most = min(_SENTENCES, 2 * len(articles))
    return StoryTold(
        story=story,
        timeline=tuple(one.key for one in course(lines, most=most, few=most)),
        figures=changed_figures(sentences),
        voices=voices([each.evidence for each, _ in sentences]),
    )


def _placed(sentences: Sequence[Quotable]) -> Iterator[tuple[Quotable, int]]:
    """Give each sentence with its number in its article, from 0."""
    article, place = "", 0
    for each in sentences:
        place = place + 1 if each.evidence.article.id == article else 0
        article = each.evidence.article.id
        yield each, place


def voices(sentences: Sequence[Evidence]) -> tuple[Voice, ...]:
    """Count who speaks in sentences, most first, each with the last sentence that is theirs."""
    found: list[list[tuple[str, Evidence]]] = []
    for each in sentences:
        name = each.attribution.speaker if each.attribution else ""
        if name[:1].isalpha() and not name[:1].islower():
            known = next((one for one in found if _is_one(one[0][0], name)), None)
            found.append([(name, each)]) if known is None else known.append((name, each))
    most = sorted(found, key=len, reverse=True)[:_VOICES]
    return tuple(Voice(_commonest(one), len(one), one[-1][1]) for one in most)


def _commonest(said: Sequence[tuple[str, Evidence]]) -> str:
    names = Counter(name for name, _ in said)
    return max(names, key=lambda name: (names[name], -len(name)))


def _is_one(name: str, other: str) -> bool:
    return is_same_speaker(name, other) or is_same_speaker(other, name)
