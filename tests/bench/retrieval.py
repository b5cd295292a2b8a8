"""Rankings of articles: Byline's, and those of its parts alone that it must beat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from workload import changed

from assistant import Assistant, Question
from assistant.evaluation import METRICS, SEED, EvaluationQuestion, Report, Row
from assistant.evaluation.measure import scored
from assistant.evaluation.running import summaries
from assistant.evaluation.types import RunFingerprint
from index import Filters, Index
from index.stores.lexicon import lexicon

_NAMES = ("MRR@10", "Hits@1", "Hits@4", "Hits@10")
RANKING = tuple(each for each in METRICS if each.name in _NAMES)
# Passages found: enough that ten articles are among them.
_PASSAGES = 100

Rank = Callable[[EvaluationQuestion], Iterable[str]]
"""Gives for a question the articles of the passages found, best first; one may come again."""


def byline(assistant: Assistant) -> Rank:
    """Rank as Byline finds, by the question and its day."""

    def rank(question: EvaluationQuestion) -> Iterator[str]:
        asked = Question(text=question.text, asked_on=question.asked_on)
        return (hit.passage.article_id for hit in assistant.find(asked, limit=_PASSAGES))

    return rank


def by_words(index: Index, *, title: float) -> Rank:
    """Rank by BM25 alone, in Byline's lexicon; a title's word counts `title` times a body's."""

    def rank(question: EvaluationQuestion) -> Iterator[str]:
        with changed(lexicon, _TITLE_BOOST=title):
            found = index._lexicon.search(question.text, limit=_PASSAGES, filters=Filters())
        # A body without a word of the question is found by its title, with a score of 0.
        return _articles(index, [each.passage_id for each in found if each.score > 0])

    return rank


def by_meaning(index: Index) -> Rank:
    """Rank by the vectors alone: the cosine of question and passage."""

    def rank(question: EvaluationQuestion) -> Iterator[str]:
        [vector] = index._embedder.embed([question.text])
        found = index._vectors.search(vector, limit=_PASSAGES, filters=Filters())
        return _articles(index, [each.passage_id for each in found])

    return rank


def _articles(index: Index, passage_ids: Sequence[str]) -> Iterator[str]:
    passages = index._catalog.passages.find(passage_ids)
    return (passages[each].article_id for each in passage_ids)


def ranked(questions: Sequence[EvaluationQuestion], rank: Rank) -> tuple[Row, ...]:
    """Rank for every question and score that; a question that finds nothing is a miss."""
    return tuple(
        # There is no answer; only what is found is measured.
        scored(Row(question=each, answer={}, ranking=tuple(dict.fromkeys(rank(each)))), RANKING)
        for each in questions
    )


def report_of(rows: Sequence[Row], name: str) -> Report:
    """Sum up ranked rows, so that they can be compared with another report."""
    return Report(
        name=name,
        rows=tuple(rows),
        summaries=tuple(summaries(rows, RANKING, SEED)),
        fingerprint=RunFingerprint(corpus="", embedder="", version="", questions="", seed=SEED),
    )
