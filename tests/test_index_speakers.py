"""Who speaks in an archive: kept once articles are heard, listed, joined, and searched by."""

from __future__ import annotations

from datetime import date

import pytest
from doubles import article, hear, make_index

from index import Filters, is_same_speaker

QUAY = article(
    "quay",
    "The quay is shut, Ida Moor said on Monday. She said that it would open in May.\n"
    "The Harbour Ministry said that two cranes were lost. "
    "“We will lift them,” Mayor Ida Moor said, as reported by Coast Wire.",
    title="Quay shut",
    outlet="Lyn Leader",
    published=date(2031, 3, 4),
)
BRIDGE = article(
    "bridge",
    "The bridge needs a new cable, Tom Lyn said. Moor said that the bridge was safe.",
    title="Bridge",
    outlet="Hill Post",
    published=date(2031, 5, 6),
)


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", QUAY, BRIDGE) as made:
        hear(made)
        yield made


def test_statements_are_kept_with_the_article_and_read_back_as_they_were(index):
    from index import statements_in

    kept = index.statements(["quay", "bridge"])
    assert kept == {each.id: statements_in(each.text) for each in (QUAY, BRIDGE)}
    assert all(kept.values())


def test_the_names_of_one_speaker_are_joined_with_her_pronoun(index):
    first = index.speakers()[0]
    assert first.name.endswith("Ida Moor")
    assert (first.statements, first.first, first.last) == (4, date(2031, 3, 4), date(2031, 5, 6))


def test_only_who_speaks_of_a_topic_is_listed_for_it(index):
    names = {each.name for each in index.speakers("cable")}
    assert "Tom Lyn" in names
    assert "Harbour Ministry" not in names


def test_a_search_limited_to_a_speaker_finds_passages_where_she_speaks_or_passes_on(index):
    def found(speaker):
        hits = index.search("the bridge", filters=Filters(speaker=speaker))
        return {hit.passage.article_id for hit in hits}

    assert found("Tom Lyn") == {"bridge"}
    assert found("Ida Moor") == {"bridge", "quay"}
    assert found("Coast Wire") == {"quay"}
    assert found("Nobody Known") == set()


def test_what_a_replaced_article_said_is_forgotten(index):
    index.add([article("bridge", "The bridge is open, Una Reed said.", outlet="Hill Post")])
    hear(index)
    names = {each.name for each in index.speakers()}
    assert "Una Reed" in names
    assert "Tom Lyn" not in names


@pytest.mark.parametrize(
    ("said_by", "asked", "is_one"),
    [
        ("the Ministry of Health", "Health Ministry", True),
        ("Health Minister Oona Prask", "the health minister", True),
        ("the ministry", "Health Ministry", False),
        ("Ida Moor", "Health Ministry", False),
        ("Harbourmaster Ines Dray", "ines dray", True),
        ("she", "Ida Moor", False),
    ],
)
def test_an_office_is_told_by_all_its_words(said_by, asked, is_one):
    assert is_same_speaker(said_by, asked) is is_one
