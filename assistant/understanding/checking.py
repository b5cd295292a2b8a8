"""Refusing what makes no sense, and naming outlets as the archive does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from assistant.errors import QuestionError, QuestionTooLong
from assistant.types import MOST_CHARACTERS, Exchange, Question
from index import Filters

_ALIKE = 90.0
_FEWEST_LETTERS = 3


def checked(question: Question) -> Question:
    """Give the question without white space around it, and with nothing in it that is no text.

    Raises:
        QuestionError: there is nothing in it, or more than 4,000 characters (QuestionTooLong).
    """
    text = _as_text(question.text).strip()
    if not text:
        raise QuestionError("The question is empty; ask something like “Who won the election?”")
    if len(text) > MOST_CHARACTERS:
        raise QuestionTooLong(
            f"The question has {len(text):,} characters and may have {MOST_CHARACTERS:,}; "
            "ask it in fewer words."
        )
    if question.since and question.until and question.since > question.until:
        raise QuestionError(
            f"The days asked for begin on {question.since} and end on {question.until}, before "
            "they begin; exchange them."
        )
    history = tuple(
        Exchange(_as_text(told.question), _as_text(told.answer), tuple(map(_as_text, told.people)))
        for told in question.history
    )
    outlets = tuple(map(_as_text, question.outlets))
    speaker = _as_text(question.speaker)
    return replace(question, text=text, outlets=outlets, speaker=speaker, history=history)


def _as_text(given: str) -> str:
    """Put "?" for half a surrogate pair, as a shell or JSON may hand over: no article has one."""
    return given.encode("utf-8", "replace").decode("utf-8")


def filters_of(question: Question, known_outlets: Callable[[], Sequence[str]]) -> Filters:
    """Give what the search is limited to; outlets by the archive's own names for them.

    `known_outlets` gives those names, and is only asked where an outlet was.

    Raises:
        QuestionError: an outlet is not in the archive; the message names the nearest.
    """
    days = [day for day in (question.until, question.as_of) if day]
    return Filters(
        outlets=tuple(_outlet(asked, known_outlets()) for asked in question.outlets),
        since=question.since,
        until=min(days, default=None),
    )


def _outlet(asked: str, known: Sequence[str]) -> str:
    same = [outlet for outlet in known if outlet.casefold() == asked.strip().casefold()]
    if same:
        return same[0]
    near = process.extract(asked, known, scorer=fuzz.WRatio, processor=str.casefold, limit=3)
    alike = [name for name, score, _ in near if score >= _ALIKE]
    if len(alike) == 1 and len(asked.strip()) >= _FEWEST_LETTERS:
        return str(alike[0])
    names = ", ".join(f"“{name}”" for name, _, _ in near)
    raise QuestionError(
        f"No article in the archive comes from “{asked}”; "
        + (f"outlets with names like it: {names}." if near else "no outlet is named.")
    )
