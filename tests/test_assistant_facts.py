"""What a sentence states that can be compared: numbers, days and names, in whatever form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts import days_in, implied_in, names_in, numbers_in, vocabulary_of, words_of

WEDNESDAY = date(2031, 8, 13)


def says_number(text, claim):
    known = [*numbers_in(text), *implied_in(text)]
    return all(any(one.is_borne_out_by(other) for other in known) for one in numbers_in(claim))


def says_date(text, claim, published=WEDNESDAY):
    known = days_in(text, published)
    return all(
        any(one.is_borne_out_by(other) for other in known) for one in days_in(claim, published)
    )


def says_name(text, claim):
    known = vocabulary_of(words_of(text))
    return all(known.has(name) for name in names_in(words_of(claim)))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("three hundred marchers", "300 marchers"),
        ("$5bn", "5 billion dollars"),
        ("$5,000,000,000", "$5bn"),
        ("1,840 tickets", "1840 tickets"),
        ("12\u202f500 tickets", "12,500 tickets"),
        ("12\u00a0500 tickets", "12,500 tickets"),
        ("12\u2009500 tickets", "12,500 tickets"),
        ("12 500 tickets", "12,500 tickets"),
        ("12’500 tickets", "12,500 tickets"),
        ("3 000,50 crowns", "3,000.5 crowns"),
        ("12.500 tickets", "12,500 tickets"),
        ("1.84 billion crowns", "1,840 million crowns"),
        ("sixty per cent", "60%"),
        ("the third boat", "the 3rd boat"),
        ("half of the crew", "50 percent of the crew"),
        ("a dozen lamps", "12 lamps"),
        ("twenty-one boats", "21 boats"),
        ("5 to 10 million crowns", "5 million crowns"),
        ("a man aged 34", "a 34-year-old man"),
        ("two and a half million people", "2.5 million people"),
        ("three hundred and five thousand people", "305,000 people"),
        ("two weeks", "14 days"),
        ("both sisters", "two sisters"),
        ("at 8.15pm", "at 20.15"),
        ("20 years after the flood", "the 20th anniversary of the flood"),
        ("298 lamps", "nearly 300 lamps"),
        ("312 lamps", "more than 300 lamps"),
        ("290 lamps", "fewer than 300 lamps"),
        ("340 people", "hundreds of people"),
    ],
)
def test_a_number_is_the_same_in_every_form(text, claim):
    assert numbers_in(claim)
    assert says_number(text, claim)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("298 lamps", "300 lamps"),
        ("240 lamps", "nearly 300 lamps"),
        ("290 lamps", "more than 300 lamps"),
        ("12 per cent", "$12"),
        ("48 cases", "48%"),
        ("$5bn", "€5bn"),
        ("three days", "three weeks"),
        ("hundreds of people", "thousands of people"),
        ("hundreds of people", "300 people"),
        ("one of the boats", "two of the boats"),
    ],
)
def test_another_number_or_unit_is_told_apart(text, claim):
    assert not says_number(text, claim)


@pytest.mark.parametrize("text", ["one of the boats", "no one came", "an F-35", "Covid-19"])
def test_what_counts_nothing_is_no_number(text):
    assert numbers_in(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("on Tuesday", "12 August"),
        ("on Tuesday", "August 12, 2031"),
        ("on Tuesday", "in August 2031"),
        ("yesterday", "on Tuesday"),
        ("in March", "in 2031"),
        ("last month", "in July"),
        ("two years ago", "in 2029"),
        ("It will open next Friday.", "22 August 2031"),
        ("It will open on Friday.", "It opens on 15 August."),
        ("12 August 2031", "12 August"),
        ("2031-08-12", "12th of August 2031"),
        ("in 1994", "in the 1990s"),
    ],
)
def test_a_date_is_borne_out_by_the_same_days_or_fewer(text, claim):
    assert days_in(claim, WEDNESDAY)
    assert says_date(text, claim)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("on Tuesday", "on Monday"),
        ("on Tuesday", "5 August"),
        ("in August 2031", "12 August 2031"),
        ("in 2031", "in March 2031"),
        ("12 August 2030", "12 August 2031"),
    ],
)
def test_another_day_or_a_more_precise_one_is_not_borne_out(text, claim):
    assert not says_date(text, claim)


def test_without_a_day_of_publication_the_words_of_a_date_still_count():
    assert says_date("on Tuesday, 12 August 2031", "on Tuesday, August 12", published=None)
    assert not says_date("on Tuesday", "12 August", published=None)


@pytest.mark.parametrize("text", ["It may rain.", "They march on.", "The minister, Ida May, left."])
def test_a_month_is_no_verb_and_no_person(text):
    assert days_in(text, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("the National Security Council of Ovandra", "said the NSC"),
        ("said the NSC", "said the National Security Council"),
        ("Ida Moor came", "they met Mr Moor"),
        ("Renée Askvold came", "they met Renee Askvold"),
        ("Ovandra’s navy", "in the Ovandran navy"),
        ("Joss Merridane came", "they met Joss Meridane"),
        ("the U.S. navy", "the navy of the United States"),
    ],
)
def test_a_name_is_the_same_in_every_form(text, claim):
    assert names_in(words_of(claim))
    assert says_name(text, claim)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ida Moor came", "they met Ida Dray"),
        ("Ida Moor came", "Dray said so"),
        ("the port of Lyn", "the port of Kettlehaven"),
        ("in Gambia", "in Zambia"),
        ("the National Security Council", "said the NTC"),
    ],
)
def test_another_name_is_told_apart(text, claim):
    assert not says_name(text, claim)


def test_days_headlines_and_first_words_are_no_names():
    assert names_in(words_of("On Tuesday in March, the mayor left.")) == []
    assert names_in(words_of("Ferry Of The Lyn Line Runs Aground Near Pellworth")) == []
    assert [name.is_open for name in names_in(words_of("Turnout was high."))] == [True]


@given(st.text())
def test_any_text_can_be_read(text):
    for one in (*numbers_in(text), *days_in(text, WEDNESDAY), *names_in(words_of(text))):
        assert one.span.of(text)
