"""From rows to figures: aggregates over weighted rows, and their bootstrap intervals.

A resample of rows is a row of weights: how often each row was drawn. So every figure, a mean or
an AUROC, is one function of (rows, weights), and 2,000 resamples are one call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

Aggregate: TypeAlias = Callable[[Sequence[Any], Floats, Floats], Floats]
"""Rows, their scores (rows,), weights (resamples, rows): one figure a resample, NaN for none."""

Count: TypeAlias = Callable[[Any], float]

RESAMPLES = 2_000
LOW, HIGH = 2.5, 97.5  # percentiles of the figures of all resamples: the middle 95 %
_AT_ONCE = 250  # resamples; keeps the weights of 10,000 questions at 20 MB
_NEAR = 1e-9  # sums of weights are whole, percents of them nearly


def weights_of_all(count: int) -> Floats:
    """Give the weights of the rows themselves: each once; shape (1, count)."""
    return np.ones((1, count))


def resampled(count: int, seed: int) -> Iterator[Floats]:
    """Draw `count` rows with replacement, 2,000 times: weights, some resamples at a time."""
    random = np.random.default_rng(seed)
    for _ in range(0, RESAMPLES, _AT_ONCE):
        drawn = random.integers(0, count, (_AT_ONCE, count))
        apart = drawn + count * np.arange(_AT_ONCE)[:, None]
        counts = np.bincount(apart.ravel(), minlength=_AT_ONCE * count)
        yield counts.reshape(_AT_ONCE, count).astype(float)


def interval(figures: Floats) -> tuple[float, float] | None:
    """Give the middle 95 % of the figures of all resamples; None where there are none."""
    known = figures[~np.isnan(figures)]
    if not known.size:
        return None
    low, high = np.percentile(known, [LOW, HIGH])
    return float(low), float(high)


def mean(_: Sequence[Any], scores: Floats, weights: Floats) -> Floats:
    """Give the mean score."""
    return _share(weights @ scores, weights.sum(axis=1))


def pooled(part: Count, whole: Count) -> Aggregate:
    """Make the share of all `part` in all `whole`, such as right citations in citations."""

    def aggregate(rows: Sequence[Any], _: Floats, weights: Floats) -> Floats:
        return _share(weights @ _column(part, rows), weights @ _column(whole, rows))

    return aggregate


def percentile(percent: float) -> Aggregate:
    """Make a percentile: the least score that `percent` % of the rows do not exceed.

    Halfway between two scores it is their mean, so 50 gives the median.
    """

    def aggregate(_: Sequence[Any], scores: Floats, weights: Floats) -> Floats:
        order = np.argsort(scores, kind="stable")
        ranked, reached = scores[order], weights[:, order].cumsum(axis=1)
        goal = reached[:, -1:] * percent / 100
        last = len(scores) - 1
        lower = np.minimum((reached < goal - _NEAR).sum(axis=1), last)
        upper = np.minimum((reached <= goal + _NEAR).sum(axis=1), last)
        middle: Floats = (ranked[lower] + ranked[upper]) / 2
        return np.where(reached[:, -1] > 0, middle, np.nan)

    return aggregate


def auroc(value: Count, is_positive: Count) -> Aggregate:
    """Make the chance that a positive row has more `value` than a negative one; ties are half."""

    def aggregate(rows: Sequence[Any], _: Floats, weights: Floats) -> Floats:
        return _auroc(_column(value, rows), _column(is_positive, rows), weights)

    return aggregate


def auroc_of_pairs(positive: Count, negative: Count) -> Aggregate:
    """Make the same where each row has a positive value and a negative one, drawn together."""

    def aggregate(rows: Sequence[Any], _: Floats, weights: Floats) -> Floats:
        values = np.concatenate([_column(positive, rows), _column(negative, rows)])
        is_positive = np.repeat([1.0, 0.0], len(rows))
        return _auroc(values, is_positive, np.tile(weights, 2))

    return aggregate


def risk_area(value: Count, is_wrong: Count) -> Aggregate:
    """Make the area under the risk-coverage curve: the mean risk over all depths of answering.

    Rows are answered by falling `value`; rows of the same value together.
    """

    def aggregate(rows: Sequence[Any], _: Floats, weights: Floats) -> Floats:
        falling, wrong = -_column(value, rows), _column(is_wrong, rows)
        order = np.argsort(falling, kind="stable")
        ends = np.searchsorted(falling[order], falling[order], side="right") - 1
        drawn = weights[:, order]
        risk = _share((drawn * wrong[order]).cumsum(axis=1), drawn.cumsum(axis=1))[:, ends]
        return _share((drawn * np.nan_to_num(risk)).sum(axis=1), drawn.sum(axis=1))

    return aggregate


def _auroc(values: Floats, positive: Floats, weights: Floats) -> Floats:
    order = np.argsort(values, kind="stable")
    ranked, positives = values[order], (weights * positive)[:, order]
    negatives = np.pad((weights * (1 - positive))[:, order].cumsum(axis=1), ((0, 0), (1, 0)))
    below = negatives[:, np.searchsorted(ranked, ranked, side="left")]
    not_above = negatives[:, np.searchsorted(ranked, ranked, side="right")]
    won = (positives * (below + not_above) / 2).sum(axis=1)
    return _share(won, positives.sum(axis=1) * negatives[:, -1])


def _column(count: Count, rows: Sequence[Any]) -> Floats:
    return np.array([count(row) for row in rows], float)


def _share(part: Floats, whole: Floats) -> Floats:
    share: Floats = np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
    return share
