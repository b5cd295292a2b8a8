"""Figures over rows: each agrees with counting by hand, and resamples are what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.statistics import (
    RESAMPLES,
    auroc,
    interval,
    mean,
    percentile,
    pooled,
    resampled,
    risk_area,
    weights_of_all,
)

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=12)


def once(aggregate, pairs):
    """Aggregate (value, flag) pairs that stand for rows, each counted once."""
    scores = np.array([float(value) for value, _ in pairs])
    (figure,) = aggregate(pairs, scores, weights_of_all(len(pairs)))
    return figure


def value(pair):
    return pair[0]


def flag(pair):
    return pair[1]


@pytest.mark.parametrize(
    ("percent", "scores", "expected"),
    [(50, [3, 1, 2], 2), (50, [4, 1, 2, 3], 2.5), (95, [*range(1, 21)], 19.5), (95, [7], 7)],
)
def test_a_percentile_is_the_score_that_so_many_do_not_exceed(percent, scores, expected):
    assert once(percentile(percent), [(score, True) for score in scores]) == expected


@given(PAIRS)
def test_the_auroc_is_the_share_of_pairs_in_the_right_order(pairs):
    contests = [(p - n > 0) + (p == n) / 2 for p, f in pairs if f for n, g in pairs if not g]
    expected = np.mean(contests) if contests else np.nan
    assert once(auroc(value, flag), pairs) == pytest.approx(expected, nan_ok=True)


@given(PAIRS)
def test_the_risk_area_is_the_mean_risk_over_all_depths_of_answering(pairs):
    deeper = [[wrong for other, wrong in pairs if other >= depth] for depth, _ in pairs]
    expected = np.mean([np.mean(answered) for answered in deeper])
    assert once(risk_area(value, flag), pairs) == pytest.approx(expected)


def test_a_pooled_share_counts_parts_and_not_rows():
    assert once(pooled(flag, value), [(1, True), (3, False)]) == 1 / 4


@given(PAIRS, st.integers(0, 3))
def test_a_row_that_is_drawn_twice_counts_like_two_rows(pairs, copies):
    weights = np.array([[1.0 + copies, *np.ones(len(pairs) - 1)]])
    scores = np.array([float(each) for each, _ in pairs])
    for aggregate in (mean, percentile(50), auroc(value, flag), risk_area(value, flag)):
        weighted = aggregate(pairs, scores, weights)[0]
        assert weighted == pytest.approx(
            once(aggregate, [*pairs, *pairs[:1] * copies]), nan_ok=True
        )


def test_every_resample_draws_as_many_rows_as_there_are():
    drawn = np.concatenate(list(resampled(7, seed=1)))
    assert drawn.shape == (RESAMPLES, 7)
    assert set(drawn.sum(axis=1)) == {7}


def test_the_same_seed_draws_the_same_resamples_and_another_one_others():
    first, again, other = (np.concatenate(list(resampled(9, seed))) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_the_interval_of_a_mean_is_about_two_standard_errors_to_either_side():
    scores = np.array([0.0, 1.0] * 200)
    figures = np.concatenate([mean([], scores, w) for w in resampled(400, seed=1)])
    low, high = interval(figures)
    error = 0.5 / 400**0.5
    assert (low, high) == pytest.approx((0.5 - 1.96 * error, 0.5 + 1.96 * error), abs=error / 4)


def test_resamples_without_a_scored_row_have_no_part_in_the_interval():
    assert interval(np.array([np.nan, 2.0, np.nan])) == (2.0, 2.0)
    assert interval(np.array([np.nan])) is None
