"""Rendering what a model wrote: other words than the source's, doubts, and what did not hold."""

from dataclasses import replace

import pytest
from answers import AGROUND, BRIDGE_QUOTE, CITATIONS, FIRST, NOTHING_HELD, SECOND, WRITTEN, evidence
from doubles import FERRY
from markdown_it import MarkdownIt

from assistant.rendering import as_html, as_markdown, as_text, sources, verdict, writing
from assistant.types import ShortAnswer, Writing

RENDERERS = (as_text, as_markdown, as_html)
LATE = "The ferry was reportedly late by twelve minutes when it left the quay."
WIDE = {"width": 500}


def lines_under(label: str, text: str) -> list[str]:
    """Give the lines a terminal shows below the source `label`."""
    block = next(each for each in text.split("\n\n") if each.startswith(f"[{label}] "))
    return [line.strip() for line in block.splitlines()[1:]]


def test_a_source_that_two_sentences_lean_on_is_given_once():
    assert [each.quote for each in sources(CITATIONS)] == [FIRST, SECOND, BRIDGE_QUOTE]


def test_a_source_is_in_doubt_where_the_words_of_any_sentence_are():
    doubted = replace(CITATIONS[3], verdict="not_found")
    assert list(sources((CITATIONS[2], doubted))) == [doubted]
    assert list(sources((doubted, CITATIONS[2]))) == [doubted]


def test_the_terminal_shows_the_words_behind_a_sentence_that_says_it_in_others():
    lines = lines_under("2", as_text(WRITTEN, **WIDE))
    assert lines[:2] == [f"“{SECOND}”", "said by Harbourmaster Ines Dray"]


def test_the_terminal_shows_them_even_where_another_sentence_has_the_same_words():
    other, alike = (replace(CITATIONS[3], verbatim=verbatim) for verbatim in (False, True))
    shown = [as_text(replace(WRITTEN, citations=(each,)), **WIDE) for each in (other, alike)]
    assert [text.count(BRIDGE_QUOTE) for text in shown] == [2, 1]


def test_a_quote_broken_over_two_lines_is_not_shown_twice():
    broken = replace(CITATIONS[3].evidence, quote=BRIDGE_QUOTE.replace("closed ", "closed\n"))
    answer = replace(WRITTEN, citations=(replace(CITATIONS[3], evidence=broken),))
    assert as_text(answer, **WIDE).count(BRIDGE_QUOTE) == 1


def test_a_footnote_has_the_quotes_behind_a_sentence_that_says_it_in_other_words():
    footnote = next(line for line in as_markdown(WRITTEN).splitlines() if line.startswith("[^2]:"))
    assert f"“{SECOND}” (said by Harbourmaster Ines Dray; characters" in footnote


def test_several_labels_of_a_sentence_stand_behind_it_and_apart():
    assert f"{AGROUND} [1][2][3]" in as_text(WRITTEN, **WIDE)
    assert f"{AGROUND}[^1] [^2] [^3] " in as_markdown(WRITTEN)


@pytest.mark.parametrize(
    ("verbatim", "held", "said"),
    [
        (True, "exact", "quoted word for word"),
        (False, "exact", "the words it rests on"),
        (False, "stitched", "the words quoted are put together from several places"),
    ],
)
def test_only_a_sentence_with_the_source_s_own_words_is_called_a_quotation(verbatim, held, said):
    assert verdict(replace(CITATIONS[0], verbatim=verbatim, verdict=held)) == said


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, "Written by m."),
        ({"pieces": 1}, "Written by m from 1 passage."),
        ({"repaired": 2}, "Written by m; 2 sentences repaired."),
        ({"finish": "cut off"}, "Written by m; cut off at the most it may write."),
    ],
)
def test_one_line_tells_how_a_model_wrote_it(changed, line):
    assert writing(replace(WRITTEN, writing=Writing(model="m", **changed))) == line


def test_the_line_about_the_writing_is_the_same_wherever_it_is_shown():
    line = "Written by tidal-1 from 5 passages; 1 sentence repaired, 2 sentences left out; "
    for render in RENDERERS:
        assert f"{line}interrupted." in " ".join(render(WRITTEN).split())
        assert "Written by" not in render(replace(WRITTEN, writing=None))


def test_an_answer_of_which_nothing_held_is_not_called_written():
    assert writing(NOTHING_HELD).startswith("Tried with tidal-1 on 5 passages; 1 sentence rep")


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("answer", [WRITTEN, replace(NOTHING_HELD, notice=WRITTEN.notice)])
def test_a_reader_is_told_what_to_know_of_how_the_answer_came_about(render, answer):
    assert "The model went silent before it was done." in render(answer)


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("answer", [WRITTEN, NOTHING_HELD])
def test_what_did_not_hold_is_shown_with_its_reasons_on_request_alone(render, answer):
    shown = render(answer, dropped=True)
    for words in ("Left out, because it did not hold:", "Sixty drowned.", "It names no source."):
        assert words in shown
        assert words not in render(answer)


@pytest.mark.parametrize("render", RENDERERS)
def test_what_was_found_beside_a_text_that_broke_off_is_shown(render):
    broken = replace(WRITTEN, nearest=(evidence(FERRY, LATE),))
    assert f"“{LATE}”" in " ".join(render(broken).split())
    assert "Found beside it:" in render(broken)
    assert "Found beside it:" not in render(WRITTEN)


def test_what_did_not_hold_cannot_look_cited():
    assert "- It sank (3)." in as_text(WRITTEN, dropped=True)
    assert r"- It sank \[3\]." in as_markdown(WRITTEN, dropped=True)


def test_reasons_are_a_list_below_each_sentence_in_markdown():
    page = MarkdownIt().render(as_markdown(WRITTEN, dropped=True))
    flaw = "<ul>\n<li>The sources do not say “sixty”.</li>\n</ul>"
    assert f"<li>Sixty drowned.\n{flaw}\n</li>" in page


def test_a_number_that_a_reader_of_markdown_would_count_otherwise_is_written_out():
    answer = replace(WRITTEN, short=ShortAnswer("Tuesday", "3", 0, 0, 0, 0))
    shown = as_markdown(answer)
    assert r"**Tuesday**\[3\][^3]" in shown
    assert rf"{AGROUND}\[1\][^1] \[2\][^2] \[3\][^3] " in shown
    assert "\n[^1]: \\[1\\] The Saltmarsh Post" in shown
