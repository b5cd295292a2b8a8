"""From the topics of an overview to the sentences that tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Final

from assistant.overviews.stories.choosing import Line, course
from assistant.overviews.stories.topic import Topic, opening
from assistant.reading.copies import Copies, folded
from assistant.reading.evidence import Quotable, quotables
from assistant.types import Evidence, Reading
from assistant.understanding import Overview, without_days
from index import Article, Filters, Hit, Index, Why

_MOST_SENTENCES = 8
_FEW_SENTENCES = 4
PASSAGES: Final = 60
"""How many passages to search for a topic."""
_NEAREST = 3
# An article is about a topic when its title and first sentences have so much of the topic's words,
# or some of them and its passage means nearly the same.
_ABOUT = 0.6
_SOME, _MEANT = 0.3, 0.5
_LIKE_THOSE = 0.5
_MOST_READ = 300  # articles that are looked at where no topic is named
_LATEST = 30  # and where no days are named either: the newest
_FAR_DOWN = 6  # the place of a sentence that stands behind the first passage


@dataclass(frozen=True, slots=True)
class Story:
    """What tells the course of what is asked for, in order; `quoted` is empty where nothing does.

    `hits` are the passages it was chosen from, of `copies` of an article only what each tells
    first; `near` are sentences of the best ones.
    """

    quoted: tuple[Evidence, ...]
    hits: tuple[Hit, ...]
    near: tuple[Quotable, ...]
    about: float = 0.0
    copies: Copies = field(default_factory=Copies)


def story_of(
    index: Index,
    reading: Reading,
    asked: Overview,
    *,
    search: Callable[[Reading], Sequence[Hit]],
    filters: Filters,
) -> Story:
    """Tell the course of what is `asked`: each topic by itself, or the news of the days.

    Args:
        index: the archive.
        reading: the question as it was understood.
        asked: the stories it asks for.
        search: finds passages for a reading.
        filters: what the question is limited to.
    """
    if not asked.topics:
        # Days that no article came out in are no reason to tell of others.
        is_limited = bool(filters) or without_days(reading.standalone) == reading.standalone
        return _of_days(index, filters) if is_limited else Story((), (), ())
    most = _MOST_SENTENCES // len(asked.topics)
    few = min(most, _FEW_SENTENCES)
    sides = [
        _of_topic(index, topic, search(replace(reading, standalone=topic)), most, few)
        for topic in asked.topics
    ]
    return Story(
        tuple(dict.fromkeys(each for side in sides for each in side.quoted)),
        tuple(hit for side in sides for hit in side.hits),
        tuple(each for side in sides for each in side.near),
        min(side.about for side in sides),
        reduce(or_, (side.copies for side in sides)),
    )


def is_about(index: Index, topic: str, hits: Sequence[Hit]) -> set[str]:
    """Give the ids of those articles among `hits` that are about a topic, and not only name it."""
    about, _ = _about(index, Topic.read(index, topic), hits)
    return {each for each, much in about.items() if much >= _ABOUT}


def _about(index: Index, topic: Topic, hits: Sequence[Hit]) -> tuple[dict[str, float], Topic]:
    """Say how much each article of `hits`, best first, is about a topic, 0..1, and what they share.

    One that begins like those that are about it goes on with their story, whatever it calls it.
    """
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.passage.article_id, hit)
    words = {each: index.words(opening(index.article(each))) for each in best}
    about = {each: _aboutness(topic, words[each], hit) for each, hit in best.items()}
    near = [words[each] for each, much in about.items() if much >= _ABOUT]
    story = Topic.shared(near, weigh=index.rarity)
    going_on = {each for each in best if story.share(words[each]) >= _LIKE_THOSE}
    return {each: max(much, _ABOUT * (each in going_on)) for each, much in about.items()}, story


def _of_topic(index: Index, text: str, hits: Sequence[Hit], most: int, few: int) -> Story:
    """Tell of the articles that are about a topic; where none is, of passages that speak of it."""
    topic = Topic.read(index, text)
    hits, copies = folded(index, hits)
    about, story = _about(index, topic, hits)
    chosen = [hit for hit in hits if about[hit.passage.article_id] >= _ABOUT]
    chosen = copies.passages([*(_lead(index, hit) for hit in chosen), *chosen])
    if chosen:
        lines = list(_lines(index, (topic, story), chosen, about, copies))
    else:
        chosen = [hit for hit in hits if topic.share(index.words(hit.passage.text)) >= _ABOUT]
        every = _lines(index, (topic,), chosen, about, copies)
        lines = [each for each in every if each.share >= _ABOUT]
    return Story(
        tuple(each.key.evidence for each in course(lines, most=most, few=few)),
        _unique(chosen or hits[:_NEAREST]),
        tuple(quotables(index, hits[:_NEAREST])[:_NEAREST]),
        max(about.values(), default=0.0),
        copies,
    )


def _of_days(index: Index, filters: Filters) -> Story:
    """Tell the news of the days asked for, else the newest: what most titles speak of first."""
    most = _MOST_READ if filters.since or filters.until else _LATEST
    articles = [index.article(each) for each in index.newest_first(filters)[:most]]
    words = {each.id: index.words(each.title) for each in articles}
    topic = Topic.shared(list(words.values()))
    leads = [_lead_of(index, each, rank) for rank, each in enumerate(articles, start=1)]
    hits, copies = folded(index, [hit for hit in leads if hit])
    about = {each: topic.share(held) for each, held in words.items()}
    lines = list(_lines(index, (topic,), hits, about, copies))
    told = course(lines, most=_MOST_SENTENCES, few=_MOST_SENTENCES)
    quoted = tuple(each.key.evidence for each in told)
    return Story(quoted, tuple(hits), (), float(bool(told)), copies)


def _aboutness(topic: Topic, words: frozenset[str], hit: Hit) -> float:
    share = topic.share(words)
    if share < _ABOUT and share >= _SOME and hit.why.vector >= _MEANT:
        return _ABOUT
    return share


def _lines(
    index: Index,
    topics: Sequence[Topic],
    hits: Sequence[Hit],
    about: dict[str, float],
    copies: Copies,
) -> Iterator[Line[Quotable]]:
    """Give the sentences of passages as lines; the first of an article have the lowest places.

    What a sentence shares with the `topics`, one or more, counts alike.
    """
    seen: dict[str, int] = {}
    for each in copies.sentences(quotables(index, _unique(hits))):
        article, start = each.evidence.article, each.hit.passage.start
        words = index.words(each.evidence.quote)
        place = seen.get(article.id, 0) if start == 0 else _FAR_DOWN
        seen[article.id] = place + 1
        yield Line(
            key=each,
            text=each.evidence.quote,
            article=article.id,
            day=article.published,
            share=sum(topic.share(words) for topic in topics) / len(topics),
            about=about[article.id],
            place=place,
        )


def _lead(index: Index, hit: Hit) -> Hit:
    """Give the first passage of the article of `hit`, found as that was."""
    return replace(hit, passage=index.passages(hit.passage.article_id)[0])


def _lead_of(index: Index, article: Article, rank: int) -> Hit | None:
    passages = index.passages(article.id)
    return Hit(passages[0], 0.0, rank, Why()) if passages else None


def _unique(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple({hit.passage.id: hit for hit in hits}.values())
