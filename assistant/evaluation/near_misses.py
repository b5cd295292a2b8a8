"""Near misses: a question asked again before any article that answers it had come out.

Its topic is in the archive, its answer is not: what is right is to abstain. The day of asking stays
as it was, for it only says which days the question means; what came out after `as_of` is hidden.
"""

from __future__ import annotations

from datetime import date, timedelta

from assistant import Assistant
from assistant.evaluation import needs
from assistant.evaluation.storing import untimed
from assistant.evaluation.types import EvaluationQuestion, NearMiss, Row
from index import BylineError, Index

_A_DAY = timedelta(days=1)


def near_miss_of(assistant: Assistant, row: Row) -> NearMiss:
    """Ask the question of `row` as of the day before the first of its right articles came out."""
    question = row.question
    if reason := _left_out(row):
        return NearMiss(left_out=reason)
    days = _days(assistant.index, question)
    if None in days:
        return NearMiss(left_out="a right article has no day")
    as_of = min(day for day in days if day) - _A_DAY
    try:
        answer = assistant.ask(question.text, asked_on=question.asked_on, as_of=as_of)
    except BylineError as error:
        return NearMiss(as_of=as_of, left_out=f"asking its near miss failed: {error}")
    return NearMiss(as_of=as_of, answer=untimed(answer.to_dict()))


def _left_out(row: Row) -> str:
    reason = needs.asked(row) or needs.relevant(row)
    if reason or row.question.asked_on:
        return reason
    return "its day of asking is not known"


def _days(index: Index, question: EvaluationQuestion) -> list[date | None]:
    return [index.article(each).published for each in question.relevant or ()]
