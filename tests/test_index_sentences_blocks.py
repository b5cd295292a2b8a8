"""The blocks of a text: no sentence reaches from one into the next."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given, settings
from test_index_sentences import ODD, sentences

from index.language.sentences import block_spans, sentence_spans

PARAGRAPHS = (
    "The harbour board of Pellworth met on Tuesday and voted to shut the western quay until May. "
    "Its chair, Ines Dray, said that a survey in spring had found cracks in four of the pillars. "
    "Ferries will sail from the eastern quay, which was built by Moor & Sons Inc. in 2029.",
    "The board of St. Orrin has offered berths to the Luna and the Ada. She called that kind, and "
    "said that an answer would be given on Friday after the crews had been heard.",
)


def blocks(text: str) -> list[str]:
    return [" ".join(block.of(text).split()) for block in block_spans(text)]


@given(ODD)
@settings(deadline=None)
def test_all_that_is_no_white_space_lies_in_one_block(text):
    joined = "".join(block.of(text) for block in block_spans(text))
    assert "".join(joined.split()) == "".join(text.split())


@pytest.mark.parametrize("columns", [60, 66, 72, 78])
def test_a_mail_wrapped_at_any_margin_has_the_sentences_of_its_paragraphs(columns):
    wrapped = "\n\n".join(textwrap.fill(one, columns) for one in PARAGRAPHS)
    plain = "\n\n".join(PARAGRAPHS)
    assert sentence_spans(wrapped) == sentence_spans(plain)


def test_a_wrapped_mail_that_is_quoted_is_read_as_wrapped():
    quoted = textwrap.indent(textwrap.fill(PARAGRAPHS[0], 70), "> ")
    assert [re.sub(r"\s*>\s*", " ", one).strip() for one in sentences(quoted)] == sentences(
        PARAGRAPHS[0]
    )


def test_paragraphs_of_one_line_each_are_blocks_of_their_own():
    text = "\n".join(PARAGRAPHS)
    assert blocks(text) == list(PARAGRAPHS)


def test_subheads_between_lines_stand_alone():
    lines = [PARAGRAPHS[0], "Owner accused of neglect", PARAGRAPHS[1], "What next?", "It is open."]
    assert blocks("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Quay was called safe in 2030",
        "By Mira Holt",
        "Boats wait at the western quay, Pellworth | Photo: Jon Asch",
        "Published 3 June 2031, 9.40 am",
    ],
)
def test_a_line_without_a_full_stop_is_no_part_of_the_text_beside_it(line):
    assert line in sentences("\n".join([PARAGRAPHS[0], line, PARAGRAPHS[1]]))


def test_the_lines_of_a_poem_are_parted():
    poem = "The lamps are out\nAnd the quay is bare\nNo boat comes home\nTo the lamps of Vell"
    assert len(blocks(poem)) == 4


@pytest.mark.parametrize("sign", ["- ", "* ", "• ", "1. ", "2) ", "(a) ", "b) ", "iv. "])
def test_an_item_of_a_list_is_a_block(sign):
    text = f"The board wants:\n{sign}new pillars\n{sign}a survey each year\nNobody voted no."
    assert blocks(text) == [
        "The board wants:",
        f"{sign}new pillars",
        f"{sign}a survey each year",
        "Nobody voted no.",
    ]


def test_an_item_goes_on_in_a_line_that_begins_small():
    text = "- The board wants new pillars and a survey in\n  each of the coming years.\n- No more."
    assert blocks(text) == [
        "- The board wants new pillars and a survey in each of the coming years.",
        "- No more.",
    ]


@pytest.mark.parametrize("between", [" | ", "\t"])
def test_a_row_of_a_table_is_a_sentence(between):
    rows = [between.join(row) for row in (["Quay", "Cracks"], ["West", "4 in."], ["East", "none"])]
    assert sentences("\n".join(rows)) == rows


def test_a_name_that_begins_small_begins_a_line():
    lines = ["Sales at the shop in Pellworth fell by half in May, it said.", "eBay sold more."]
    assert blocks("\n".join(lines)) == lines


def test_a_line_that_ends_in_the_midst_of_a_name_goes_on():
    assert len(blocks("The board will hear Mr.\nDray and the crew of the\nLuna on Friday.")) == 1


def test_a_part_of_a_wrapped_text_has_the_same_sentences():
    text = "\n\n".join(textwrap.fill(one, 72) for one in PARAGRAPHS)
    whole = sentence_spans(text)
    for first in range(len(whole)):
        begin = whole[first].start
        part = [(span.start + begin, span.end + begin) for span in sentence_spans(text[begin:])]
        assert part == [(span.start, span.end) for span in whole[first:]]
