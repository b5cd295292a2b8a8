"""Accounts: who gives which value, what is newer, what differs, what leans on what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from assistant.accounts import accounts_of, independent_origins
from assistant.evidence import Quotable, attribution_of
from assistant.question import kind_of
from assistant.types import Account, Evidence
from index import Article, Hit, Passage, Span, Why

DEAD = "How many people died in the fire at Pellworth?"


def told(outlet: str, day: int, text: str, *, published: bool = True) -> Evidence:
    """Make an article of one sentence, out on a day of March 2031 where it has one."""
    out = date(2031, 3, day) if published else None
    article = Article(
        id=f"{outlet}-{day}", text=text, title="The fire at Pellworth", outlet=outlet, published=out
    )
    passage = Passage.cut(article, Span(0, len(text)))
    return Evidence.cut(article, passage, 0, len(text), attribution_of(text))


def alike(queries: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Find every text half as alike as can be."""
    return np.full((len(queries), len(texts)), 0.5, np.float32)


def accounts(question: str, *evidence: Evidence) -> tuple[Account, ...]:
    found = [
        Quotable(each, Hit(Passage.cut(each.article, Span(0, each.end)), 1.0, rank, Why()))
        for rank, each in enumerate(evidence, 1)
    ]
    return accounts_of(question, kind_of(question), found, similar=alike)


def standings(account: Account) -> list[tuple[str, str]]:
    return [(version.value, version.status) for version in account.versions]


COUNCIL_FIRST = told(
    "Echo", 3, "Six people died in the fire at Pellworth, the Lyn Council said on Monday."
)
COUNCIL_LATER = told(
    "Echo", 5, "Nine people died in the fire at Pellworth, the Lyn Council said on Wednesday."
)
BRIGADE = told(
    "Courier", 5, "Twelve people died in the fire at Pellworth, the Harbour Brigade said."
)


def test_a_teller_s_newest_figure_is_updated_and_stands_before_the_earlier_one():
    (account,) = accounts(DEAD, COUNCIL_FIRST, COUNCIL_LATER)
    assert standings(account) == [("Nine people", "updated"), ("Six people", "earlier")]


def test_the_figures_of_two_tellers_differ():
    (account,) = accounts(DEAD, COUNCIL_LATER, BRIGADE)
    assert sorted(standings(account)) == [("Nine people", "differs"), ("Twelve people", "differs")]
    assert {version.speaker for version in account.versions} == {
        "the Lyn Council",
        "the Harbour Brigade",
    }


def test_a_figure_carries_the_day_its_sentence_names():
    late = told("Post", 9, "On Monday, 3 March, six people died in the fire at Pellworth.")
    (account,) = accounts(DEAD, late)
    (version,) = account.versions
    assert (version.day, version.number) == (date(2031, 3, 3), 6.0)


def test_one_number_in_figures_and_in_words_is_one_version_of_two_origins():
    digits = told("Courier", 5, "The fire at Pellworth killed 9 people, the mayor of Lyn said.")
    (account,) = accounts(DEAD, COUNCIL_LATER, digits)
    (version,) = account.versions
    assert (version.status, version.origins, account.origins) == ("agrees", 2, 2)


def test_the_missing_beside_the_dead_are_no_version():
    both = told("Echo", 4, "Six people died in the fire at Pellworth and 41 are missing.")
    (account,) = accounts(DEAD, both)
    assert standings(account) == [("Six people", "agrees")]


def test_what_not_stands_before_is_no_version():
    text = "There had been 189 people on board the ferry at Pellworth and not 187."
    (account,) = accounts("How many people were on board the ferry?", told("Echo", 4, text))
    assert standings(account) == [("189 people", "agrees")]


def test_what_another_outlet_repeats_of_an_earlier_figure_does_not_differ_from_the_newest():
    repeated = told("Post", 4, "Six people died in the fire at Pellworth, a reader writes.")
    (account,) = accounts(DEAD, COUNCIL_FIRST, repeated, COUNCIL_LATER)
    assert ("Six people", "earlier") in standings(account)


def test_each_side_s_culprit_stands_with_who_says_so():
    (account,) = accounts(
        "Who is to blame for the collision?",
        told("Echo", 4, "An Ostran cutter rammed the ferry in the collision, the Lyn Navy said."),
        told("Post", 4, "A Lynish ferry caused the collision, the Ostran Embassy said."),
    )
    assert {(each.speaker, each.value) for each in account.versions} == {
        ("the Lyn Navy", "An Ostran cutter"),
        ("the Ostran Embassy", "A Lynish ferry"),
    }


def test_two_texts_that_are_the_same_but_for_one_name_differ_in_it():
    one = told("Echo", 4, "The album Low Tide is an album by the band Grey Herons.")
    other = told("Post", 4, "The album Low Tide is an album by the band Ida Moor.")
    (account,) = accounts("Who is the artist of the album Low Tide?", one, other)
    assert {each.value for each in account.versions} == {"Grey Herons", "Ida Moor"}


def test_a_question_for_no_value_has_no_account():
    assert accounts("Why did the fire at Pellworth spread?", COUNCIL_LATER) == ()


def test_sentences_without_a_value_have_no_account():
    nothing = told("Echo", 4, "The fire at Pellworth was seen from the other shore.")
    assert accounts(DEAD, nothing) == ()


def test_copies_of_one_text_count_once():
    copy = told("Post", 6, COUNCIL_LATER.quote)
    assert independent_origins([COUNCIL_LATER, copy, BRIGADE]) == 2


def test_one_speaker_counts_once_whoever_passes_it_on():
    other = told("Post", 5, "The quay will stay shut for weeks, the Lyn Council said.")
    assert independent_origins([COUNCIL_LATER, other]) == 1


def test_no_evidence_has_no_origin():
    assert independent_origins([]) == 0
