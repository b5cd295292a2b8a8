"""From values to what is told: by whom, of which day, and limited to what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.accounts.asking import Sought
from assistant.accounts.tellers import attribution_at, core_of, known_by
from assistant.accounts.told import Found, Told
from assistant.facts import days_in
from assistant.facts.numerals import value_of
from assistant.spans.names import names_in
from assistant.spans.words import words_of
from index import Span

_WITHDRAWN = re.compile(
    r"\b(?:that|this|which|it) (?:was|is|were) (?:wrong|false|incorrect)\b", re.I
)
_EARLIER = re.compile(
    r"\b(?P<count>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve)\s"
    r"(?P<unit>day|week)s?\s(?:before|earlier)\b(?!\s\w)",
    re.IGNORECASE,
)
_EVENT = re.compile(r"\b(?:when|after|since|before|where|because)\b[^,.;]*$", re.IGNORECASE)
_NARROW = re.compile(
    r"\b(?:among|amongst|of the|from the|for the)\s(?P<words>[\w\s'’-]{3,40})", re.IGNORECASE
)
_PLACED = frozenset("in on at from near off".split())


def told(found: Found, sought: Sought) -> Told:
    """Say who tells a value, of which day it is and what it is limited to."""
    evidence = found.evidence
    said = attribution_at(found)
    speaker = said.speaker if said else ""
    relay = said.relayed_by if said else ""
    core = core_of(speaker) or core_of(relay) or core_of(evidence.article.outlet)
    return Told(
        found=found,
        speaker=speaker if core_of(speaker) else "",
        relayed_by=relay,
        core=core or frozenset({evidence.article.id}),
        known_by=known_by(speaker, evidence) | core,
        day=_day_of(found, sought),
        scope=_scope(found, sought),
        is_withdrawn=bool(_WITHDRAWN.search(evidence.quote)),
    )


def _day_of(found: Found, sought: Sought) -> date | None:
    """Give the day a value is of: one that its sentence names, else that of publication."""
    quote, published = found.evidence.quote, found.evidence.article.published
    if sought.is_day or published is None:
        return published
    earlier = _EARLIER.search(quote)
    if earlier:
        step = value_of(earlier["count"]) * (7 if earlier["unit"].lower() == "week" else 1)
        return published - timedelta(step)
    named = [
        (abs(each.span.start - found.span.start), each.periods[0].first)
        for each in days_in(quote, published)
        if each.periods
        and each.periods[0].first == each.periods[0].last <= published
        and not _EVENT.search(quote[: each.span.start])
    ]
    return min(named)[1] if named else published


def _scope(found: Found, sought: Sought) -> frozenset[str]:
    """Give what limits a value beside what is asked: another place, group or year; stems."""
    quote = found.evidence.quote
    clause = _clause(quote, found.span)
    known = sought.wanted.asked
    stems: set[str] = set()
    for match in _NARROW.finditer(clause.of(quote)):
        head = words_of(match["words"])[:3]
        stems |= {word.stem for word in head if word.tells}
    words = words_of(quote)
    for span in names_in(words):
        inside = clause.start <= span.start < clause.end
        before = quote[: span.start].split()[-1:]
        if inside and before and before[0].lower() in _PLACED:
            stems |= {word.stem for word in words_of(span.of(quote)) if word.tells}
    return frozenset(stems - known)


def _clause(quote: str, span: Span) -> Span:
    start = max(quote.rfind(sign, 0, span.start) for sign in ",;(") + 1
    ends = [at for sign in ",;)" if (at := quote.find(sign, span.end)) >= 0]
    return Span(max(0, start), min(ends, default=len(quote)))


def is_one(one: Told, other: Told) -> bool:
    """Whether one teller stands behind both."""
    return one.core <= other.known_by or other.core <= one.known_by


def tellers_of(all_told: Sequence[Told]) -> list[list[Told]]:
    """Group what is told by who tells it."""
    groups: list[list[Told]] = []
    for each in all_told:
        for group in groups:
            if any(is_one(each, other) for other in group):
                group.append(each)
                break
        else:
            groups.append([each])
    return groups


def best_of_each(all_told: Sequence[Told]) -> list[Told]:
    """Keep what each teller says best: a name is no figure that he would update."""
    return [max(group, key=lambda each: each.found.score) for group in tellers_of(all_told)]
