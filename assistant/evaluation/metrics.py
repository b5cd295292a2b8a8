"""The metrics, in the order of the tables."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from assistant.evaluation import needs, scoring
from assistant.evaluation.measure import Measure, measure
from assistant.evaluation.retrieval import ranked
from assistant.evaluation.statistics import (
    auroc,
    auroc_of_pairs,
    percentile,
    pooled,
    risk_area,
)
from assistant.evaluation.texts import exact_match, token_f1
from assistant.evaluation.types import MILLISECONDS


def _ranking(name: str, ranking: str, meaning: str) -> Measure:
    return measure(name, meaning, partial(ranked, ranking), needs.relevant)


_RANKING = (
    _ranking("MRR@10", "RR@10", "One by the rank of the first right article; 0 beyond the tenth."),
    _ranking("Hits@1", "Success@1", "A right article is found first."),
    _ranking("Hits@4", "Success@4", "A right article is among the first four."),
    _ranking("Hits@10", "Success@10", "A right article is among the first ten."),
    _ranking("nDCG@10", "nDCG@10", "The first ten articles in the order of their grades."),
    _ranking("R@10", "R@10", "The share of the right articles among the first ten."),
)
_WORDING = (
    measure(
        "answer holds the gold string",
        "A right answer stands in the answer word for word; abstaining is a miss.",
        scoring.holds_answer,
        needs.literal,
    ),
    measure(
        "short answer given",
        "A short answer is given where a right one is known; abstaining is a miss.",
        lambda row: bool(scoring.short(row)),
        needs.answers,
    ),
    measure(
        "exact match (short answer)",
        "The short answer is a right one, by SQuAD's normalisation; only where one is given.",
        lambda row: exact_match(scoring.short(row), row.question.answers),
        needs.answers,
        needs.answered,
        needs.short,
    ),
    measure(
        "token F1 (short answer)",
        "Words the short answer shares with a right one, as SQuAD counts; only where one is given.",
        lambda row: token_f1(scoring.short(row), row.question.answers),
        needs.answers,
        needs.answered,
        needs.short,
    ),
    measure(
        "token F1 (whole answer)",
        "The same for all the words of the answer, where Byline did not abstain.",
        lambda row: token_f1(scoring.text(row), row.question.answers),
        needs.answers,
        needs.answered,
    ),
    measure(
        "words per answer (median)",
        "Words of an answer, abstentions left out.",
        lambda row: len(scoring.text(row).split()),
        needs.answered,
        aggregate=percentile(50),
        lower=True,
        unit="words",
    ),
)
_CITING = (
    measure(
        "right article cited",
        "The answer cites a right article; abstaining is a miss.",
        lambda row: scoring.right_articles(row) > 0,
        needs.relevant,
    ),
    measure(
        "citation precision (articles)",
        "The share of all cited articles that are right.",
        lambda row: scoring.right_articles(row) / len(row.cited),
        needs.relevant,
        needs.cited,
        aggregate=pooled(scoring.right_articles, lambda row: len(row.cited)),
    ),
    measure(
        "citation recall (articles)",
        "The share of a question's right articles that are cited; abstaining cites none.",
        lambda row: scoring.right_articles(row) / len(row.question.relevant or ()),
        needs.relevant,
    ),
    measure(
        "article with the gold string cited",
        "An article cited holds a right answer word for word, be it among the right ones or not; "
        "abstaining is a miss.",
        lambda row: float(any(row.bearing)),
        needs.literal,
    ),
    measure(
        "citation precision (gold string)",
        "The share of all cited articles that hold a right answer word for word.",
        lambda row: sum(row.bearing) / len(row.bearing),
        needs.literal,
        needs.cited,
        aggregate=pooled(lambda row: sum(row.bearing), lambda row: len(row.bearing)),
    ),
    measure(
        "citation precision (sentences)",
        "As in ALCE, by Byline's own check: citations quoted exactly, for a supported sentence.",
        scoring.sentence_precision,
        needs.cited,
    ),
    measure(
        "citation recall (sentences)",
        "As in ALCE, by Byline's own check: sentences that their citations support.",
        scoring.sentence_recall,
        needs.sentences,
    ),
    measure(
        "quote fidelity",
        "The share of all quotes that are the article's words at their place, read anew.",
        lambda row: sum(row.true_quotes) / len(row.true_quotes),
        needs.cited,
        aggregate=pooled(lambda row: sum(row.true_quotes), lambda row: len(row.true_quotes)),
    ),
)
_ABSTAINING = (
    measure(
        "abstention precision",
        "The share of the abstentions where no article answers.",
        scoring.is_unanswerable,
        needs.answerability,
        needs.abstained,
    ),
    measure(
        "abstention recall",
        "The share of the questions that no article answers where Byline abstains.",
        lambda row: float(row.abstained),
        needs.answerability,
        needs.unanswerable,
    ),
    measure(
        "abstention F1",
        "Of the two, the harmonic mean; a row scores 1 where abstaining or not was right.",
        lambda row: float(row.abstained == scoring.is_unanswerable(row)),
        needs.answerability,
        aggregate=pooled(
            lambda row: 2 * row.abstained * scoring.is_unanswerable(row),
            lambda row: row.abstained + scoring.is_unanswerable(row),
        ),
    ),
    measure(
        "AUROC of confidence",
        "The chance that a question that can be answered has more confidence than one that "
        "cannot; a row scores how far its confidence lies on the right side.",
        lambda row: 1 - row.confidence if scoring.is_unanswerable(row) else row.confidence,
        needs.answerability,
        aggregate=auroc(lambda row: row.confidence, lambda row: 1 - scoring.is_unanswerable(row)),
    ),
    measure(
        "risk-coverage area",
        "The mean share of wrong answers when the most confident are given first; wrong is one "
        "to what no article answers, or without a right article. A row scores 1 where wrong.",
        lambda row: float(bool(row.wrong)),
        needs.judged,
        aggregate=risk_area(lambda row: row.confidence, lambda row: bool(row.wrong)),
        lower=True,
    ),
    measure(
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
    measure(
        "near misses: AUROC",
        "The chance that an answerable question has more confidence than one asked the day before "
        "an article that answers it came out. A row scores 1 where its own near miss has less.",
        lambda row: (
            (row.confidence > scoring.near_confidence(row))
            + (row.confidence == scoring.near_confidence(row)) / 2
        ),
        needs.near_miss,
        aggregate=auroc_of_pairs(lambda row: row.confidence, scoring.near_confidence),
    ),
    measure(
        "near misses: answerable answered",
        "The share of the questions with a near miss that are answered.",
        lambda row: float(row.answered),
        needs.near_miss,
    ),
    measure(
        "near misses: abstained",
        "The share of the near misses, which no article answers yet, where Byline abstains.",
        lambda row: row.near_miss.abstained,
        needs.near_miss,
    ),
)
_COST = (
    measure(
        "cost (tokens)",
        "Tokens that a language model read and wrote.",
        lambda row: row.answer["tokens"],
        needs.tokens,
        lower=True,
        unit="tokens",
    ),
    measure(
        "latency p50",
        "Time from question to answer, half of them faster.",
        lambda row: row.milliseconds,
        aggregate=percentile(50),
        lower=True,
        unit=MILLISECONDS,
    ),
    measure(
        "latency p95",
        "Time from question to answer, 95 % of them faster.",
        lambda row: row.milliseconds,
        aggregate=percentile(95),
        lower=True,
        unit=MILLISECONDS,
    ),
)

METRICS: tuple[Measure, ...] = tuple(
    replace(each, needs=(needs.asked, *each.needs))
    for each in (*_RANKING, *_WORDING, *_CITING, *_ABSTAINING, *_NEAR_MISSES, *_COST)
)
"""All metrics, in the order of the tables."""

MAIN = (
    "MRR@10",
    "Hits@1",
    "answer holds the gold string",
    "right article cited",
    "abstention F1",
    "near misses: abstained",
)
"""Those whose questions won and lost are listed one by one."""
