from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.articles.named_outlets import split_named_outlets
from index.types import NamedOutlet

BODY = "The quay at Lumen Bay was closed on Tuesday.\nNobody was hurt."
FERRY = NamedOutlet("Tidewire", "Ferry ’stuck’: captain speaks")
HULL = NamedOutlet("Radio Lumen", "Hull patched – in a day")


@pytest.mark.parametrize(
    "heading",
    [
        "Sources and related",
        "SOURCES & RELATED:",
        "## Sources",
        "**Related articles**",
        "**See also:**",
        "Further reading",
        "References",
    ],
)
@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "– ", "1. ", ""])
def test_the_list_under_any_usual_heading_leaves_the_text_and_is_read(heading, bullet):
    ferry = f"{bullet}Tidewire: Ferry ’stuck’: captain speaks"
    hull = f"{bullet}Radio Lumen – Hull patched – in a day"
    assert split_named_outlets(f"{BODY}\n{heading}\n{ferry}\n{hull}") == (BODY, (FERRY, HULL))


@pytest.mark.parametrize(
    "line",
    [
        "- [Tidewire: Ferry ’stuck’: captain speaks](https://tide.example/1)",
        "- Tidewire: [Ferry ’stuck’: captain speaks](https://tide.example/1)",
        "- **Tidewire:** Ferry ’stuck’: captain speaks",
        "- *Tidewire* - Ferry ’stuck’: captain speaks https://tide.example/1",
        "- Tidewire: Ferry ’stuck’:\n  captain speaks",
    ],
)
def test_an_entry_is_reduced_to_its_words(line):
    assert split_named_outlets(f"{BODY}\nSources\n{line}") == (BODY, (FERRY,))


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n- Tidewire: Ferry stuck",
        "Related\nThe council met again. It decided: no bridge, and that was that for the year.",
        "Sources\nThe minister: we have nothing to add.",
        "Related:\n\nFerry row: what we know\n\nThe council met on Monday and decided nothing.",
        "See also\n- Why ferries stop\n- Who mends them\n- Tidewire: Ferry stuck",
        f"Sources\n- Tidewire: {'word ' * 80}",
        "Our sources and related people\n- Tidewire: Ferry stuck",
    ],
)
def test_what_is_no_list_of_outlets_stays_in_the_text(text):
    assert split_named_outlets(text) == (text, ())


@pytest.mark.parametrize("bullet", ["- ", ""])
def test_prose_after_the_list_stays(bullet):
    text = (
        f"{BODY}\nSources\n{bullet}Tidewire: Ferry stuck\n{bullet}Bay Post: Hull\n\nMore on Friday."
    )
    rest, named = split_named_outlets(text)
    assert rest == f"{BODY}\n\nMore on Friday."
    assert [each.outlet for each in named] == ["Tidewire", "Bay Post"]


def test_a_list_of_bare_addresses_leaves_the_text_and_names_nobody():
    text = f"{BODY}\nSources\n- https://tide.example/1\nhttps://bay.example/2"
    assert split_named_outlets(text) == (BODY, ())


def test_a_headline_without_an_outlet_is_kept_among_entries_that_have_one():
    _, named = split_named_outlets("Sources\n- Tidewire: Ferry\n- Bay Post: Hull\n- Quay closed")
    assert named[-1] == NamedOutlet("", "Quay closed")


LINES = st.sampled_from(
    [
        "Sources and related",
        "Related:",
        "- Tidewire: Ferry",
        "* x",
        "1. [a](b): c",
        "",
        "---",
        "Prose.",
    ]
)


@given(st.lists(LINES | st.text(max_size=40)).map("\n".join))
@example("Sources\n" * 3 + "- a: b\nand")
def test_whatever_goes_in_only_whole_lines_leave(text):
    rest, _ = split_named_outlets(text)
    lines = iter(text.split("\n"))
    assert rest == "" or all(line in lines for line in rest.split("\n"))
