"""What a row must have to be scored: each gives the reason why not, or "" where it has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from assistant.evaluation.types import Row

Need: TypeAlias = Callable[[Any], str]
"""The reason why a row is not scored, "" where it is."""

NO_ANSWER = "no article answers it"


def need(reason: str, holds: Callable[[Any], object]) -> Need:
    """Make a need that a row meets where something `holds` of it; else there is a `reason`."""
    return lambda row: "" if holds(row) else reason


asked = need("asking failed", lambda row: row.answer is not None)
answered = need("it abstained", lambda row: row.answered)
abstained = need("it answered", lambda row: row.abstained)
short = need("no short answer is given", lambda row: (row.answer or {}).get("short_answer"))
answerability = need(
    "not known whether it can be answered", lambda row: row.question.answerable is not None
)
unanswerable = need("an article answers it", lambda row: row.question.answerable is False)


def relevant(row: Row) -> str:
    """Some article of the archive is known to answer it."""
    question = row.question
    if question.relevant:
        return ""
    if question.answerable is False:
        return NO_ANSWER
    if question.missing:
        return "the archive lacks its right articles"
    return "its right articles are not known"


def answers(row: Row) -> str:
    """A right answer is known as a text."""
    if row.question.answerable is False:
        return NO_ANSWER
    return "" if row.question.answers else "no right answer is given"


def literal(row: Row) -> str:
    """A right answer stands in a right article, so that a quote can hold it."""
    if reason := answers(row):
        return reason
    if row.question.literal is None:
        return "not known whether an article has a right answer word for word"
    return "" if row.question.literal else "no article has a right answer word for word"


def sentences(row: Row) -> str:
    """Its answer has sentences: outlets that articles name are none."""
    claims = row.answer["claims"] if row.answer else ()
    return answered(row) or ("" if claims else "its answer has no sentence")


def cited(row: Row) -> str:
    """A sentence of its answer cites something."""
    return answered(row) or ("" if row.cited else "nothing is cited")


def near_miss(row: Row) -> str:
    """It was asked again of the archive as it was before an article that answers it came out."""
    return row.near_miss.left_out if row.near_miss else "near misses were not asked"


def judged_by_words(row: Row) -> str:
    """It is known whether an answer to it is wrong: none is right, or a right one can be quoted."""
    return "" if row.question.answerable is False else literal(row)


def judged(row: Row) -> str:
    """It was answered, and it is known whether that was wrong."""
    return answered(row) or ("" if row.wrong is not None else "not known which articles are right")


def tokens(row: Row) -> str:
    """A model was used and says what it cost."""
    answer = row.answer or {}
    if not answer.get("fingerprint", {}).get("model"):
        return "no model was used"
    return "" if "tokens" in answer else "the model does not say what it cost"
