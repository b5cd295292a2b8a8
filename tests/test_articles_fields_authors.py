from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.people import read_authors

TWO = ("Mara Quill", "Teo Brandt")


@pytest.mark.parametrize(
    "stated",
    [
        "By Mara Quill and Teo Brandt", "Mara Quill, Teo Brandt", "Mara Quill | Teo Brandt",
        "Mara Quill & Teo Brandt", "Von Mara Quill und Teo Brandt", "Par Mara Quill et Teo Brandt",
        "Por Mara Quill y Teo Brandt", "di Mara Quill e Teo Brandt",
        "Door Mara Quill en Teo Brandt",
        "Quill, Mara; Brandt, Teo", "['Mara Quill', 'Teo Brandt']", '["Mara Quill", "Teo Brandt"]',
        ["By Mara Quill", "Teo  Brandt"], ["Mara Quill and Teo Brandt"],
        [{"name": "Mara Quill"}, {"first_name": "Teo", "last_name": "Brandt"}],
        [{"@type": "Person", "name": "Mara Quill"}, "Teo Brandt", "Mara Quill"],
        ["Mara Quill Teo Brandt", "Mara Quill", "Teo Brandt"], "Mara Quill, mara quill, Teo Brandt",
        ["Mara Quill and Teo Brandt", "Mara Quill", "Teo Brandt"],
    ],
)  # fmt: skip
def test_two_authors_are_two_in_every_way_of_writing_them(stated):
    assert read_authors(stated) == TWO


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("By Mara Quill, Teo Brandt, and Ada Fenn", ("Mara Quill", "Teo Brandt", "Ada Fenn")),
        ("Quill, Mara", ("Mara Quill",)),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Tomas de la Cruz", ("Tomas de la Cruz",)),
        ("Lars von Hagen", ("Lars von Hagen",)),
        ("王磊、李娜", ("王磊", "李娜")),
        ({"original": "By Mara Quill"}, ("Mara Quill",)),
        ("[[Mara Quill]]", ("Mara Quill",)),
        (["Mara Quill", "Mara Quill Brandt"], ("Mara Quill", "Mara Quill Brandt")),
        (["Ann Ann", "Ann"], ("Ann Ann", "Ann")),
    ],
)
def test_a_name_stays_one(stated, names):
    assert read_authors(stated) == names


@pytest.mark.parametrize("stated", [7, None, "", "[]", [], {}, {"id": 3}, "12345", [["a"], 3]])
def test_what_holds_no_name_gives_none(stated):
    assert read_authors(stated) in ((), ("a",))


@given(st.recursive(st.text(max_size=30), lambda x: st.lists(x, max_size=3), max_leaves=6))
def test_nothing_stated_for_an_author_raises(stated):
    assert all(read_authors(stated)) or read_authors(stated) == ()
