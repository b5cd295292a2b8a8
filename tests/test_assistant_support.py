"""A claim scores high where a text has it, and the place of that is told."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.checking.support import PARTLY, SUPPORTED, supported_by, supported_by_each
from index import Span

TEXT = (
    "The ferry to Pellworth ran aground on Monday morning. It carried 61 people, Harbourmaster "
    "Ines Dray said. The mayor of Ostermere closed the bridge on Tuesday. The bridge needs "
    "fourteen new cables before it can open again."
)
TRUE = "The mayor of Ostermere closed the bridge on Tuesday."


def shared(queries, texts):
    """Say how many of the words of two texts are common to both: 1 for the same, 0 for none."""
    words = [[set(each.lower().split()) for each in some] for some in (queries, texts)]
    return np.array([[len(a & b) / len(a | b) for b in words[1]] for a in words[0]])


def score(claim, text=TEXT):
    return supported_by(claim, text, similar=shared).score


def test_a_copied_sentence_is_supported():
    assert score(TRUE) >= SUPPORTED


def test_a_sentence_about_something_else_is_not_even_partly_supported():
    assert score("Fishermen in Lyn won a prize for their choir.") < PARTLY


def test_a_shortened_sentence_is_supported():
    assert score("The mayor closed the bridge on Tuesday.") >= SUPPORTED


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (TRUE, "The mayor of Ostermere closed the harbour on Tuesday."),
        (TRUE, "The mayor of Pellworth closed the bridge on Monday."),
        ("It carried 61 people.", "It carried 97 people."),
        ("The bridge needs 14 new cables.", "The bridge needs 40 new cables."),
        ("The ferry ran aground on Monday.", "The ferry closed the bridge on Monday."),
    ],
)
def test_a_false_twin_scores_lower(true, false):
    assert score(false) < score(true)


def test_letters_may_be_large_or_small():
    assert score(TRUE.lower(), TEXT.lower()) == score(TRUE)


def test_the_place_is_whole_sentences_that_hold_the_words():
    found = supported_by(TRUE, TEXT, similar=shared)
    assert found.span.of(TEXT) == TRUE


def test_a_claim_that_joins_two_neighbours_rests_on_both():
    claim = "The mayor closed the bridge, which needs fourteen new cables before it can open."
    place = supported_by(claim, TEXT, similar=shared).span.of(TEXT)
    assert place.startswith("The mayor")
    assert place.endswith("open again.")


@pytest.mark.parametrize(("claim", "text"), [(TRUE, ""), ("", TEXT), ("?!", TEXT), (TRUE, "…")])
def test_where_there_is_nothing_to_compare_nothing_is_supported(claim, text):
    found = supported_by(claim, text, similar=shared)
    assert (found.score, found.span) == (0.0, Span(0, 0))


def test_all_claims_are_read_in_one_go_each_text_once():
    calls = []

    def similar(queries, texts):
        calls.append((list(queries), list(texts)))
        return shared(queries, texts)

    supported_by_each([TRUE, TRUE, "The ferry ran aground."], [TEXT] * 3, similar=similar)
    [(queries, texts)] = calls
    assert queries == [TRUE, "The ferry ran aground."]
    assert len(texts) == len(set(texts))


@pytest.mark.slow
def test_the_real_model_tells_a_claim_in_other_words_from_one_about_something_else(sample_index):
    like = supported_by(
        "The ferry, with 61 people on it, ran aground.", TEXT, similar=sample_index.similar
    )
    unlike = supported_by(
        "The ferry, with its new captain, won a race.", TEXT, similar=sample_index.similar
    )
    assert unlike.score < like.score
