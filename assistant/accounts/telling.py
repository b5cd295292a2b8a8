"""From values to what is told: by whom, of which day, and limited to what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.accounts.asking import Sought
from assistant.accounts.tellers import attribution_at, core_of, known_by
from assistant.accounts.values import Found
from assistant.facts import days_in, names_in, stem_of, words_of
from assistant.types import Evidence
from index.language.english import grammar, meanings, one_of

_WITHDRAWN = re.compile(
    r"\b(?:that|this|which|it) (?:was|is|were) (?:wrong|false|incorrect)\b", re.I
)
# What says itself that it is new, whoever told it before.
_RAISED = re.compile(rf"\b(?:{one_of(meanings.RAISED)})\s(?:\w+\s){{0,2}}?to\b", re.IGNORECASE)
# A day of another event: "since the ferry sank on Monday".
_EVENT = re.compile(rf"\b(?:{one_of(grammar.WHEN)})\b[^,.;]*$", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:among|amongst|of the|from the|for the)\s(?P<words>[\w\s'’-]{3,40})", re.I
)
_PLACED = re.compile(rf"\b(?:{one_of(grammar.PLACED)})\s(?:the\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A value that somebody tells.

    `core` is the stems that name the teller, `known_by` all that his article calls him by; `day`
    the day the value is of, `scope` the stems of what it is limited to ("among PASSENGERS");
    `is_withdrawn` where the sentence itself takes it back, `is_raised` where it says that the
    value was another before.
    """

    found: Found
    speaker: str
    relayed_by: str
    core: frozenset[str]
    known_by: frozenset[str]
    day: date | None
    scope: frozenset[str]
    is_withdrawn: bool
    is_raised: bool

    @property
    def time(self) -> tuple[date, float]:
        """The day the value is of and, in a running story, the seconds since 1970; else 0."""
        article, day = self.found.evidence.article, self.day or date.min
        is_dated = article.story and article.moment and day == article.published
        return day, article.moment.timestamp() if is_dated and article.moment else 0.0

    @property
    def evidence(self) -> Evidence:
        """Its sentence."""
        return self.found.evidence


def told(found: Found, sought: Sought) -> Told:
    """Say who tells a value, of which day it is and what it is limited to."""
    evidence = found.evidence
    said = attribution_at(found)
    speaker, relay = (said.speaker, said.relayed_by) if said else ("", "")
    core = core_of(speaker) or core_of(relay) or core_of(evidence.article.outlet)
    return Told(
        found=found,
        speaker=speaker if core_of(speaker) else "",
        relayed_by=relay,
        core=core or frozenset({evidence.article.id}),
        known_by=known_by(speaker, evidence) | core,
        day=_day_of(found),
        scope=_scope(found) - sought.words - core,
        is_withdrawn=bool(_WITHDRAWN.search(evidence.quote)),
        is_raised=bool(_RAISED.search(evidence.quote[: found.span.end])),
    )


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
    """Keep what each teller says best, of figures and days for each day: he may update those."""
    best: list[Told] = []
    for group in tellers_of(all_told):
        by_day: dict[object, Told] = {}
        for each in sorted(group, key=lambda one: -one.found.score):
            is_name = each.found.worth.sort == "name"
            first = by_day.setdefault(None if is_name else each.time, each)
            if each is first or each.found.worth.is_same(first.found.worth):
                best.append(each)
    return best


def _day_of(found: Found) -> date | None:
    """Give the day a value is of: one that its sentence names, else that of publication."""
    quote, published = found.evidence.quote, found.evidence.article.published
    if found.worth.days or published is None:
        return published
    named = [
        (abs(each.span.start - found.span.start), each.periods[0].first)
        for each in days_in(quote, published)
        if each.periods
        and each.periods[0].first == each.periods[0].last <= published
        and not _EVENT.search(quote[: each.span.start])
    ]
    return min(named)[1] if named else published


def _scope(found: Found) -> frozenset[str]:
    """Give what limits a value in its clause: the places and groups it is said of; stems."""
    quote, span = found.evidence.quote, found.span
    start = max(quote.rfind(sign, 0, span.start) for sign in ",;(") + 1
    ends = [at for sign in ",;)" if (at := quote.find(sign, span.end)) >= 0]
    clause = quote[start : min(ends, default=len(quote))]
    groups = (words_of(match["words"])[:3] for match in _AMONG.finditer(clause))
    stems = {word.stem for group in groups for word in group if word.tells}
    for name in names_in(words_of(clause)):
        if _PLACED.search(clause[: name.span.start]):
            stems |= {stem_of(word) for word in name.words}
    return frozenset(stems)
