"""Questions for what the archive holds: counts, outlets, days, articles.

They are answered from the catalog, as data: no article says it, so there is nothing to cite.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from assistant.errors import QuestionError
from assistant.overviews.stories import is_about
from assistant.types import Question, Reading, counted, spoken
from assistant.understanding import days_meant, filters_of, outlets_named, without_days
from index import Article, Filters, Hit, Index
from index.language.english.calendar import MONTH

Wanted: TypeAlias = Literal["count", "outlets", "days", "newest", "oldest", "articles", "speakers"]

_PLEASE = re.compile(r"^(?:please |(?:can|could|would) you (?:please )?(?:tell me )?)", re.I)
_ENDS = re.compile(r"(?:[\s,]+please)?[\s?!.]*$", re.IGNORECASE)
_TEXTS = r"(?:news )?(?:articles?|stor(?:y|ies)|reports?|items?|documents?|texts?|pieces?)"
_ARTICLES = r"(?:news )?(?:articles?|stor(?:y|ies))"
_PRESS = r"(?:outlets?|newspapers?|papers?|publications?|news sources?|sources?|publishers?)"
_ARCHIVE = r"(?:the|your|this) (?:archive|collection|database|index|corpus)"
# Only the archive has or holds articles: what an outlet published is for the articles to say.
_HELD = (
    rf"(?:do you (?:have|hold|search|cover)|have you (?:got|read)|"
    rf"does {_ARCHIVE} (?:have|hold|contain|include|cover)|"
    rf"(?:are|is) (?:there )?in {_ARCHIVE}|can (?:you|i|be) (?:search|searched)|"
    rf"are (?:stored|archived|indexed|held)(?: here| in {_ARCHIVE})?)"
)
_BY, _ON = "(?:from|by) (?P<source>.+?)", "(?:about|on|regarding|concerning) (?P<topic>.+?)"
_SOURCE, _ABOUT, _EITHER = f"(?: {_BY})?", f"(?: {_ON})?", f"(?:{_BY}|{_ON})"
_HERE = rf"(?: (?:that )?(?:you have|in {_ARCHIVE}|here))?"
_SHOW = "(?:list|show|find|give|get)(?: me)?"
_IS = rf"(?:(?:what|which)(?:['’]s| is| are)|{_SHOW}) (?:the|your)"
_ALL = "(?:(?:all|the|every|some|any) )*"
_PEOPLE = r"(?:people|persons|speakers|(?P<role>\w+(?: \w+)?))"
_QUOTED = rf"(?:(?:are|is|were|was) (?:quoted|cited)|speaks?|spoke)(?: (?:here|in {_ARCHIVE}))?"
_FORMS: tuple[tuple[Wanted, str], ...] = (
    ("count", f"how many {_TEXTS}{_SOURCE}{_ABOUT} {_HELD}"),
    ("count", f"how many {_TEXTS} {_HELD}{_SOURCE}{_ABOUT}"),
    ("count", f"how many {_ARTICLES} are there{_SOURCE}{_ABOUT}"),
    ("count", f"how many {_ARTICLES}{_SOURCE}{_ABOUT} are there"),
    ("count", f"how (?:big|large) is {_ARCHIVE}|what(?:['’]s| is| do you have) in {_ARCHIVE}"),
    ("outlets", f"(?:which|what|how many) {_PRESS} {_HELD}"),
    ("outlets", f"{_SHOW} {_ALL}{_PRESS} (?:you have|in {_ARCHIVE})"),
    ("outlets", f"(?:which|what) {_PRESS} are {_ARCHIVE}(?:['’]s)? {_TEXTS} from"),
    (
        "days",
        "(?:which|what) (?:days?|dates?|periods?|time|time (?:span|period|range)|years?|months?) "
        f"(?:does {_ARCHIVE}|do you|does it|do (?:the|your) {_TEXTS}) "
        "(?:cover|span|have|hold|reach)",
    ),
    (
        "days",
        f"how far (?:back )?(?:do you|does {_ARCHIVE}|do (?:the|your) {_TEXTS}) (?:go|reach)"
        "(?: back)?",
    ),
    ("days", f"(?:from )?what (?:dates?|days?|period) (?:are|is) (?:the|your) {_TEXTS}(?: from)?"),
    (
        "newest",
        f"{_IS} (?:newest|latest|most recent|last) {_ARTICLES}{_HERE}{_SOURCE}{_ABOUT}{_HERE}",
    ),
    ("oldest", f"{_IS} (?:oldest|earliest|first) {_ARTICLES}{_HERE}{_SOURCE}{_ABOUT}{_HERE}"),
    ("speakers", f"(?:who|(?:which|what) {_PEOPLE}) {_QUOTED}{_ABOUT}"),
    ("speakers", f"{_SHOW} {_ALL}{_PEOPLE} (?:who|that) {_QUOTED}{_ABOUT}"),
    ("articles", f"(?:what|which)(?: other)?(?: {_TEXTS})?(?: else)? {_HELD} {_EITHER}"),
    ("articles", f"(?:which|what) {_TEXTS} are (?:there )?{_EITHER}"),
    ("articles", f"{_SHOW} {_ALL}{_TEXTS} {_EITHER}"),
    (
        "articles",
        f"(?:do you|does {_ARCHIVE}) (?:have|hold|contain) "
        f"(?:anything|something|any {_TEXTS}|{_TEXTS}) {_EITHER}",
    ),
)
_READ = tuple((wanted, re.compile(form, re.IGNORECASE)) for wanted, form in _FORMS)
# "articles from May 2031" are of those days, and of no outlet.
_FROM_DAYS = re.compile(
    rf"\bfrom (?=(?:(?:19|20)\d\d|{MONTH}(?: (?:19|20)\d\d)?)\s*(?:[?.!]|$))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the archive: of all articles, of one `source`, or about one `topic`.

    `role` is what the speakers asked for are: "ministers".
    """

    wanted: Wanted
    source: str = ""
    topic: str = ""
    role: str = ""


def of_days(question: str) -> str:
    """Write "from May 2031" as the days it means: "in May 2031"."""
    return _FROM_DAYS.sub("in ", question)


def asked_of(question: str) -> Asked | None:
    """Tell what `question` asks of the archive; None where it asks what articles say.

    "How many articles do you have from the Gazette?" is for the archive, "How many articles did
    the Gazette publish?" for its articles. Words for days belong to neither source nor topic.
    """
    plain = _ENDS.sub("", _PLEASE.sub("", of_days(question.strip())))
    plain = " ".join(without_days(plain).split())
    for wanted, form in _READ:
        if found := form.fullmatch(plain.strip(" ,")):
            return Asked(wanted, **found.groupdict(default=""))
    return None


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
    count = f"The archive holds {few}{counted(len(ids), 'article')}{_of(asked, filters)}"
    if asked.wanted == "count" and not asked.topic:
        every = "" if filters else f" from {counted(len(index.outlets()), 'outlet')}"
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
    others = f", and {counted(more, 'other')}" if more > 0 else ""
    return Held(
        f"The archive has articles from {counted(len(largest), 'outlet')}: {names}{others}."
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
    others = f", and {counted(more, 'other')}" if more > 0 else ""
    return Held(f"{unknown}Quoted{about}, with how many statements: {named}{others}.")


def _end(index: Index, asked: Asked, ids: Sequence[str], filters: Filters) -> Held:
    """Tell the newest or the oldest article; those without a day are neither."""
    dated = [one for one in map(index.article, (ids[0], *_last_dated(index, ids))) if one.published]
    if not dated:
        return Held("No article of the archive has a day.")
    article = dated[0] if asked.wanted == "newest" else dated[-1]
    day = spoken(article.published)
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
    told = f"of {spoken(first)}" if first == last else f"of {spoken(first)} to {spoken(last)}"
    return told if short else f"The archive has articles {told}."


def _of(asked: Asked, filters: Filters) -> str:
    """Say what was asked for: whose articles, of which days, about what."""
    source = f" from {', '.join(filters.outlets)}" if filters.outlets else ""
    about = f" about {asked.topic}" if asked.topic else ""
    since = f" since {spoken(filters.since)}" if filters.since else ""
    until = f" until {spoken(filters.until)}" if filters.until else ""
    if since and until:
        since, until = f" of {spoken(filters.since)}", f" to {spoken(filters.until)}"
    return f"{source}{about}{since}{until}"
