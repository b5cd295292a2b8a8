"""The measure of growth: what it adds, what stands in for vectors, and what it draws."""

from __future__ import annotations

from types import SimpleNamespace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from asking import p95
from growth import StandIn, endless
from invented import FERRIES
from memory import resident
from plotting import Panel, drawn


@pytest.fixture
def stand_in():
    """Stands in for a model of 384 numbers by three vectors that are far from each other."""
    model = SimpleNamespace(fingerprint="a", dimension=384, max_tokens=256, count_tokens=None)
    return StandIn(model, np.eye(3, 384, dtype=np.float32))


def test_an_archive_grows_by_the_same_texts_as_other_articles():
    growing = endless([FERRIES])
    first, second = next(growing), next(growing)
    assert (first, second.text) == (FERRIES, FERRIES.text)
    assert {first.id, first.url, first.title}.isdisjoint({second.id, second.url, second.title})


def test_what_stands_in_for_a_vector_is_near_a_known_one_and_always_the_same(stand_in):
    texts = [f"text {number}" for number in range(100)]
    once, again = stand_in.embed(texts), stand_in.embed(texts)
    assert (once == again).all()
    assert np.linalg.norm(once, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert once[:, :3].max(axis=1).min() > 0.7


def test_95_of_100_questions_keep_under_p95():
    assert p95(list(range(101))) == 95


def test_a_process_held_at_most_no_less_than_it_holds():
    held = resident("self")
    assert not held or 1 < held["resident"] <= held["peak"]


def test_a_line_ends_at_the_upper_right_corner_where_its_values_are_largest():
    panel = Panel("growth", xs=(0, 10), lines={"p50": (0, 5)})
    left, bottom = panel.place(0, 0)
    right, top = panel.place(10, 5)
    assert right > left
    assert top < bottom
    assert f"{left:.1f},{bottom:.1f} {right:.1f},{top:.1f}" in panel.drawn()


def test_a_plot_is_well_formed_and_names_what_it_shows():
    plot = drawn([Panel("a < b", (1,), {"p50 & p95": (2,)})], across="passages")
    words = "".join(ET.fromstring(plot).itertext())
    assert all(name in words for name in ("a < b", "p50 & p95", "passages"))
