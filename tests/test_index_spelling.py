"""Misspelled words: a near word of the archive is meant, and what is no error stays."""

from __future__ import annotations

import pytest
from doubles import BRIDGE, FERRY, article, make_index

from assistant.understanding import read_as
from index.search.spelling import near_word

COUNTS = {
    "astrolabe": 3, "election": 9, "Election": 1, "goat": 2, "Brandelow": 4, "selection": 1,
    "harbour": 8, "Moor": 5, "moon": 9,
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("astrolbe", "astrolabe"),  # a letter missing
        ("astroalbe", "astrolabe"),  # two exchanged
        ("asstrolabbe", "astrolabe"),  # two too many, in a long word
        ("elecion", "election"),
        ("Brandelw", "Brandelow"),
        ("brandelw", "Brandelow"),
        ("harbuor", "harbour"),
        ("zarbour", ""),  # of a short word the first letter is right
        ("harr", ""),
        ("Harbuor", ""),  # a name is no common word
        ("Brndelw", ""),  # in a name one letter may be missing,
        ("Brandellow", "Brandelow"),  # or doubled,
        ("Brandeolw", "Brandelow"),  # or exchanged with the next:
        ("Brandilow", ""),  # with another letter it is another name
        ("selecction", "selection"),  # of a word that stands there once, one letter
        ("sellecction", ""),
        ("moo", ""),
    ],
)
def test_a_word_is_read_as_its_nearest_neighbour(word, meant):
    assert near_word(word, COUNTS) == meant


def test_of_two_near_words_the_frequent_one_is_meant():
    assert near_word("hallt", {"halls": 2, "halt": 7}) == "halt"


def test_only_words_that_are_not_known_are_corrected_and_told():
    text, read = read_as(
        "Who stole the astrolbe?", is_known=lambda word: word != "astrolbe", near="{}!".format
    )
    assert text == "Who stole the astrolbe!?"
    assert read == (("astrolbe", "astrolbe!"),)


@pytest.mark.parametrize("others", [[], [BRIDGE]])
def test_words_are_counted_anew_when_articles_have_changed(tmp_path, others):
    with make_index(tmp_path, FERRY, *others) as index:
        assert index.near_word("Pelworth") == "Pellworth"
        index.remove(["ferry"])
        assert index.near_word("Pelworth") == ""


def test_a_word_counts_once_an_article(tmp_path):
    often = article("a", "The halls are closed. " * 60)
    with make_index(tmp_path, often, *(article(x, f"Trams halt at {x}.") for x in "bc")) as index:
        assert index.near_word("hallt") == "halt"
