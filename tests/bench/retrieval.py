"""How well search finds the articles that answer: measures at the level of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success
from workload import BenchQuestion

from index import Index

_MEASURES = {"MRR@10": RR @ 10, "Hits@1": Success @ 1, "Hits@4": Success @ 4}
_MEASURES["Hits@10"] = Success @ 10
HEAD = ("what", "asked_on", "questions", *_MEASURES)
# Passages searched: enough that ten articles are among them.
_PASSAGES = 100

Ranking = tuple[str, Sequence[str]]
"""A question's id, and article ids, best first."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The measures over some questions, by the names of `HEAD`."""

    questions: int
    measures: dict[str, float]

    @classmethod
    def of(cls, questions: Sequence[BenchQuestion], rankings: Iterable[Ranking]) -> Retrieval:
        """Measure `rankings`; a question without a ranking counts as one that found nothing."""
        wanted = [Qrel(each.id, one, 1) for each in questions for one in each.relevant]
        found = [
            ScoredDoc(question_id, article_id, -float(rank))
            for question_id, article_ids in rankings
            for rank, article_id in enumerate(article_ids)
        ]
        measured = ir_measures.calc_aggregate(list(_MEASURES.values()), wanted, found)
        return cls(len(questions), {name: measured[one] for name, one in _MEASURES.items()})

    def row(self, what: str, *, asked_on: bool) -> tuple[object, ...]:
        """Give the row for a table under `HEAD`."""
        used = "used" if asked_on else "not used"
        return (what, used, self.questions, *(self.measures[name] for name in _MEASURES))


def measure(
    index: Index,
    questions: Sequence[BenchQuestion],
    *,
    asked_on: bool,
    before_each: Callable[[], None] = lambda: None,
) -> Retrieval:
    """Search for every answerable question; `before_each` is called before each search."""
    answerable = [each for each in questions if each.answerable]
    rankings: list[Ranking] = []
    for each in answerable:
        before_each()
        rankings.append((each.id, _articles(index, each, asked_on=asked_on)))
    return Retrieval.of(answerable, rankings)


def _articles(index: Index, question: BenchQuestion, *, asked_on: bool) -> list[str]:
    day = question.asked_on if asked_on else None
    hits = index.search(question.text, limit=_PASSAGES, asked_on=day)
    return list(dict.fromkeys(hit.passage.article_id for hit in hits))
