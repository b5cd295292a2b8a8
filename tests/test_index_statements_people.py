"""Whom a mention stands for: people inside their article first, and nobody rather than another."""

from __future__ import annotations

import pytest

from index.statements import statements_in

TWO = (
    "Environment minister Ruth Calder met builder Jim Calder, no relation, on Tuesday. "
    "Jim Calder said that the stones were soft. "
)


def name_of(text, content):
    """Give whom the statement about `content` is given to."""
    at = text.index(content)
    [found] = [e for e in statements_in(text) if e.content[0].start <= at < e.content[-1].end]
    return found.name.of(text)


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        ("Calder said that the club would pay.", "Paul Orrin Calder"),
        ("Mr. Calder said that the club would pay.", "Paul Orrin Calder"),
        ("The coach said that the club would pay.", "Paul Orrin Calder"),
        ("Paul said that the club would pay.", "Paul Orrin Calder"),
        ("He said that the club would pay.", "Paul Orrin Calder"),
    ],
)
def test_a_short_mention_is_given_the_full_name_of_its_article(behind, name):
    assert name_of(f"Coach Paul Orrin Calder left on Sunday. {behind}", "the club").endswith(name)


def test_a_full_name_that_comes_later_counts_as_well():
    text = "“The dyke will hold,” Calder said. Ruth Calder has been minister for a year."
    assert name_of(text, "The dyke") == "Ruth Calder"


def test_of_two_people_of_one_surname_a_title_tells_which():
    assert name_of(f"{TWO}Ms. Calder said that the dyke would hold.", "the dyke") == "Ruth Calder"
    assert name_of(f"{TWO}The minister said that the dyke would hold.", "the dyke") == "Ruth Calder"


def test_where_two_people_fit_a_surname_it_stays_as_it_is():
    assert name_of(f"{TWO}Calder said that it would take a year.", "it would") == "Calder"


def test_a_surname_that_may_be_of_two_does_not_pass_to_a_third():
    text = f"Diver Otto Berg was there. {TWO}Calder sighed. He said that it would take a year."
    assert "Berg" not in name_of(text, "it would")


def test_of_two_in_one_sentence_she_is_the_one_known_to_be_a_woman():
    text = "Doctor Samira Haddad treated the striker Yusuf Demir. “He needs rest,” she said."
    assert name_of(text, "He needs").endswith("Samira Haddad")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Last night Khadija Noor said that the race was hard.", "Khadija Noor"),
        (
            "Minister Ida Moor was late. Speaking on Radio Marl, she said that it rained.",
            "Ida Moor",
        ),
        ("OSLO (Marlwire) - Ida Moor spoke. “It rains,” she said, and that it rained.", "Ida Moor"),
        ("First Minister Ida Moor said that it rained all day.", "First Minister Ida Moor"),
        ("June Calloway came home. “It rained all day,” Calloway said.", "June Calloway"),
        ("Weld lost to Irena Dahl, 14. “It rained,” Dahl said, and said no more.", "Irena Dahl"),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(text, name):
    assert name in name_of(text, "rain" if "rain" in text else "the race")
