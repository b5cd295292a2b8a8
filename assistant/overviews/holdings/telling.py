"""What the archive holds, in a sentence, and the articles it lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from assistant.errors import QuestionError
from assistant.overviews.holdings.asking import Asked, of_days
from assistant.overviews.stories import is_about
from assistant.types import Question, Reading
from assistant.understanding import days_meant, filters_of, outlets_named
from index import Article, Filters, Hit, Index

PASSAGES: Final = 200
"""How many passages to search for a topic."""

_MOST_LISTED = 10
_MOST_OUTLETS = 30
_MOST_SPEAKERS = 1_000
_LAST = 20  # passages found last


@dataclass(frozen=True, slots=True)
class Held:
    """What to tell, and the articles to list."""

    text: str
    listed: tuple[Article, ...] = ()


def limited(question: Question) -> tuple[Question, tuple[str, ...]]:
    """Limit `question` to the very days it names, and name the filters that were read so."""
    if not question.infer or question.since or question.until:
        return question, ()
    days = days_meant(of_days(question.text), question.asked_on)
    if days is None:
        return question, ()
    since, until = days.since, days.last or days.until
    read = {"since": since, "until": until}
    within = replace(question, since=since, until=until)
    return within, tuple(name for name, day in read.items() if day)


def held(
    index: Index, asked: Asked, question: Question, *, search: Callable[[Reading], Sequence[Hit]]
) -> Held:
    """Tell what is `asked` of the archive, within what limits the question.

    Args:
        index: the archive.
        asked: what is asked of it.
        question: the question with what limits it.
        search: finds passages for a reading, best first.
    """
    asked = _with_source(index, asked)
    try:
        filters = _filters(index, asked.source, question)
    except QuestionError as error:
        return Held(str(error))
    if asked.wanted in ("outlets", "speakers"):
        return _outlets(index, filters) if asked.wanted == "outlets" else _speakers(index, asked)
    ids, is_all = index.newest_first(filters), True
    if asked.topic:
        limits = replace(question, outlets=filters.outlets)
        hits = search(Reading(limits, asked.topic))
        about = is_about(index, asked.topic, hits)
        ids = [each for each in ids if each in about]
        # Where the last ones found are about it, there are likely more.
        is_all = len(hits) < PASSAGES or not any(_article(hit) in about for hit in hits[-_LAST:])
    if not ids:
        return Held(f"The archive holds no article{_of(asked, filters)}.")
    if asked.wanted == "days":
        return Held(_days(index, ids))
    if asked.wanted in ("newest", "oldest"):
        return _end(index, asked, ids, filters)
    return _counts(index, asked, ids, filters, is_all=is_all)


def _article(hit: Hit) -> str:
    return hit.passage.article_id


def _with_source(index: Index, asked: Asked) -> Asked:
    """Part "the dam from the Gazette" into topic and source, where that is an outlet's name."""
    topic, _, source = asked.topic.rpartition(" from ")
    if topic and outlets_named(f"according to {source}", index.outlets):
        return replace(asked, topic=topic, source=source)
    return asked


def _counts(
    index: Index, asked: Asked, ids: Sequence[str], filters: Filters, *, is_all: bool
) -> Held:
    few = "" if is_all else "at least "
    count = f"The archive holds {few}{_counted(len(ids), 'article')}{_of(asked, filters)}"
    if asked.wanted == "count" and not asked.topic:
        every = "" if filters else f" from {_counted(len(index.outlets()), 'outlet')}"
        days = "" if filters.since or filters.until else f", {_days(index, ids, short=True)}"
        return Held(f"{count}{every}{days}.")
    listed = tuple(index.article(each) for each in ids[:_MOST_LISTED])
    newest = f"; the newest {len(listed)} are listed" if len(ids) > len(listed) else ""
    return Held(f"{count}{newest}.", listed)


def _filters(index: Index, source: str, question: Question) -> Filters:
    """Give what is asked for: within the question's limits, and from one source where it is named.

    Raises:
        QuestionError: no outlet has that name; the message names the nearest.
    """
    if not source:
        return filters_of(question, index.outlets)
    named = outlets_named(f"according to {source}", index.outlets)
    plain = source.removeprefix("the ").removeprefix("The ")
    return filters_of(replace(question, outlets=named or (plain,)), index.outlets)


def _outlets(index: Index, filters: Filters) -> Held:
    sizes = {
        outlet: len(index.newest_first(replace(filters, outlets=(outlet,))))
        for outlet in filters.outlets or index.outlets()
    }
    largest = sorted((each for each in sizes if sizes[each]), key=lambda each: (-sizes[each], each))
    if not largest:
        return Held("The archive names no outlet for its articles.")
    names = ", ".join(f"{each} ({sizes[each]:,})" for each in largest[:_MOST_OUTLETS])
    more = len(largest) - _MOST_OUTLETS
    others = f", and {_counted(more, 'other')}" if more > 0 else ""
    return Held(
        f"The archive has articles from {_counted(len(largest), 'outlet')}: {names}{others}."
    )


def _speakers(index: Index, asked: Asked) -> Held:
    """Tell who speaks, of the whole archive or about a topic, those with the most to say first."""
    role = asked.role.casefold().removesuffix("s")
    every = index.speakers(asked.topic, limit=_MOST_SPEAKERS)
    found = [each for each in every if role in each.name.casefold()] or every
    about = f" about {asked.topic}" if asked.topic else ""
    if not found:
        return Held(f"Nobody is quoted{about}, as far as the articles are read.")
    is_called = any(role in each.name.casefold() for each in found)
    unknown = "" if is_called else f"Nobody here is called “{role}”. "
    named = ", ".join(f"{one.name} ({one.statements:,})" for one in found[:_MOST_LISTED])
    more = len(found) - _MOST_LISTED
    others = f", and {_counted(more, 'other')}" if more > 0 else ""
    return Held(f"{unknown}Quoted{about}, with how many statements: {named}{others}.")


def _end(index: Index, asked: Asked, ids: Sequence[str], filters: Filters) -> Held:
    """Tell the newest or the oldest article; those without a day are neither."""
    dated = [one for one in map(index.article, (ids[0], *_last_dated(index, ids))) if one.published]
    if not dated:
        return Held("No article of the archive has a day.")
    article = dated[0] if asked.wanted == "newest" else dated[-1]
    day = _day(article.published)
    text = f"The {asked.wanted} article{_of(asked, filters)} in the archive is of {day}."
    return Held(text, (article,))


def _last_dated(index: Index, ids: Sequence[str]) -> list[str]:
    """Give the last article with a day of those that come newest first."""
    return next(([each] for each in reversed(ids) if index.article(each).published), [])


def _days(index: Index, ids: Sequence[str], *, short: bool = False) -> str:
    dated = [index.article(each).published for each in (*ids[:1], *_last_dated(index, ids))]
    days = [day for day in dated if day]
    if not days:
        return "without a day" if short else "No article of the archive has a day."
    last, first = days[0], days[-1]
    told = f"of {_day(first)}" if first == last else f"of {_day(first)} to {_day(last)}"
    return told if short else f"The archive has articles {told}."


def _of(asked: Asked, filters: Filters) -> str:
    """Say what was asked for: whose articles, of which days, about what."""
    source = f" from {', '.join(filters.outlets)}" if filters.outlets else ""
    about = f" about {asked.topic}" if asked.topic else ""
    since = f" since {_day(filters.since)}" if filters.since else ""
    until = f" until {_day(filters.until)}" if filters.until else ""
    if since and until:
        since, until = f" of {_day(filters.since)}", f" to {_day(filters.until)}"
    return f"{source}{about}{since}{until}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
