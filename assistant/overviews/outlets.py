"""Questions that the list at an article's end answers: outlets it names, and their headlines.

The list is data, and no evidence that an outlet reported what the article says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

from assistant.types import Naming, Reading, spoken, titled
from assistant.understanding import filters_of
from index import Article, Filters, Hit, Index
from index.language.english import one_of, saying, stories

Wanted: TypeAlias = Literal["outlets", "headline", "words"]

_PRESS = (
    r"(?:\w+ ){0,2}?(?:outlets?|newspapers?|papers?|news (?:sites?|agenc\w+|organi[sz]ations?)|"
    r"publications?|broadcasters?|magazines?|media|sources?)"
)
_NAMING = r"(?:name|list|cite|credit|mention)(?:s|d|ed)?"
_OUTLETS = re.compile(
    rf"\b(?:what|which|whose) (?:(?:the|all|other) )*{_PRESS}\b[^?]*?"
    rf"\b(?:{_NAMING}\b|as (?:a |its |their )?sources?\b)"
    rf"|\b(?:name|list)\b (?:the |all |all the )?{_PRESS}\b"
    r"|\b(?:what|which|who) (?:are|were) (?:the|its|their) (?:named |listed )?sources\b",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"\bheadline[sd]?\b|\bunder (?:what|which) title\b", re.IGNORECASE)
_SAYING = one_of(saying.REPORTED | saying.PUBLISHED)
_ASKS = re.compile(r"\b(?:what|how|does|did|has)\b|^according to\b", re.IGNORECASE)
# Where a question asks for what an outlet says, the outlet stands between these, or behind the
# first or before the last alone: "did the Gazette report", "according to the Gazette", "the
# Gazette's report".
_DOES = re.compile(r"\b(?:did|does|do|has|have) (?:the )?$", re.IGNORECASE)
_SAYS = re.compile(rf" (?:(?:also|ever|actually) )?(?:{_SAYING})\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:according to|(?:reported|written|published) (?:by|in)) (?:the )?$", re.IGNORECASE
)
_ITS = re.compile(rf"(?:['’]s?)? (?:{one_of(stories.PIECES)})\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the lists: all outlets, or the headline or the words of one of `outlets`."""

    wanted: Wanted
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    outlet: str
    start: int
    end: int


def asked_of(question: str, named: Callable[[], Sequence[str]]) -> Asked | None:
    """Tell what `question` asks of the lists; None where it is no question for them.

    "Which outlets are named as sources?", "What headline did the Gazette run?", and "What did the
    Gazette say?". `named` gives the outlets that are named, and is only asked where it matters.
    """
    if _OUTLETS.search(question):
        return Asked("outlets")
    about_headline = bool(_HEADLINE.search(question))
    if not about_headline and not _ASKS.search(question):
        return None
    mentions = list(_mentions(question, named()))
    if about_headline:
        wanted: Wanted = "headline"
    else:
        mentions, wanted = [one for one in mentions if _is_source(question, one)], "words"
    outlets = tuple(dict.fromkeys(one.outlet for one in mentions))
    return Asked(wanted, outlets) if outlets else None


def _mentions(question: str, named: Sequence[str]) -> Iterator[_Mention]:
    """Give the outlets that `question` mentions, by the names the lists have; the longest first.

    "Al Jazeera" is "Aljazeera"; a capital tells the Week from a week.
    """
    by_letters = {_letters(outlet): outlet for outlet in reversed(named)}
    words = list(_WORD.finditer(question))
    at = 0
    while at < len(words):
        longest = min(_MOST_WORDS, len(words) - at)
        tried = (_mention(question, words[at : at + n], by_letters) for n in range(longest, 0, -1))
        found = next(filter(None, tried), None)
        if found:
            yield found
        at = next(
            (n for n in range(at + 1, len(words)) if not found or words[n].start() >= found.end),
            len(words),
        )


def _mention(
    question: str, words: Sequence[re.Match[str]], by_letters: Mapping[str, str]
) -> _Mention | None:
    """Give what `words` mention, all of them together; the last may be a possessive."""
    start, end = words[0].start(), words[-1].end()
    if not question[start].isupper() or question[start:end].lower().startswith("the "):
        return None
    for text in (question[start:end], _POSSESSIVE.sub("", question[start:end])):
        if outlet := by_letters.get(_letters(text)):
            return _Mention(outlet, start, start + len(text))
    return None


def _is_source(question: str, one: _Mention) -> bool:
    """Whether an outlet is asked for what it says: "did Reuters say", "according to Reuters"."""
    before, behind = question[: one.start], question[one.end :]
    said = bool(_DOES.search(before) and _SAYS.match(behind))
    return said or bool(_BY.search(before) or _ITS.match(behind))


def _letters(name: str) -> str:
    """Give what two spellings of a name share; "the" aside."""
    plain = re.sub(r"^(?:the|www\.) |\.(?:com|net|org)$", "", name.casefold())
    return re.sub(r"[\W_]", "", plain)


_MOST_READ = 200  # lists that are looked at beside those of the articles found
_MOST_HEADLINES = 3
_MOST_OUTLETS = 12


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
    asking = " ".join((stories.ABOUT_OUTLETS, *asked.outlets))
    topic = index.words(reading.standalone) - index.words(asking)
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
    origin = ", ".join(filter(None, (article.outlet, spoken(article.published))))
    return f"“{titled(article)}” ({origin})" if origin else f"“{titled(article)}”"
