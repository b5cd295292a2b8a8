"""What the lists tell: which outlets are named, by which articles, and under which headlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from assistant.overviews.outlets.asking import Asked, asked_of
from assistant.types import Naming, Reading
from assistant.understanding import filters_of
from index import Article, Filters, Hit, Index

_MOST_READ = 200  # lists that are looked at beside those of the articles found
_MOST_HEADLINES = 3
_MOST_OUTLETS = 12
_OPENING = 9  # words that stand for a title where an article has none
_ASKING = (
    "outlet newspaper paper news site agency organisation publication broadcaster magazine media "
    "source name named list cite credit mention headline run ran article report story piece "
    "publish write wrote claim cover coverage"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What to tell, and the lines of the lists that it rests on."""

    text: str
    namings: tuple[Naming, ...]


def named_by(index: Index, reading: Reading, hits: Sequence[Hit], *, is_said: bool) -> Named | None:
    """Answer from the lists of the articles, if the question asks for that; else None.

    What an outlet says is only answered so where nothing of its own is read: it has no articles
    here, and nobody of that name speaks in one.

    Args:
        index: the archive.
        reading: the question as it was understood.
        hits: what was found for it, best first: they tell which articles it is about.
        is_said: whether a sentence was found that is said by whom the question asks for.
    """
    asked = asked_of(reading.standalone, lambda: list(index.named_outlets()))
    is_read = reading.question.outlets or (reading.question.speaker and is_said)
    if asked is None or (asked.wanted == "words" and is_read):
        return None
    topic = index.words(reading.standalone) - index.words(f"{_ASKING} {' '.join(asked.outlets)}")
    articles = _articles(index, asked, hits, filters_of(reading.question, index.outlets))
    if asked.wanted == "outlets":
        return _outlets(articles, hits if topic else ())
    found = {hit.passage.article_id for hit in hits} if topic else set()
    return _headlines(index, asked, articles, topic, found)


def _articles(index: Index, asked: Asked, hits: Sequence[Hit], filters: Filters) -> list[Article]:
    """Give the articles that name what is asked for, those found first, then the newest added."""
    by_outlet = index.named_outlets()
    naming = {each for outlet in asked.outlets or by_outlet for each in by_outlet[outlet]}
    found = dict.fromkeys(hit.passage.article_id for hit in hits)
    others = (each for outlet in asked.outlets or by_outlet for each in reversed(by_outlet[outlet]))
    ids = dict.fromkeys([*(each for each in found if each in naming), *islice(others, _MOST_READ)])
    return [one for one in map(index.article, ids) if filters.allows(one.outlet, one.published)]


def _outlets(articles: Sequence[Article], hits: Sequence[Hit]) -> Named | None:
    """Tell which outlets the article found names or, with no `hits`, which all articles name."""
    if not articles:
        return None
    found = {hit.passage.article_id for hit in hits}
    if articles[0].id in found or len(articles) == 1:
        namings = _namings(articles[:1])
        names = ", ".join(dict.fromkeys(each.outlet for each in namings))
        return Named(f"{_name(articles[0])} names as its sources: {names}.", namings)
    every = _namings(articles)
    often = Counter(each.outlet for each in every).most_common(_MOST_OUTLETS)
    first = {each.outlet: each for each in reversed(every)}
    names = ", ".join(f"{outlet} ({count})" for outlet, count in often)
    text = (
        f"{len(articles)} articles name {len(first)} outlets as their sources, most often {names}."
    )
    return Named(text, tuple(first[outlet] for outlet, _ in often))


def _headlines(
    index: Index,
    asked: Asked,
    articles: Sequence[Article],
    topic: Set[str],
    found: Set[str],
) -> Named | None:
    """Tell the headlines of the outlets asked for, those that fit the topic best."""
    namings = [each for each in _namings(articles) if each.outlet in asked.outlets]
    shared = {
        each: len(topic & index.words(f"{each.headline}\n{each.article.title}")) for each in namings
    }
    most = max(shared.values(), default=0)
    near = [each for each in namings if each.article.id in found]
    fitting = [each for each in namings if shared[each] == most] if most else near or namings
    fitting = fitting[:_MOST_HEADLINES]
    if not fitting:
        return None
    sentences = [
        f"{each.outlet} is named as a source by {_name(each.article)}, with the headline "
        f"“{each.headline}”."
        for each in fitting
    ]
    if asked.wanted == "words":
        sentences.append("Its own text is not in this archive, so what it says is not known here.")
    return Named(" ".join(sentences), tuple(fitting))


def _namings(articles: Iterable[Article]) -> tuple[Naming, ...]:
    return tuple(
        Naming(article, named.outlet, named.headline)
        for article in articles
        for named in article.named_outlets
    )


def _name(article: Article) -> str:
    title = article.title or article.file or f"{' '.join(article.text.split()[:_OPENING])} …"
    day = f"{article.published.day} {article.published:%B %Y}" if article.published else ""
    origin = ", ".join(part for part in (article.outlet, day) if part)
    return f"“{title}” ({origin})" if origin else f"“{title}”"
