"""Growing far: articles that are others and alike, and arithmetic that the page keeps to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from invented import FERRIES, HARBOUR
from scale import exchanged
from scale_model import Costs, Plan, on_paper

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")


def test_an_article_comes_again_of_another_day_with_sentences_of_another_one():
    dated = replace(FERRIES, published=date(2026, 3, 9))
    again = exchanged(dated, HARBOUR, 2)
    assert again.id != FERRIES.id
    assert again.published == date(2026, 3, 9) - timedelta(days=60)
    assert again.text.startswith(FERRIES.text[:70])
    assert again.text.endswith(HARBOUR.text[-20:])


def test_the_page_keeps_to_what_follows_from_its_own_figures():
    assert on_paper(PAGE) in PAGE


def test_twice_the_passages_take_twice_the_hours_and_a_dearer_core_more_money():
    costs = Costs.of(PAGE)
    one, two = Plan(10**7, costs), Plan(2 * 10**7, costs)
    assert sum(two.core_hours.values()) == pytest.approx(2 * sum(one.core_hours.values()))
    assert two.disk == pytest.approx(2 * one.disk)
    # By hand: ten million passages at 4 milliseconds a passage are 11.1 hours.
    by_hand = Costs(*[4e-3 if name == "graph" else 1.0 for name in Costs.__dataclass_fields__])
    assert Plan(10**7, by_hand).core_hours["graph"] == pytest.approx(11.1, abs=0.02)
