"""What the passages agree on: the values that may answer, and in how many passages each stands."""

from __future__ import annotations

import pytest
from doubles import article

from assistant import Evidence
from assistant.agreement import agreement, values_in
from assistant.evidence import Quotable
from index import Hit, Passage, Span, Why


@pytest.mark.parametrize(
    ("question", "sentence", "values"),
    [
        ("Who won?", "Ida Moor won in Lyn.", {"ida", "moor", "lyn"}),
        ("Who is Ida?", "The mayor is Ida Moor.", {"moor"}),
        ("Where is the ferry?", "But on Monday the ferry was in Lyn.", {"lyn"}),
        ("When did it sink?", "It sank on Monday.", {"monday"}),
        ("How many died?", "On Monday 24 of the 31 died, 7% of them Lynners.", {"24", "31", "7%"}),
        ("How many of the 31 died?", "Twenty-four of the 31 died.", {"twenty", "four"}),
        ("How much does it cost?", "It costs $1.84 billion.", {"$1.84", "billion"}),
    ],
)
def test_a_value_is_what_is_asked_for_and_not_what_the_question_says(question, sentence, values):
    assert values_in(question, sentence) == values


def test_a_value_counts_by_the_share_of_passages_that_hold_it():
    texts = ["Ida Moor won.", "Ida Moor lost. Ida Moor wept.", "Tom Reyes won."]
    agreed = agreement("Who won?", [each for text in texts for each in sentences(text)])
    assert agreed == {"ida": 1.0, "moor": 1.0, "tom": 0.5, "reyes": 0.5}


def sentences(text: str) -> list[Quotable]:
    """Make every sentence of a passage quotable."""
    whole = article("one", text)
    passage = Passage.cut(whole, Span(0, len(text)))
    ends = [place + 1 for place, sign in enumerate(text) if sign == "."]
    spans = zip([0, *ends], ends, strict=False)
    hit = Hit(passage, 1.0, 1, Why())
    return [Quotable(Evidence.cut(whole, passage, start, end), hit) for start, end in spans]
