"""Where sentences begin and end, in texts as odd as news can be."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import sentence_spans

# Pieces that break naive splitting: signs, scripts, line ends, and plain characters of any kind.
PIECES = (
    *("Mr. ", "U.S. ", ". ", "? ", "! ", "…", "。", "؟ ", '"', "” ", "“", "’", "(", "[1]", "3.14"),
    *("\r\n", "\n\n", "\n", "\t", "\u00a0", "\u200f", "مرحبا. ", "שלום. ", "你好。", "👩‍👩‍👧 "),
    *("e\u0301 ", "Word "),
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ODD = st.lists(st.sampled_from(PIECES) | ANY, max_size=40).map("".join)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@given(ODD)
@example("")
@example("\r\n \u2028 ")
@settings(deadline=None)
def test_sentences_are_in_order_and_cover_all_that_is_no_white_space(text):
    end = 0
    for span in sentence_spans(text):
        assert end <= span.start < span.end
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        end = span.end
    assert not text[end:].strip()


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000"])
def test_a_wide_space_between_an_initial_and_its_stop_ends_nothing_but_a_sentence(space):
    assert sentences(f"It was A{space}. It sank.")[-1] == "It sank."


@pytest.mark.parametrize("sign", ['"', "”", "“", "'", "«", "("])
def test_an_opening_sign_goes_to_the_sentence_it_opens(sign):
    text = f"The quay is shut. {sign}We will wait, and then we will sail,” the captain said."
    assert sentences(text)[1].startswith(f"{sign}We will wait")


def test_a_closing_sign_stays_with_the_sentence_it_closes():
    text = 'The captain said, "We will wait." The quay is shut.'
    assert sentences(text) == ['The captain said, "We will wait."', "The quay is shut."]


def test_lines_broken_at_a_margin_are_one_sentence():
    text = "The quay at Pellworth\nis shut until the last\r\nbuoy is found. Ferries wait."
    assert [one.split()[-1] for one in sentences(text)] == ["found.", "wait."]


def test_a_blank_line_ends_a_sentence_without_a_full_stop():
    assert sentences("Quay shut at Pellworth\n\nFerries wait.") == [
        "Quay shut at Pellworth",
        "Ferries wait.",
    ]


def test_a_title_after_a_short_name_of_a_state_begins_a_sentence():
    parts = ["The office is in Pell, Minn.", "Mr. Dray runs it with Gov. Holm."]
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize("asked", ["Ms. Dray asked.", "Ines Dray shouted.", "the mayor said."])
def test_who_asked_is_told_in_the_sentence_of_the_question(asked):
    assert len(sentences(f'"Is the quay shut?" {asked}')) == 1


def test_a_bracket_with_a_sentence_in_it_is_one_sentence():
    parts = ["The quay is shut.", "(It was built in 2029.)", "Ferries wait."]
    assert sentences(" ".join(parts)) == parts


def test_a_label_or_an_emoji_is_no_sentence():
    assert sentences("Q. Is it shut? A. It is. 👍 Ferries wait.") == [
        "Q. Is it shut?",
        "A. It is. 👍",
        "Ferries wait.",
    ]


def test_a_text_written_small_throughout_is_parted():
    assert len(sentences("the quay is shut. ferries wait. who is to blame?")) == 3


@pytest.mark.parametrize("short", ["Dr.", "Mr.", "U.S.", "No.", "Ms.", "Supt."])
def test_an_abbreviation_ends_no_sentence(short):
    assert len(sentences(f"The office of {short} Dray is shut.")) == 1


def test_a_gap_between_two_sentences_may_be_long():
    assert sentences("The quay is shut ." + 40 * " " + "Ferries wait.") == [
        "The quay is shut .",
        "Ferries wait.",
    ]
