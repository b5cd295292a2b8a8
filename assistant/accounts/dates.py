"""The day that answers: that of the event, and not of speaking about it."""

from __future__ import annotations

import re

from assistant.accounts.asking import Sought
from assistant.accounts.marked import overlap, whole
from assistant.accounts.same import Worth
from assistant.facts import Days, days_in, stem_of
from assistant.types import Evidence
from index import Span
from index.language.english import one_of, saying

# "The school will close, she told parents on Thursday."
_SPOKE_ON = re.compile(
    rf"\b(?:{one_of(saying.CUES | {'say', 'reported', 'found'})})\b"
    r"(?:\s[\w'’]+){0,3}?\s(?:on\s)?(?:last\s|late\s)?$",
    re.IGNORECASE,
)
# "On Wednesday, eight days after the ferry sank."
_APART = re.compile(
    r",?\s(?:an?|the|\w+|\w+ \w+)\s(?:day|week|month|year)s?\s(?:after|before)", re.IGNORECASE
)
_JOINS = re.compile(r",?\s(?:the\s|of\s)?")
_DASH = re.compile(r"\s?[–—-]\s?")
_DIED, _BORN = stem_of("died"), stem_of("born")


def day_in(sought: Sought, evidence: Evidence, marked: Span) -> tuple[Span, Worth] | None:
    """Give the day marked, in full: "Thursday, 8 September". Of a life it is the end asked for."""
    quote = evidence.quote
    days = [
        each
        for each in days_in(quote, evidence.article.published)
        if _may_be(each, sought, evidence)
    ]
    at = next((at for at, each in enumerate(days) if overlap(each.span, marked)), None)
    if at is None:
        return None
    first = last = at
    if last + 1 < len(days) and _DASH.fullmatch(*_between(days, last, quote)):
        first = last = at + (_DIED in sought.words)
    while first and _JOINS.fullmatch(*_between(days, first - 1, quote)):
        first -= 1
    while last + 1 < len(days) and _JOINS.fullmatch(*_between(days, last, quote)):
        last += 1
    span = Span(days[first].span.start, days[last].span.end)
    is_life = {_DIED, _BORN} & sought.words
    return (
        span if is_life else whole(span, marked, quote),
        Worth(days=tuple(days[first : last + 1])),
    )


def _between(days: list[Days], at: int, quote: str) -> tuple[str, int, int]:
    return quote, days[at].span.end, days[at + 1].span.start


def _may_be(days: Days, sought: Sought, evidence: Evidence) -> bool:
    """Whether a day may be that of the event.

    What has been was on the day of publication or before it, what is to come is not.
    """
    quote, published = evidence.quote, evidence.article.published
    if _SPOKE_ON.search(quote[: days.span.start]) or _APART.match(quote, days.span.end):
        return False
    if not days.periods:
        return "-" in days.says[0]
    if published is None or not sought.tense:
        return True
    if sought.tense == "past":
        return any(each.first <= published for each in days.periods)
    return any(each.last >= published for each in days.periods)
