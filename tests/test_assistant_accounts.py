"""Accounts: who gives which value, what is newer, what differs, what leans on what."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.accounts import accounts_of, independent_origins
from assistant.reading import Read
from assistant.reading.choosing import Scored
from assistant.reading.deciding import Signs
from assistant.reading.evidence import Quotable, ReadSentence, attribution_of
from assistant.types import Account, Evidence
from assistant.understanding import kind_of
from index import Article, Hit, Passage, Span, Why

DEAD = "How many people died in the fire at Pellworth?"


def told(
    outlet: str,
    day: int,
    text: str,
    *,
    title: str = "The fire at Pellworth",
    published: bool = True,
) -> ReadSentence:
    """Read a sentence, an article of its own, as its [marks] say; out on a day of March 2031."""
    out = date(2031, 3, day) if published else None
    start, end = text.find("["), text.find("]") - 1
    text = text.replace("[", "").replace("]", "")
    article = Article(id=f"{outlet}-{day}", text=text, title=title, outlet=outlet, published=out)
    passage = Passage.cut(article, Span(0, len(text)))
    evidence = Evidence.cut(article, passage, 0, len(text), attribution_of(text))
    read = Read(0.95, start, end, 0.9) if start >= 0 else Read(0.05)
    return ReadSentence(Quotable(evidence, Hit(passage, 1.0, 1, Why())), read)


def accounts(question: str, *told: ReadSentence, less: float = 0.0) -> tuple[Account, ...]:
    """Lay side by side what sentences give, each by `less` less likely than the one before."""
    read = [Scored(each, Signs(0.0), 0.95 - at * less) for at, each in enumerate(told)]
    return accounts_of(question, kind_of(question), read)


def standings(account: Account) -> list[tuple[str, str]]:
    return [(version.value, version.status) for version in account.versions]


def values(question: str, *told: ReadSentence, less: float = 0.0) -> list[str]:
    found = accounts(question, *told, less=less)
    return [version.value for account in found for version in account.versions]


COUNCIL_FIRST = told(
    "Echo", 3, "[Six] people died in the fire at Pellworth, the Lyn Council said on Monday."
)
COUNCIL_LATER = told(
    "Echo", 5, "[Nine] people died in the fire at Pellworth, the Lyn Council said on Wednesday."
)
BRIGADE = told(
    "Courier", 5, "[Twelve] people died in the fire at Pellworth, the Harbour Brigade said."
)


# What is newer, and what differs


def test_a_teller_s_newest_figure_is_updated_and_stands_before_the_earlier_one():
    (account,) = accounts(DEAD, COUNCIL_FIRST, COUNCIL_LATER)
    assert standings(account) == [("Nine people", "updated"), ("Six people", "earlier")]


def test_the_figures_of_two_tellers_differ():
    (account,) = accounts(DEAD, COUNCIL_LATER, BRIGADE)
    assert standings(account) == [("Nine people", "differs"), ("Twelve people", "differs")]
    assert [each.speaker for each in account.versions] == ["the Lyn Council", "the Harbour Brigade"]


def test_what_the_news_told_without_a_speaker_is_updated_by_the_news_of_a_later_day():
    first = told("Beacon", 8, "[Four] people died in the fire at Pellworth.")
    later = told("Courier", 9, "[Nine] people have died in the fire at Pellworth.")
    (account,) = accounts(DEAD, first, later)
    assert standings(account) == [("Nine people", "updated"), ("Four people", "earlier")]


def test_of_one_day_no_figure_of_the_news_is_older_than_another():
    one = told("Beacon", 8, "[Four] people died in the fire at Pellworth.")
    other = told("Courier", 8, "[Nine] people died in the fire at Pellworth.")
    (account,) = accounts(DEAD, one, other)
    assert standings(account) == [("Four people", "differs"), ("Nine people", "differs")]


def test_what_another_outlet_repeats_of_an_earlier_figure_does_not_differ_from_the_newest():
    repeated = told("Post", 4, "[Six] people died in the fire at Pellworth, a reader writes.")
    (account,) = accounts(DEAD, COUNCIL_FIRST, repeated, COUNCIL_LATER)
    assert standings(account) == [("Nine people", "updated"), ("Six people", "earlier")]


def test_a_minister_by_his_last_name_speaks_for_his_ministry():
    before = (
        "With Works Minister Ida Moor at the dam: it will cost [two million crowns], Moor said."
    )
    now = "The dam will cost [three million crowns], the Ministry of Works said."
    (account,) = accounts("How much will it cost?", told("Echo", 9, now), told("Echo", 3, before))
    assert [each.status for each in account.versions] == ["updated", "earlier"]


def test_a_figure_carries_the_day_its_sentence_names():
    late = told("Post", 9, "On Monday, 3 March, [six people] died in the fire at Pellworth.")
    (account,) = accounts(DEAD, late)
    (version,) = account.versions
    assert (version.day, version.number) == (date(2031, 3, 3), 6.0)


def test_a_figure_of_one_place_beside_that_of_all_is_about_something_else():
    part = told("Post", 5, "[Four] people died of the fire at Pellworth in Ostermere.")
    (account,) = accounts(DEAD, COUNCIL_LATER, part)
    assert standings(account) == [("Nine people", "agrees"), ("Four people", "other scope")]


def test_a_figure_that_has_risen_updates_the_one_before_whoever_told_it():
    one = told("Beacon", 8, "[Four] people died in the fire at Pellworth, fire chief Penn says.")
    new = told("Beacon", 9, "The dead of the fire at Pellworth have risen [to nine], Holm says.")
    (account,) = accounts(DEAD, one, new)
    assert standings(account) == [("nine", "updated"), ("Four people", "earlier")]


def test_more_in_one_place_than_in_all_is_no_part_and_differs():
    more = told("Post", 5, "[Forty] people died of the fire at Pellworth in Ostermere, it said.")
    (account,) = accounts(DEAD, COUNCIL_LATER, more)
    assert ("Forty people", "differs") in standings(account)


# When two values are one


def test_one_number_in_figures_and_in_words_is_one_version_of_two_origins():
    digits = told("Courier", 5, "The fire at Pellworth killed [9 people], the mayor of Lyn said.")
    (account,) = accounts(DEAD, COUNCIL_LATER, digits)
    (version,) = account.versions
    assert (version.status, version.origins, account.origins) == ("agrees", 2, 2)


@pytest.mark.parametrize("number", ["12\u00a0500", "12\u202f500", "12.500", "12 500"])
def test_thousands_parted_by_a_space_or_a_point_are_the_same_number(number):
    one = told("Post", 3, "A crowd of [12,500] people came to the Marl match, the league said.")
    other = told(
        "Echo", 3, f"A crowd of [{number} people] came to the Marl match, the police said."
    )
    (account,) = accounts("How many people came to the Marl match?", one, other)
    assert standings(account) == [("12,500 people", "agrees")]


def test_a_number_marked_in_part_is_given_whole():
    text = "A crowd of 12\u00a0[500] people came to the Marl match."
    assert values("How many people came to the Marl match?", told("Post", 3, text)) == [
        "12\u00a0500 people"
    ]


@pytest.mark.parametrize(
    ("number", "is_same"),
    [("19,000,100", True), ("18,990,000", True), ("19.2 million", False), ("21 million", False)],
)
def test_a_number_and_it_rounded_are_one(number, is_same):
    one = told("Post", 3, "The lunch with Ida Moor cost [19 million crowns].")
    other = told("Echo", 3, f"The lunch with Ida Moor cost [{number} crowns].")
    (account,) = accounts("How much did the lunch with Ida Moor cost?", one, other)
    assert (not account.is_disputed) == is_same


def test_a_weekday_and_the_date_of_that_day_are_one():
    weekday = told("Post", 7, "Queen Ida II died [on Thursday] at the castle.")
    day = told("Echo", 9, "Queen Ida II died [on 6 March 2031], the palace said.")
    (account,) = accounts("When did Queen Ida II die?", weekday, day)
    assert standings(account) == [("6 March 2031", "agrees")]


def test_a_name_and_a_part_of_it_are_one():
    one = told("Post", 3, "The vote was won by [Bertil Oskerby], the office said.")
    other = told("Echo", 3, "[Oskerby] won the vote, the union said.")
    assert values("Who won the vote?", one, other) == ["Bertil Oskerby"]


# What is no value of what was asked


def test_another_town_s_count_is_no_value():
    other = told("Post", 3, "The town of Arnholt counted [10] storks.", title="Storks in Arnholt")
    assert values("How many storks did Varnholm count?", other) == []


def test_of_two_towns_that_the_question_does_not_name_only_the_likelier_is_shown():
    one = told("Post", 3, "The town of Arnholt counted [10] storks.", title="Storks in Arnholt")
    other = told("Post", 4, "The town of Carrow counted [12] storks.", title="Storks in Carrow")
    assert values("how many storks did the town count", one, other) == ["10 storks"]


def test_another_thing_s_price_is_no_value():
    dam = told("Post", 3, "The dam at Yarnel cost [2 million crowns].", title="The dam is full")
    assert values("How much did the ferry cost?", dam) == []


def test_another_storm_s_dead_are_no_earlier_figure():
    ian = told("Post", 9, "Hurricane Ida killed [125 people].", title="After the storm")
    andrew = told("Post", 2, "Hurricane Moor killed [43 people].", title="Storms of old")
    assert values("How many people died in Hurricane Ida?", ian, andrew) == ["125 people"]


def test_a_figure_of_years_ago_is_no_figure_of_now():
    now = told("Post", 3, "A litre of milk costs [5 crowns] on Thornsay.")
    then = told("Echo", 3, "In July 2008 a litre of milk cost [4 crowns] on Thornsay.")
    assert values("How much does milk cost on Thornsay?", now, then) == ["5 crowns"]


def test_the_number_of_a_date_that_the_question_names_is_no_count():
    text = "On [5 March] the number of dead from the ferry had risen."
    question = "How many people had died on the ferry in March?"
    assert values(question, told("Gazette", 6, text, title="The ferry")) == []


@pytest.mark.parametrize("change", ["is up [2 crowns]", "costs [2 crowns more]"])
def test_what_a_price_rose_by_is_no_price(change):
    text = f"A litre of milk {change} than last year on Thornsay."
    assert values("How much does milk cost on Thornsay?", told("Post", 3, text)) == []


def test_a_sentence_that_is_much_less_likely_gives_no_value():
    assert values(DEAD, COUNCIL_LATER, BRIGADE, less=0.5) == ["Nine people"]


@pytest.mark.parametrize(
    "text",
    [
        "About [40 per cent] of the people at Pellworth died in the fire.",
        "The people who died in the fire at Pellworth leave [2 million crowns].",
        "The people died in the fire at Pellworth before [20:00], the mayor said.",
        "The people died in the fire at Pellworth in [2030], the mayor said.",
        "The people died in the fire at Pellworth at [06.15], the mayor said.",
        "The people died in the fire at Pellworth at [11.00], the mayor said.",
        "The people who died in the fire at Pellworth lived on the [third] floor.",
    ],
)
def test_a_number_of_another_unit_is_no_count_of_people(text):
    assert values(DEAD, told("Post", 3, text)) == []


def test_a_count_goes_with_what_is_counted_and_not_with_what_became_of_it():
    text = "In all [83] people fell ill at Pellworth."
    assert values("How many people fell ill at Pellworth?", told("Post", 3, text)) == ["83 people"]


def test_nobody_is_thousands_of_years_old():
    text = "Ben Ochs saw the crowd of [12,500] at Pellworth."
    assert values("How old is Ben Ochs?", told("Post", 3, text)) == []


def test_a_count_of_people_is_no_price():
    text = "The fair at Pellworth cost [300 people] a day."
    assert values("How much did the fair at Pellworth cost?", told("Post", 3, text)) == []


def test_the_missing_beside_the_dead_are_no_version():
    wrong = told("Post", 4, "Eleven people died in the fire at Pellworth and [41] are missing.")
    assert values(DEAD, COUNCIL_LATER, wrong) == ["Nine people"]


def test_a_lone_number_counts_where_the_marks_stand_beside_it():
    text = "[The number] of dead in the fire at Pellworth is now nine, the hospital says."
    assert values(DEAD, told("Post", 3, text)) == ["nine"]


def test_of_all_that_is_marked_the_number_nearest_to_what_is_asked_counts():
    both = told("Echo", 4, "[The ill at Pellworth are 48, and three have died] in the fire.")
    assert values(DEAD, both) == ["three"]


def test_tomorrow_is_no_day_of_what_has_been():
    right = told("Post", 7, "Queen Ida II died [on Thursday].", title="The queen")
    other = told("Echo", 7, "The funeral of Queen Ida II begins [tomorrow].", title="The queen")
    assert values("When did Queen Ida II die?", right, other) == ["Thursday"]


def test_the_day_of_another_s_death_is_no_earlier_one():
    right = told("Post", 7, "Queen Ida II died [on Thursday].", title="The queen")
    other = told("Echo", 7, "Prince Bram died [on 9 April 2021].", title="Queen Ida II is dead")
    assert values("When did Queen Ida II die?", right, other) == ["Thursday"]


def test_the_first_word_of_a_sentence_is_no_name_of_another():
    text = "Eleven miners drowned in the flood of [3 November 2029]."
    mine = told("Post", 7, text, title="The mine at Hask")
    assert values("When did the mine at Hask flood?", mine) == ["3 November 2029"]


def test_the_day_of_speaking_is_no_day_of_what_is_spoken_about():
    text = "The school at Lower Marl will close, its head Ina Roth told parents [on Thursday]."
    assert values("When will the school at Lower Marl close?", told("Post", 7, text)) == []


def test_a_day_that_is_told_from_another_event_is_not_that_event_s():
    text = "The search ended [on Wednesday], eight days after the ferry Luna sank."
    assert values("When did the ferry Luna sink?", told("Post", 20, text)) == []


def test_the_day_of_closing_is_no_day_of_opening():
    opened = told("Post", 7, "The school at Marl opened [in 1931].", title="The school")
    closed = told("Echo", 7, "The school at Marl closed [in 1998].", title="The school")
    assert values("When did the school at Marl open?", opened, closed) == ["1931"]


@pytest.mark.parametrize("words", ["he", "which of the two ships", "the Pellworth fire"])
def test_a_pronoun_a_question_and_the_question_s_own_words_name_nobody(words):
    text = f"It is not known what [{words}] had to do with it."
    assert values("Who lit the fire at Pellworth?", told("Post", 3, text)) == []


def test_a_title_makes_no_other_person():
    met = told("Post", 3, "[Rep. J. D. Moor Jr.] met the miners at Pellworth.")
    spoke = told("Echo", 3, "[Mr. Moor] met the miners at Pellworth, the union said.")
    assert len(values("Who met the miners at Pellworth?", met, spoke)) == 1


def test_within_an_article_a_sentence_that_names_what_is_asked_goes_before_one_that_does_not():
    whole = told("Post", 9, "Hurricane Ida killed [125 people].")
    part = told("Post", 9, "[Four people] died in North Lyn.", title="After Hurricane Ida")
    assert values("How many people died in Hurricane Ida?", whole, part) == ["125 people"]


def test_values_that_gainsay_the_likeliest_sentence_are_not_laid_beside_it():
    part = told("Post", 9, "[Four people] died in North Lyn.", title="After Hurricane Ida")
    whole = told("Post", 9, "Hurricane Ida killed [125 people].")
    assert values("How many people died in Hurricane Ida?", part, whole) == []


def test_a_day_marked_with_a_place_is_no_part_of_it():
    text = "Queen Ida II died [on Thursday at Harrow Castle], the palace said."
    assert values("Where did Queen Ida II die?", told("Post", 7, text)) == ["Harrow Castle"]


def test_a_day_is_no_place():
    text = "Queen Ida II died there [on Thursday], the palace said."
    assert values("Where did Queen Ida II die?", told("Post", 7, text)) == []


def test_each_side_s_culprit_stands_with_who_says_so():
    (account,) = accounts(
        "Who is to blame for the collision?",
        told("Echo", 4, "[An Ostran cutter] rammed it in the collision, the Lyn Navy said."),
        told("Post", 4, "[A Lynish ferry] caused the collision, the Ostran Embassy said."),
    )
    assert {(each.speaker, each.value) for each in account.versions} == {
        ("the Lyn Navy", "An Ostran cutter"),
        ("the Ostran Embassy", "A Lynish ferry"),
    }


def test_two_names_in_the_news_are_no_accounts_that_differ():
    one = told("Echo", 4, "[Ida Moor] sang at the fair of Pellworth.")
    other = told("Post", 4, "At the fair of Pellworth the crowd heard [Petra Holm] sing.")
    assert values("Who sang at the fair of Pellworth?", one, other) == ["Ida Moor"]


def test_what_two_speakers_name_for_an_open_question_need_not_be_of_one_thing():
    one = told("Echo", 4, "Flood water filled [Ostermere], the governor of Lyn said.")
    other = told("Post", 4, "The Lyn Council said that [Pellworth] had been warned of a flood.")
    assert values("Which town was under flood water?", one, other) == ["Ostermere"]


def test_two_texts_that_are_the_same_but_for_one_name_differ_in_it():
    one = told("Echo", 4, "The album Low Tide is an album by the band [Grey Herons].")
    other = told("Post", 4, "The album Low Tide is an album by the band [Ida Moor].")
    found = values("Who is the artist of the album Low Tide?", one, other)
    assert found == ["Grey Herons", "Ida Moor"]


def test_a_name_that_was_marked_in_part_is_given_whole():
    text = "The fire at Pellworth was lit by Bertil [Oskerby], who was seen."
    assert values("Who lit the fire at Pellworth?", told("Post", 3, text)) == ["Bertil Oskerby"]


def test_a_place_is_given_with_the_region_behind_it():
    text = "The ferry Luna was built in [Lyn], Ostermere, by two brothers."
    assert values("Where was the ferry Luna built?", told("Post", 3, text)) == ["Lyn, Ostermere"]


def test_a_word_that_was_marked_in_part_is_given_whole():
    text = "Low Tide is a [Finnish]-language series."
    found = values("What is the language of the series Low Tide?", told("Post", 3, text))
    assert found == ["Finnish-language"]


def test_texts_that_are_no_news_each_tell_what_they_are_about():
    one = told("", 1, "Ida Moor (born [3 May 1943]) was a painter.", title="", published=False)
    other = told("", 2, "Ida Moor (born [1971]) is a singer.", title="", published=False)
    (account,) = accounts("When was Ida Moor born?", one, other)
    assert standings(account) == [("3 May 1943", "differs"), ("1971", "differs")]


# No account


def test_a_question_for_no_value_has_no_account():
    assert accounts("Why did the fire at Pellworth spread?", COUNCIL_LATER) == ()


def test_what_did_not_happen_has_no_account():
    assert accounts("Who did not die in the fire at Pellworth?", COUNCIL_LATER) == ()


def test_sentences_without_a_value_have_no_account():
    nothing = told("Echo", 4, "The fire at Pellworth was seen from [the other shore].")
    assert accounts(DEAD, nothing) == ()


def test_nothing_read_has_no_account():
    assert accounts(DEAD) == ()


# Origins


def origins(*told: ReadSentence) -> int:
    return independent_origins([each.quotable.evidence for each in told])


def test_copies_of_one_text_count_once():
    copy = told("Post", 6, COUNCIL_LATER.quotable.evidence.quote)
    assert origins(COUNCIL_LATER, copy, BRIGADE) == 2


def test_one_speaker_counts_once_whoever_passes_it_on():
    other = told("Post", 5, "The quay will stay shut for weeks, the Lyn Council said.")
    assert origins(COUNCIL_LATER, other) == 1


def test_no_evidence_has_no_origin():
    assert origins() == 0
