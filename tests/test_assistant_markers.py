"""Markers never reach the text, half a marker is never shown, and every sentence keeps its own."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.types import DraftSentence
from assistant.writing.markers import (
    MarkerParser,
    Marks,
    SentenceStream,
    defused,
    has_all,
    numbered_lines,
)

LABELS = ("k3f9", "a2b4")
# Pieces that break naive reading: halves of markers, code, abbreviations, quotes and lists.
PIECES = (
    *(
        "[k3f9]",
        "[a2b4].",
        "[zz99]",
        "[",
        "]",
        "[[",
        "【k3f9】",
        "(k3f9)",
        "(",
        ")",
        "[k3f9, ",
        "k3",
    ),
    *(
        "`",
        "``",
        "```",
        "\n",
        " ",
        "  ",
        "Mr. ",
        "U.S. ",
        "said. ",
        "“We wait. ",
        "”",
        '"',
        "*",
        "**",
    ),
    *("- ", "1. ", "# ", "quay ", "The ", "and ", ", ", "!", "?", "[the minister] ", "[2031]", "é"),
)
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)
CUTS = st.lists(st.integers(0, 200), max_size=12).map(sorted)


def chunks(text: str, cuts: list[int]) -> list[str]:
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]


def read(*parts: str) -> list[str | Marks]:
    """Give what a parser makes of `parts`, strings that follow each other joined."""
    parser, joined = MarkerParser(LABELS), []
    for item in [each for part in parts for each in parser.feed(part)] + parser.end():
        if isinstance(item, str) and joined and isinstance(joined[-1], str):
            joined[-1] += item
        else:
            joined.append(item)
    return joined


def labels(text: str) -> list[str]:
    return [label for item in read(text) if isinstance(item, Marks) for label in item.labels]


def sentences(*parts: str) -> list[DraftSentence]:
    stream = SentenceStream(LABELS)
    return [each for part in parts for each in stream.feed(part)] + stream.end()


def drafted(text: str) -> list[tuple[str, ...]]:
    return [(each.text, *each.labels) for each in sentences(text)]


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("[k3f9]", ["k3f9"]),
        ("[[k3f9]]", ["k3f9"]),
        ("[k3f9, a2b4]", ["k3f9", "a2b4"]),
        ("[k3f9; a2b4 and k3f9]", ["k3f9", "a2b4"]),
        ("[k3f9][a2b4]", ["k3f9", "a2b4"]),
        ("[[k3f9], [a2b4]]", ["k3f9", "a2b4"]),
        ("【k3f9】", ["k3f9"]),
        ("［k3f9］", ["k3f9"]),
        ("(k3f9)", ["k3f9"]),
        ("(see k3f9, a2b4)", ["k3f9", "a2b4"]),
        ("[source: k3f9]", ["k3f9"]),
        ("[Source:k3f9]", ["k3f9"]),
        ("[^k3f9]", ["k3f9"]),
        ("[K3F9]", ["k3f9"]),
        ("[ k3 f9 ]", ["k3f9"]),
        ("[k3f9: The Saltmarsh Post]", ["k3f9"]),
        ("[zz99]", ["zz99"]),
        ("[k3f9, 1]", ["k3f9", "1"]),
        ("[99]", ["99"]),
        ("[source 3]", ["3"]),
    ],
)
def test_the_usual_ways_to_write_a_marker_are_read_and_leave_the_text(written, named):
    assert labels(f"It ran {written}, then sank.") == named
    assert "".join(x for x in read(f"It ran{written}.") if isinstance(x, str)) == "It ran."


@pytest.mark.parametrize(
    "prose",
    [
        "[sic]",
        "[the minister]",
        "[2031]",
        "(zz99)",
        "(1)",
        "(k3f9 and so on)",
        "[]",
        "[12:30]",
        "k3f9",
    ],
)
def test_brackets_of_prose_stay_in_the_text(prose):
    assert read(f"It ran {prose} on.") == [f"It ran {prose} on."]


def test_a_label_that_was_never_given_is_read_as_unknown():
    assert read("[k3f9, zz99]") == [Marks(("k3f9", "zz99"), ("zz99",), "[k3f9, zz99]")]


@pytest.mark.parametrize(
    "code",
    [
        "`ropes[k3f9]`",
        "``a ` [k3f9]``",
        "```\nropes [k3f9]\n```",
        "````\n``` [k3f9]\n````",
        "```\n[1]",
    ],
)
def test_code_is_passed_through_untouched(code):
    assert read(f"Say {code}") == [f"Say {code}"]


def test_a_backtick_that_nothing_closes_hides_no_marker():
    assert labels("``We wait'' [k3f9]\nand ` [a2b4]") == ["k3f9", "a2b4"]


@pytest.mark.parametrize(
    "half", ["[", "[k3", "[[k3f9]", "[k3f9, ", "【k", "(k3f9", "[source:", "`[k3"]
)
def test_half_a_marker_is_held_back_until_it_is_decided(half):
    parser = MarkerParser(LABELS)
    assert "".join(parser.feed(f"It ran {half}")) == "It ran "
    given_out = [*parser.feed(" in the end, as everybody at the quay had said\n"), *parser.end()]
    assert "".join(each if isinstance(each, str) else each.written for each in given_out) == (
        f"{half} in the end, as everybody at the quay had said\n"
    )


@pytest.mark.parametrize(("half", "named"), [("[k3f9", "k3f9"), ("[k3", "k3"), ("(k3f9", "k3f9")])
def test_a_marker_cut_off_at_the_end_of_the_text_is_not_shown(half, named):
    assert read(f"It ran {half}") == [
        "It ran ",
        Marks((named,), () if named in LABELS else (named,), half),
    ]


@given(TEXT, CUTS)
@example("``` [k3f9]````[k3f9]`", [3, 11, 13])
def test_markers_are_the_same_however_the_text_is_cut(text, cuts):
    assert read(*chunks(text, cuts)) == read(*text) == read(text)


@given(TEXT)
def test_nothing_of_a_text_is_lost_and_nothing_is_added(text):
    given_out = [item if isinstance(item, str) else item.written for item in read(text)]
    assert "".join(given_out) == text


@given(TEXT, CUTS)
@example("It ran. [k3f9]\n[a2b4]\nIt sank.", [8, 20])
def test_sentences_are_the_same_however_the_text_is_cut(text, cuts):
    assert sentences(*chunks(text, cuts)) == sentences(*text) == sentences(text)


@given(TEXT)
@example("\n[a2b4].")
def test_every_label_that_stands_behind_a_word_is_some_sentence_s(text):
    text = f"The ferry ran {text}"
    assert {label for each in sentences(text) for label in each.labels} == set(labels(text))


@given(TEXT)
def test_no_marker_is_left_in_what_was_defused(text):
    parser = MarkerParser(())
    plain = defused(text.replace("`", ""))
    assert not any(isinstance(item, Marks) for item in [*parser.feed(plain), *parser.end()])


def test_what_is_no_marker_is_not_defused():
    assert defused("[k3f9] and [[1]], 【2】, but [sic] [2031]") == (
        "(k3f9) and ((1)), (2), but [sic] [2031]"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ran [k3f9]. It sank [a2b4].", [("It ran.", "k3f9"), ("It sank.", "a2b4")]),
        ("It ran. [k3f9] It sank. [a2b4]", [("It ran.", "k3f9"), ("It sank.", "a2b4")]),
        ("It ran.[k3f9]It sank.[a2b4]", [("It ran.", "k3f9"), ("It sank.", "a2b4")]),
        ("It ran [k3f9], then [a2b4] sank.", [("It ran, then sank.", "k3f9", "a2b4")]),
        ("It ran [k3f9], [a2b4]. It sank.", [("It ran.", "k3f9", "a2b4"), ("It sank.",)]),
        ("It ran [k3f9] and [a2b4].", [("It ran.", "k3f9", "a2b4")]),
        ("It ran (see [k3f9]).", [("It ran.", "k3f9")]),
        ("It ran [k3f9][k3f9] [zz99].", [("It ran.", "k3f9", "zz99")]),
        ("It ran.\n[k3f9]\n\nIt sank.", [("It ran.", "k3f9"), ("It sank.",)]),
        ("[k3f9] It ran.\n[a2b4] It sank.", [("It ran.", "k3f9"), ("It sank.", "a2b4")]),
        ("In the U.S. [k3f9] The quay is shut.", [("In the U.S.", "k3f9"), ("The quay is shut.",)]),
        ("At 5 p.m. [k3f9] on Monday it ran.", [("At 5 p.m. on Monday it ran.", "k3f9")]),
    ],
)
def test_a_marker_goes_to_the_sentence_it_stands_in_or_behind(text, expected):
    assert drafted(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Moor met Gen. Dray on Jan. 5 at No. 5 Quay Street.",
        "The U.S. Navy sent 3.5 million ropes.",
        "“We wait. We sail. We come back,” he said.",
        '"We wait. We sail," he said.',
        "It ran (nobody knew. Nobody asked) and sank.",
        "What is `ropes[k3f9]` for?",
        "They were f*** angry at 5 * 3.",
    ],
)
def test_a_sentence_is_cut_neither_at_abbreviations_nor_inside_quotes(sentence):
    assert [each.text for each in sentences(*f"{sentence} It sank.")] == [sentence, "It sank."]


@pytest.mark.parametrize(
    "text",
    [
        "- It ran.",
        "* **It ran.**",
        "1. It *ran*.",
        "2) __It__ ran.",
        "## It ran.",
        "It  ran . [k3f9]",
    ],
)
def test_markdown_and_stray_spaces_are_taken_off(text):
    assert [each.text for each in sentences(text)] == ["It ran."]


@pytest.mark.parametrize("text", ["It [ran](http://ostermere.example/a).", "It ![ran](x)."])
def test_a_link_keeps_its_words_and_loses_its_address(text):
    assert [each.text for each in sentences(text)] == ["It ran."]


def test_a_list_is_one_sentence_a_line():
    assert drafted("- It ran [k3f9]\n- It sank [a2b4]\n---\n") == [
        ("It ran", "k3f9"),
        ("It sank", "a2b4"),
    ]


def test_a_sentence_comes_as_soon_as_the_next_one_has_begun():
    stream = SentenceStream(LABELS)
    assert stream.feed("It met Mr. Moor. [k3f9] It") == []
    assert stream.feed(" ") == [DraftSentence("It met Mr. Moor.", ("k3f9",))]


@pytest.mark.parametrize(
    "number", ["1. ", "1) ", "1: ", "**1.** ", "1 . ", "Sentence 1: ", "- 1. ", "1."]
)
def test_a_repaired_sentence_is_found_by_its_number(number):
    assert numbered_lines(f"Here they are:\n\n{number}It ran [k3f9].", LABELS) == {
        1: [DraftSentence("It ran.", ("k3f9",))]
    }


def test_a_sentence_that_is_given_up_has_nothing_in_its_place():
    assert numbered_lines("1. -\n2. — [k3f9]\n3.\n4. It ran.", LABELS) == {
        1: [],
        2: [],
        3: [],
        4: [DraftSentence("It ran.")],
    }


def test_a_reply_without_numbers_is_about_the_only_sentence():
    assert numbered_lines("It ran [k3f9].\nIt sank.", LABELS) == {
        1: [DraftSentence("It ran.", ("k3f9",)), DraftSentence("It sank.")]
    }


def test_a_line_goes_on_below_its_number_but_not_after_a_blank_line():
    assert numbered_lines("1. It ran [k3f9].\nIt sank.\n\nI hope this helps.", LABELS) == {
        1: [DraftSentence("It ran.", ("k3f9",)), DraftSentence("It sank.")]
    }


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("1. The ferry ran.\n2. It", False),
        ("1. The ferry ran.\n2. It sank.\n", True),
        ("2. It sank.\n", False),
        ("1. The ferry ran.\n3. M", True),
    ],
)
def test_a_reply_is_there_when_its_last_number_is_whole_or_a_further_one_begins(text, is_there):
    assert has_all(text, 2) is is_there


def sentences_of(text: str, labels=LABELS) -> list[tuple[str, tuple[str, ...]]]:
    stream = SentenceStream(labels)
    found = [each for word in text for each in stream.feed(word)] + stream.end()
    return [(each.text, each.labels) for each in found]


@pytest.mark.parametrize(
    "written",
    [
        "<think>The ferry sank. [k3f9] No, wait.</think>The ferry ran.",
        "<THINKING>\nHm.\n</THINKING>\n\nThe ferry ran.",
        "Answer: The ferry ran.",
        "**Answer:** The ferry ran.",
        "### Answer\nThe ferry ran.",
        "According to the passage, the ferry ran.",
        "The ferry ran.\nSource: The Saltmarsh Post",
        "The ferry ran. Sources: 1, 2",
        "- The ferry ran.",
    ],
)
def test_what_models_put_around_an_answer_is_no_part_of_it(written):
    assert sentences_of(written) == [("The ferry ran.", ())]


@pytest.mark.parametrize(
    "written",
    ["[2] The ferry ran.", "The ferry ran (2).", "The ferry ran. (Source: 2)", "The ferry ran [2]"],
)
def test_a_number_is_a_label_wherever_a_model_puts_it(written):
    [(text, labels)] = sentences_of(written, ("1", "2"))
    assert (text.rstrip("."), labels) == ("The ferry ran", ("2",))


@pytest.mark.parametrize(
    "prose", ["5 < 7, he said.", "According to the council, it ran.", "The source was: rain."]
)
def test_prose_that_looks_like_it_stays(prose):
    assert sentences_of(prose) == [(prose, ())]
