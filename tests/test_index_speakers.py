"""Who speaks in an archive: kept once articles are heard, listed, joined, and searched by."""

from __future__ import annotations

from datetime import date

import pytest
from doubles import article, hear, make_index

from index import Filters, is_same_speaker, people_called

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
    assert (first.statements, first.first, first.last) == (3, date(2031, 3, 4), date(2031, 3, 4))


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


CALDERS = [
    article("dyke", "Minister Ruth Calder spoke on Tuesday. “It will hold,” Calder said."),
    article("knee", "Jim Calder tore a muscle, his club said. “It hurts,” Calder said."),
    article("fine", "Judge Paul Calder was fined. “I will not pay,” Calder said."),
]


def test_people_of_one_surname_are_told_apart_by_their_articles(tmp_path):
    with make_index(tmp_path / "archive", *CALDERS) as made:
        hear(made)
        spoken = {each.name: each.articles for each in made.speakers() if "Calder" in each.name}
        found = made.search("What was said?", filters=Filters(speaker="Jim Calder"))
        assert spoken == {"Minister Ruth Calder": 1, "Jim Calder": 1, "Judge Paul Calder": 1}
        assert {hit.passage.article_id for hit in found} == {"knee"}


def test_a_surname_alone_is_not_joined_with_a_full_name_but_with_its_title_it_is(tmp_path):
    added = [
        article("one", "The dyke will hold, Mayor Ida Moor said."),
        article("two", "The bridge is safe, Moor said."),
        article("three", "The quay is shut, Mayor Moor said."),
    ]
    with make_index(tmp_path / "archive", *added) as made:
        hear(made)
        assert {each.name: each.articles for each in made.speakers()} == {
            "Mayor Ida Moor": 2,
            "Moor": 1,
        }


def test_an_article_counts_once_for_a_speaker_with_several_names(tmp_path):
    text = "Mayor Ida Moor said that it rained. Ida Moor said that it would rain again."
    with make_index(tmp_path / "archive", article("rain", text)) as made:
        hear(made)
        [moor] = made.speakers()
        assert (moor.statements, moor.articles) == (2, 1)


@pytest.mark.parametrize(
    ("asked", "people"),
    [
        ("Calder", ["Jim Calder", "Paul Calder", "Ruth Calder"]),
        ("Jim Calder", []),
        ("Moor", ["Ida Moor"]),
    ],
)
def test_a_surname_tells_who_may_be_meant(asked, people):
    names = [
        "Moor's Defence Ministry",
        "a court of Moor",
        "Minister Ruth Calder",
        "Ruth Calder",
        "Jim Calder",
        "Judge Paul Calder",
        "Ida Moor",
    ]
    assert people_called(asked, names) == people
