"""Statements keep to the blocks and sentences of a text: headings, wrapped lines, short words."""

from __future__ import annotations

import textwrap

import pytest

from index import statements_in


def said(text: str) -> list[tuple[str, str, str]]:
    """Give who says what, and by which word."""
    return [
        (one.speaker.of(text), one.cue.of(text), " ".join(one.saying(text).split()))
        for one in statements_in(text)
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Basil Holm charged with fraud in Vell land case",
        "Owner accused of neglect",
        "Basil Holm leaves the court in 2029",
        "Mayor says quay was never safe",
    ],
)
def test_a_line_without_a_full_stop_is_said_by_nobody(line, between):
    text = between.join(
        [
            "The board of Pellworth met on Tuesday and shut the western quay until May.",
            line,
            "The chair, Ines Dray, said the pillars had cracks.",
            "It meets again in June.",
        ]
    )
    assert said(text) == [("The chair", "said", "the pillars had cracks.")]


def test_a_name_does_not_reach_over_the_end_of_a_sentence():
    text = "The quay is in Pell, Minn. Mr. Dray said the board would spend $2m on the No. 3 crane."
    assert said(text) == [("Mr. Dray", "said", "the board would spend $2m on the No. 3 crane.")]


@pytest.mark.parametrize("short", ["approx. 1.2m", "No. 4", "St. Orrin", "Nov. 5", "the U.S. Army"])
def test_a_statement_goes_on_after_a_short_word(short):
    text = f"Ines Dray said that it took {short} to shut the quay. It is shut."
    assert said(text) == [("Ines Dray", "said", f"it took {short} to shut the quay.")]


def test_a_statement_in_a_wrapped_mail_is_whole():
    plain = (
        "The harbour board of Pellworth met on Tuesday in the hall of the old customs house. Its "
        "chair Ines Dray said that the western quay would be shut until May because of the cracks."
    )
    wrapped = textwrap.fill(plain, 64)
    assert said(wrapped) == said(plain)
    assert [cue for _, cue, _ in said(plain)] == ["said"]


def test_the_last_words_of_a_text_need_no_full_stop_to_be_said():
    assert said("It is shut.\n\nInes Dray said the quay was shut") == [
        ("Ines Dray", "said", "the quay was shut")
    ]
