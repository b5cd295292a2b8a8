"""The metrics: what each means, which rows it needs, how it scores one row and sums up all.

A row that lacks what a metric needs is not scored, and the reason is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.evaluation import needs, scoring
from assistant.evaluation.needs import Need
from assistant.evaluation.retrieval import ranked
from assistant.evaluation.statistics import (
    Aggregate,
    auroc,
    auroc_of_pairs,
    mean,
    percentile,
    pooled,
    risk_area,
)
from assistant.evaluation.types import MILLISECONDS, Kind, Metric, Row


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric with the way to it: the first of `needs` that gives a reason keeps a row out."""

    metric: Metric
    score: Callable[[Row], float]
    needs: tuple[Need, ...] = ()
    aggregate: Aggregate = mean

    @property
    def name(self) -> str:
        """The metric's name."""
        return self.metric.name

    def reason(self, row: Row) -> str:
        """Say why `row` cannot be scored; "" where it can."""
        return next((reason for need in self.needs if (reason := need(row))), "")


def scored(row: Row, measures: Sequence[Measure]) -> Row:
    """Give `row` with every metric in its scores, or in what is unscored with the reason."""
    unscored = {each.name: reason for each in measures if (reason := each.reason(row))}
    scores = {each.name: float(each.score(row)) for each in measures if each.name not in unscored}
    return replace(row, scores=scores, unscored=unscored)


def _measure(
    name: str,
    meaning: str,
    score: Callable[[Row], float],
    *only: Need,
    aggregate: Aggregate = mean,
    lower: bool = False,
    unit: str = "",
) -> Measure:
    kind: Kind = "mean" if aggregate is mean else "over all"
    metric = Metric(name, meaning, kind, higher_is_better=not lower, unit=unit)
    return Measure(metric, score, (needs.asked, *only), aggregate)


def _ranking(name: str, measure: str, meaning: str) -> Measure:
    return _measure(name, meaning, partial(ranked, measure), needs.relevant)


_RANKING = (
    _ranking("MRR@10", "RR@10", "One by the rank of the first right article; 0 beyond the tenth."),
    _ranking("Hits@1", "Success@1", "A right article is found first."),
    _ranking("Hits@4", "Success@4", "A right article is among the first four."),
    _ranking("Hits@10", "Success@10", "A right article is among the first ten."),
    _ranking("nDCG@10", "nDCG@10", "The first ten articles in the order of their grades."),
    _ranking("R@10", "R@10", "The share of the right articles among the first ten."),
)
_WORDING = (
    _measure(
        "answer holds the gold string",
        "A right answer stands in the answer word for word; abstaining is a miss.",
        scoring.holds_answer,
        needs.literal,
    ),
    _measure(
        "short answer given",
        "A short answer is given where a right one is known; abstaining is a miss.",
        scoring.has_short,
        needs.answers,
    ),
    _measure(
        "exact match (short answer)",
        "The short answer is a right one, by SQuAD's normalisation; only where one is given.",
        scoring.short_exact,
        needs.answers,
        needs.answered,
        needs.short,
    ),
    _measure(
        "token F1 (short answer)",
        "Words the short answer shares with a right one, as SQuAD counts; only where one is given.",
        scoring.short_f1,
        needs.answers,
        needs.answered,
        needs.short,
    ),
    _measure(
        "token F1 (whole answer)",
        "The same for all the words of the answer, where Byline did not abstain.",
        scoring.whole_f1,
        needs.answers,
        needs.answered,
    ),
    _measure(
        "words per answer (median)",
        "Words of an answer, abstentions left out.",
        scoring.words,
        needs.answered,
        aggregate=percentile(50),
        lower=True,
        unit="words",
    ),
)
_CITING = (
    _measure(
        "right article cited",
        "The answer cites a right article; abstaining is a miss.",
        scoring.right_cited,
        needs.relevant,
    ),
    _measure(
        "citation precision (articles)",
        "The share of all cited articles that are right.",
        lambda row: scoring.right_articles(row) / len(row.cited),
        needs.relevant,
        needs.cited,
        aggregate=pooled(scoring.right_articles, lambda row: len(row.cited)),
    ),
    _measure(
        "citation recall (articles)",
        "The share of a question's right articles that are cited; abstaining cites none.",
        lambda row: scoring.right_articles(row) / len(row.question.relevant or ()),
        needs.relevant,
    ),
    _measure(
        "article with the gold string cited",
        "An article cited holds a right answer word for word, be it among the right ones or not; "
        "abstaining is a miss.",
        lambda row: float(any(row.bearing)),
        needs.literal,
    ),
    _measure(
        "citation precision (gold string)",
        "The share of all cited articles that hold a right answer word for word.",
        lambda row: sum(row.bearing) / len(row.bearing),
        needs.literal,
        needs.cited,
        aggregate=pooled(lambda row: sum(row.bearing), lambda row: len(row.bearing)),
    ),
    _measure(
        "citation precision (sentences)",
        "As in ALCE, by Byline's own check: citations quoted exactly, for a supported sentence.",
        scoring.sentence_precision,
        needs.cited,
    ),
    _measure(
        "citation recall (sentences)",
        "As in ALCE, by Byline's own check: sentences that their citations support.",
        scoring.sentence_recall,
        needs.sentences,
    ),
    _measure(
        "quote fidelity",
        "The share of all quotes that are the article's words at their place, read anew.",
        lambda row: sum(row.true_quotes) / len(row.true_quotes),
        needs.cited,
        aggregate=pooled(lambda row: sum(row.true_quotes), lambda row: len(row.true_quotes)),
    ),
)
_ABSTAINING = (
    _measure(
        "abstention precision",
        "The share of the abstentions where no article answers.",
        scoring.is_unanswerable,
        needs.answerability,
        needs.abstained,
    ),
    _measure(
        "abstention recall",
        "The share of the questions that no article answers where Byline abstains.",
        lambda row: float(row.abstained),
        needs.answerability,
        needs.unanswerable,
    ),
    _measure(
        "abstention F1",
        "Of the two, the harmonic mean; a row scores 1 where abstaining or not was right.",
        lambda row: float(row.abstained == scoring.is_unanswerable(row)),
        needs.answerability,
        aggregate=pooled(
            lambda row: 2 * row.abstained * scoring.is_unanswerable(row),
            lambda row: row.abstained + scoring.is_unanswerable(row),
        ),
    ),
    _measure(
        "AUROC of confidence",
        "The chance that a question that can be answered has more confidence than one that "
        "cannot; a row scores how far its confidence lies on the right side.",
        lambda row: 1 - row.confidence if scoring.is_unanswerable(row) else row.confidence,
        needs.answerability,
        aggregate=auroc(lambda row: row.confidence, lambda row: 1 - scoring.is_unanswerable(row)),
    ),
    _measure(
        "risk-coverage area",
        "The mean share of wrong answers when the most confident are given first; wrong is one "
        "to what no article answers, or without a right article. A row scores 1 where wrong.",
        lambda row: float(bool(row.wrong)),
        needs.judged,
        aggregate=risk_area(lambda row: row.confidence, lambda row: bool(row.wrong)),
        lower=True,
    ),
    _measure(
        "AURC",
        "Area under the risk-coverage curve: the mean share of wrong answers over all shares of "
        "the questions that could be answered, the most confident first. Wrong is one to what no "
        "article answers, or without a right answer word for word; where Byline abstained, the "
        "nearest sentences count. A row scores 1 where wrong.",
        scoring.is_wrong_in_words,
        needs.judged_by_words,
        aggregate=risk_area(lambda row: row.confidence, scoring.is_wrong_in_words),
        lower=True,
    ),
)
_NEAR_MISSES = (
    _measure(
        "near misses: AUROC",
        "The chance that an answerable question has more confidence than one asked the day before "
        "an article that answers it came out. A row scores 1 where its own near miss has less.",
        scoring.near_miss_order,
        needs.near_miss,
        aggregate=auroc_of_pairs(lambda row: row.confidence, scoring.near_confidence),
    ),
    _measure(
        "near misses: answerable answered",
        "The share of the questions with a near miss that are answered.",
        lambda row: float(row.answered),
        needs.near_miss,
    ),
    _measure(
        "near misses: abstained",
        "The share of the near misses, which no article answers yet, where Byline abstains.",
        scoring.near_miss_abstained,
        needs.near_miss,
    ),
)
_COST = (
    _measure(
        "cost (tokens)",
        "Tokens that a language model read and wrote.",
        scoring.tokens,
        needs.tokens,
        lower=True,
        unit="tokens",
    ),
    _measure(
        "latency p50",
        "Time from question to answer, half of them faster.",
        lambda row: row.milliseconds,
        aggregate=percentile(50),
        lower=True,
        unit=MILLISECONDS,
    ),
    _measure(
        "latency p95",
        "Time from question to answer, 95 % of them faster.",
        lambda row: row.milliseconds,
        aggregate=percentile(95),
        lower=True,
        unit=MILLISECONDS,
    ),
)

METRICS: tuple[Measure, ...] = (
    *_RANKING,
    *_WORDING,
    *_CITING,
    *_ABSTAINING,
    *_NEAR_MISSES,
    *_COST,
)
"""All metrics, in the order of the tables."""

MAIN = ("MRR@10", "Hits@1", "answer holds the gold string", "right article cited", "abstention F1")
"""Those whose questions won and lost are listed one by one."""
