"""One question, asked: the answer, the ranking under it, and whether its quotes are true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import perf_counter
from typing import Any

from assistant import Answer, Assistant, Question
from assistant.evaluation.texts import holds_any, spaced
from assistant.evaluation.types import EvaluationQuestion, Retrieved, Row, sentence_citations
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
