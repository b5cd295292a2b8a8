"""The hard places written by hand under bench/cases/sentences: ours beside sentencex alone."""

from __future__ import annotations

import pytest
from sentences import errors, ours, read_cases, sentencex_alone


@pytest.mark.parametrize("half", ["dev", "test"])
def test_hard_places_are_missed_at_most_a_third_as_often_as_by_sentencex_alone(half):
    cases = read_cases(half)
    assert 3 * errors(cases, ours) <= errors(cases, sentencex_alone)


def test_the_halves_hold_three_hundred_texts_that_are_apart():
    dev, test = ({case.text for case in read_cases(half)} for half in ("dev", "test"))
    assert len(dev | test) >= 300
    assert not dev & test
