"""Understanding a question without a model: its kind, and the filters its own words give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.types import Kind, Question, Reading
from assistant.understanding.days import Days, days_meant
from assistant.understanding.kinds import kind_of
from assistant.understanding.overviews import overview_of
from assistant.understanding.sources import outlets_named, speaker_named


def understand(
    question: Question,
    *,
    outlets: Callable[[], Sequence[str]],
    first_day: Callable[[], date | None] = lambda: date.min,
    speakers: Callable[[], Sequence[str]] = tuple,
) -> Reading:
    """Read from a question's words what it asks for, and the filters it sets itself.

    What was given holds: a filter is only inferred where none of its kind was, and none where
    `question.infer` is off. A filter is inferred only where the words leave no doubt.

    Args:
        question: a checked question that can be asked alone.
        outlets: gives the archive's names of its outlets; asked only where a source is named.
        first_day: gives the day of the archive's oldest article, asked only where days are named:
            what lies before is history, and no filter. None where no article has a day.
        speakers: gives the names of who speaks in the archive; asked only where an office may
            be one.

    Returns:
        The reading; `inferred` names the filters that were read from the words.
    """
    kind: Kind = "overview" if overview_of(question.text) else kind_of(question.text)
    if not question.infer:
        return Reading(question, question.text, kind)
    days = _days(question, first_day) or Days()
    until = days.told_until if kind == "overview" else days.until
    named = () if question.outlets else outlets_named(question.text, outlets)
    speaker = "" if question.speaker or named else speaker_named(question.text, speakers)
    found = {"outlets": named, "since": days.since, "until": until, "speaker": speaker}
    limited = replace(
        question,
        outlets=question.outlets or named,
        since=question.since or days.since,
        until=question.until or until,
        speaker=question.speaker or speaker,
    )
    inferred = tuple(name for name, value in found.items() if value)
    return Reading(limited, question.text, kind, inferred)


def _days(question: Question, first_day: Callable[[], date | None]) -> Days | None:
    if question.since or question.until:
        return None
    days = days_meant(question.text, question.asked_on)
    if days is None or _is_hidden(days, question.as_of):
        return None
    oldest, last = first_day(), days.until or days.last or days.since
    return days if oldest and last and last >= oldest else None


def _is_hidden(days: Days, as_of: date | None) -> bool:
    return as_of is not None and days.since is not None and days.since > as_of
