"""How well the ranking of articles is, by ir_measures."""

from __future__ import annotations

from assistant.evaluation.types import Row


def ranked(measure: str, row: Row) -> float:
    """Measure one question's ranking, such as by "RR@10"; 0 to 1.

    A relevant article that is not ranked is a miss; grades count as ir_measures has it.
    """
    import ir_measures

    found = [
        ir_measures.ScoredDoc("q", article_id, -float(rank))
        for rank, article_id in enumerate(row.ranking)
    ]
    relevant = row.question.relevant or {}
    wanted = [ir_measures.Qrel("q", each, grade) for each, grade in relevant.items()]
    if not found:
        return 0.0
    (scored,) = ir_measures.iter_calc([ir_measures.parse_measure(measure)], wanted, found)
    return float(scored.value)
