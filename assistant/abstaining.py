"""Saying that the articles do not answer, and why, in a sentence a reader can act on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extract import Choice
from assistant.question import asks_about_now
from assistant.types import Question, Reading
from index import Hit, Index, matching, near_names

NOT_ANSWERED = "The articles do not answer this."
_LATE_DAYS = 28


def reason_of(index: Index, reading: Reading, hits: Sequence[Hit], choice: Choice) -> str:
    """Say why an answer abstains: nothing found, nobody said it, or the nearest is not near."""
    if reading.question.speaker and not choice.chosen:
        return _nobody_said_it(index, reading)
    if not hits:
        return _nothing_found(reading)
    if not choice.chosen:
        return "The passages found hold no whole sentence to quote."
    if choice.confident:
        return "The nearest passages are about the same, but not about what is asked of it."
    return (
        _too_old(reading.question, choice)
        or _not_mentioned(choice)
        or "The nearest passages are about something else."
    )


def takes_up(index: Index, reading: Reading, choice: Choice) -> bool:
    """Whether what was chosen is about what a follow-up asks, not only about what it carries over.

    The topic of a conversation finds articles and makes them look like an answer, whatever is
    asked about it. So a sentence, or the title above it, must hold a word of the question itself;
    where that has none ("Why?"), the question before must have been answered.
    """
    if not reading.carried:
        return True
    own = index.words(reading.question.text)
    if not own:
        return reading.question.history[-1].answer != NOT_ANSWERED
    evidence = [each.evidence for each in choice.chosen]
    return any(own & index.words(f"{one.article.title}\n{one.quote}") for one in evidence)


def _nothing_found(reading: Reading) -> str:
    question = reading.question
    limits = []
    if question.outlets:
        limits.append(f"from {_listed(question.outlets)}")
    if question.since:
        limits.append(f"since {question.since}")
    if until := min((day for day in (question.until, question.as_of) if day), default=None):
        limits.append(f"until {until}")
    if not limits:
        return "No article has a word of the question."
    read = _read_from_words(reading, ("outlets", "since", "until"))
    return f"No article {' '.join(limits)} has a word of the question{read}."


def _nobody_said_it(index: Index, reading: Reading) -> str:
    """Say that the speaker asked for says nothing, and who of a like name does."""
    speaker, names = reading.question.speaker, index.speaker_names()
    read = _read_from_words(reading, ("speaker",))
    near = [] if matching(speaker, names) else near_names(speaker, names)
    like = f" A like name has {_listed(near)}." if near else ""
    return f"No sentence found is said or relayed by “{speaker}”{read}.{like}"


def _read_from_words(reading: Reading, limits: Sequence[str]) -> str:
    """Say that a limit was not given but read from the question, where that is so."""
    if not set(reading.inferred) & set(limits):
        return ""
    return "; that limit was read from the question's words"


def _not_mentioned(choice: Choice) -> str:
    if choice.missing:
        return f"The nearest article does not mention {_listed(choice.missing)}."
    return f"No article mentions {_listed(choice.unknown)}." if choice.unknown else ""


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
