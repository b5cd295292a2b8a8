"""How well a ranking is, by ir_measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.evaluation.types import Row


def ranked(measure: str, row: Row) -> float:
    """Measure one question's ranking of articles, such as by "RR@10"; 0 to 1."""
    return ranking_scored(measure, row.ranking, row.question.relevant or {})


def ranking_scored(measure: str, ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    """Measure a ranking of ids, best first, such as by "RR@10"; 0 to 1.

    What is relevant and not ranked is a miss; grades count as ir_measures has it.
    """
    import ir_measures

    if not ranking:
        return 0.0
    found = [ir_measures.ScoredDoc("q", each, -float(rank)) for rank, each in enumerate(ranking)]
    wanted = [ir_measures.Qrel("q", each, grade) for each, grade in relevant.items()]
    (scored,) = ir_measures.iter_calc([ir_measures.parse_measure(measure)], wanted, found)
    return float(scored.value)
