"""One question, asked: the answer, the ranking under it, and whether its quotes are true.

And its near miss: the question asked again before any article that answers it had come out. Its
topic is in the archive, its answer is not: what is right is to abstain. The day of asking stays as
it was, for it only says which days the question means; what came out after `as_of` is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from assistant import Answer, Assistant, Question
from assistant.evaluation import needs
from assistant.evaluation.storing import untimed
from assistant.evaluation.texts import holds_any, spaced
from assistant.evaluation.types import (
    EvaluationQuestion,
    NearMiss,
    Retrieved,
    Row,
    sentence_citations,
)
from index import BylineError, Hit, Index, UnknownArticle

_PASSAGES = 100  # enough that ten articles are among them
_KEPT = 10  # passages whose text a row keeps


def asked(assistant: Assistant, question: EvaluationQuestion) -> Row:
    """Ask `question` on its day; what Byline refuses gives a row with an error."""
    try:
        started = perf_counter()
        answer = assistant.ask(question.text, asked_on=question.asked_on)
        milliseconds = (perf_counter() - started) * 1000
        # After the answer, so that its time is that of a question nobody has asked before.
        hits = assistant.find(
            Question(text=question.text, asked_on=question.asked_on), limit=_PASSAGES
        )
    except BylineError as error:
        return Row(question=question, error=str(error))
    return _row(assistant.index, question, answer, hits, milliseconds)


def _row(
    index: Index,
    question: EvaluationQuestion,
    answer: Answer,
    hits: list[Hit],
    milliseconds: float,
) -> Row:
    given = answer.to_dict()
    ranking = tuple(dict.fromkeys(hit.passage.article_id for hit in hits))
    named = [*ranking, *(each["article_id"] for each in given["citations"])]
    titles = _titles(index, dict.fromkeys([*named, *(question.relevant or ())]))
    cited = dict.fromkeys(each["article_id"] for each in sentence_citations(given))
    return Row(
        question=question,
        answer=given,
        ranking=ranking,
        retrieved=tuple(_retrieved(hit, titles) for hit in hits[:_KEPT]),
        titles=titles,
        true_quotes=tuple(_is_true(index, given["answer"], each) for each in given["citations"]),
        bearing=tuple(holds_any(index.article(each).text, question.answers) for each in cited),
        milliseconds=milliseconds,
    )


def _titles(index: Index, article_ids: Iterable[str]) -> dict[str, str]:
    titles = {}
    for each in article_ids:
        try:
            titles[each] = index.article(each).title
        except UnknownArticle:  # a question that was made by hand may name any
            titles[each] = ""
    return titles


def _retrieved(hit: Hit, titles: Mapping[str, str]) -> Retrieved:
    passage = hit.passage
    return Retrieved(passage.id, passage.article_id, titles[passage.article_id], passage.text)


def _is_true(index: Index, answer: str, citation: Mapping[str, Any]) -> bool:
    """Whether a quote is the article's words, read anew, and the answer's where it says so.

    What only an account leans on has no place in the answer, so it is said nowhere there.
    """
    text = index.article(citation["article_id"]).text[citation["start"] : citation["end"]]
    said = answer[citation["answer_start"] : citation["answer_end"]]
    says_so = not (said and citation["verbatim"]) or spaced(said) == spaced(text)
    return bool(citation["quote"] == text and says_so)


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
