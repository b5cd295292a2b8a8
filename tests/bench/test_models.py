"""What counts as a right answer where models are measured."""

from __future__ import annotations

import pytest
from models import holds


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("24 people died in all.", "Twenty-four people"),
        ("The digits were exchanged, both of the two.", "Two digits were exchanged"),
        ("He had asked them to repair the bow door's seal.", "repair the seal of the bow door"),
    ],
)
def test_an_answer_is_right_in_other_words_and_another_order(text, answer):
    assert holds(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("25 people died.", "Twenty-four people"), ("It was at Pellworth.", "Sandrel")],
)
def test_an_answer_with_another_number_or_name_is_wrong(text, answer):
    assert not holds(text, answer)
