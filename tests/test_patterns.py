"""No regular expression takes for ever, whatever text it is given."""

from __future__ import annotations

import re

import pytest
from blowing_up import Used, attacks, patterns, power

MOST = 2.6  # between quadratic and cubic: noise adds to either


def worst(used: Used) -> float:
    """Give the highest power, measured again where it is too high: noise does not come twice."""
    found = 0.0
    for attack in sorted(attacks(used.pattern)):
        if (grows := power(used, *attack)) > MOST:
            grows = min(grows, power(used, *attack), power(used, *attack))
        found = max(found, grows)
    return found


@pytest.mark.slow
def test_no_pattern_grows_faster_than_about_the_square_of_a_text():
    slow = {f"{each.place}: {each.pattern.pattern[:90]}": worst(each) for each in patterns()}
    assert {place: round(grows, 1) for place, grows in slow.items() if grows > MOST} == {}


@pytest.mark.parametrize(
    ("pattern", "is_anchored"), [(r"(a+)+b", False), (r"(?:a|a)*b", True), (r"\s*\s*\s*,", False)]
)
def test_a_pattern_that_does_is_found(pattern, is_anchored):
    assert worst(Used("here", re.compile(pattern), is_anchored)) > MOST


def test_patterns_are_looked_for_wherever_they_stand():
    places = {each.place.split(",")[0] for each in patterns()}
    assert len(places) > 300
    assert {"index.language.sentences.splitting._NO_SPACE", "assistant.facts.days._FORMS"} <= places
