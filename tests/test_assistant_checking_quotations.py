"""Words in quotation marks stand in the cited article, elsewhere, in pieces, or nowhere."""

from __future__ import annotations

import pytest
from doubles import article
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking import flaws_of, quotation_verdict, quoted_place
from assistant.types import Piece
from index import Passage, Span


def first_sentence(label, text):
    """Show only the first sentence; the whole article counts."""
    found, shown = article(label, text), Span(0, text.index(".") + 1)
    return Piece(label, found, (Passage.cut(found, shown),), shown.start, shown.end)


LAMPS = first_sentence(
    "L",
    'The lamps are old. "We count lamps,\nand we do not count poles," Dray said. '
    "“The harbour’s lamps burn all night”, she added. They're the workers' pride.",
)
OTHER = first_sentence("O", "“The regatta will never end,” said Moor.")


def verdict(sentence):
    return quotation_verdict(sentence, [LAMPS], [LAMPS, OTHER])


@pytest.mark.parametrize(
    "sentence",
    [
        "Dray does not count poles.",
        "“We count lamps, and we do not count poles”, Dray said.",
        '"we count lamps", Dray said.',
        "”We count lamps.” Dray said.",
        "„We count lamps“, Dray said.",
        "Dray said «we do not count poles».",
        "'We count lamps,' Dray said of the workers' lamps.",
        "Dray said ‘The harbour's lamps burn all night’.",
        "It's the mayor's lamp, and the workers' pride.",
        "The “old” lamps burn.",
        "Dray said “the harbour's lamps burn",
        'The 5" lamps are old.',
    ],
)
def test_words_that_stand_in_the_article_are_exact(sentence):
    assert verdict(sentence) == "exact"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Dray said “the regatta will never end”.", "elsewhere"),
        ("Dray said “We count lamps ... count poles”.", "stitched"),
        ("Dray said “we count lamps, and lamps burn all night”.", "stitched"),
        ("Dray said “we count nurses”.", "not_found"),
        ("Dray said “we count lamp”.", "not_found"),
        ("Dray called it a ‘miracle’ of light.", "not_found"),
        ("Dray said “we count nurses, and left.", "not_found"),
        ("“We count lamps”, she said, “of the regatta”.", "not_found"),
        ("“We count lamps”, and “the regatta will never end”.", "elsewhere"),
    ],
)
def test_the_worst_quotation_decides(sentence, found):
    assert verdict(sentence) == found


def test_a_quotation_that_is_not_exact_is_a_flaw_that_gives_the_words():
    (flaw,) = flaws_of("She said “we count nurses”.", [LAMPS])
    assert (flaw.lack, "we count nurses" in flaw.detail) == ("quotation", True)


@given(st.text(alphabet="ab ,.\"'“”‘’«»…`", max_size=60))
def test_any_marks_can_be_read(sentence):
    assert verdict(sentence) in {"exact", "elsewhere", "stitched", "not_found"}


def test_the_place_of_a_quotation_is_the_sentences_it_stands_in():
    text = "It rained. “We are wet,” Ida Moor said. “And cold. And late.” Nobody answered."
    place = quoted_place("Moor said they were “cold. And late”.", text)
    assert text[place.start : place.end] == "“And cold. And late.”"
    assert quoted_place("Moor said they were “warm”.", text) is None
    assert quoted_place("Moor said they were wet.", text) is None
