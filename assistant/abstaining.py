"""Saying that the articles do not answer, and why, in a sentence a reader can act on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extract import Choice
from assistant.question import asks_about_now
from assistant.types import Question
from index import Hit

NOT_ANSWERED = "The articles do not answer this."
_LATE_DAYS = 28


def reason_of(question: Question, limited: bool, hits: Sequence[Hit], choice: Choice) -> str:
    """Say why an answer abstains: nothing found, nobody said it, or the nearest is not near."""
    if not hits:
        return (
            "No article within the filters has a word of the question."
            if limited
            else "No article has a word of the question."
        )
    if not choice.chosen:
        return (
            f"No sentence found is said or relayed by “{question.speaker}”."
            if question.speaker
            else "The passages found hold no whole sentence to quote."
        )
    if too_old := _too_old(question, choice):
        return too_old
    if choice.missing:
        return f"The nearest article does not mention {_listed(choice.missing)}."
    if choice.unknown:
        return f"No article mentions {_listed(choice.unknown)}."
    return "The nearest passages are about something else."


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(words)]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _too_old(question: Question, choice: Choice) -> str:
    """Say that the nearest article is not of the days the question means, if so."""
    day = choice.chosen[0].evidence.article.published
    if not (question.asked_on and day and asks_about_now(question.text)):
        return ""
    days = abs((question.asked_on - day).days)
    if days < _LATE_DAYS:
        return ""
    when = "before" if day < question.asked_on else "after"
    return f"The nearest article came out {days:,} days {when} the day of the question."
