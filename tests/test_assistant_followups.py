"""Follow-up questions: what leans on the conversation is written out, the rest is left alone."""

from __future__ import annotations

import pytest

from assistant.types import Exchange
from assistant.understanding.followups import follow_up, follow_ups, points_back, standalone


def talk(*questions: str) -> list[Exchange]:
    return [Exchange(question) for question in questions]


FERRIES = talk("Tell me about the Northmoor ferries.")
STORM = talk("What happened in the Saltmarsh storm?")
ELECTION = talk("Who won the 2031 election in Northmoor?")


@pytest.mark.parametrize(
    "question", ["Is it treatable?", "And in 2020?", "Why?", "What about him?"]
)
def test_without_a_history_a_question_stays_as_it_is(question):
    assert standalone(question, []) == question


@pytest.mark.parametrize(
    ("question", "written_out"),
    [
        ("When do they sail?", "When do the Northmoor ferries sail?"),
        ("Who built them?", "Who built the Northmoor ferries?"),
        ("What is their speed?", "What is the Northmoor ferries’ speed?"),
    ],
)
def test_a_pronoun_is_replaced_by_the_topic(question, written_out):
    assert standalone(question, FERRIES) == written_out


@pytest.mark.parametrize(
    ("question", "written_out"),
    [
        ("How many people died?", "How many people died (the Saltmarsh storm)?"),
        ("What were the causes?", "What were the causes (the Saltmarsh storm)?"),
        ("Why?", "Why (happened in the Saltmarsh storm)?"),
        ("Who paid for this?", "Who paid for this (the Saltmarsh storm)?"),
    ],
)
def test_a_part_left_out_stands_in_brackets(question, written_out):
    assert standalone(question, STORM) == written_out


@pytest.mark.parametrize(
    "question",
    [
        "Who is Ada Quill?",
        "What is a buoy?",
        "When did Port Ellisane get its lighthouse?",
        "What was the Saltmarsh storm like?",
        "Did the harbour master who was on duty that night warn every crew in time?",
        "Thanks!",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question):
    assert standalone(question, STORM) == question


def test_a_new_topic_takes_the_place_of_the_old_one():
    history = talk("Tell me about the Northmoor ferries.", "What is a buoy?")
    assert standalone("How does it float?", history) == "How does a buoy float?"


def test_it_means_one_and_they_mean_many():
    history = talk("Tell me about the Northmoor ferries.", "What is the Saltmarsh lighthouse?")
    assert standalone("Are they late?", history) == "Are the Northmoor ferries late?"
    assert standalone("Is it lit?", history) == "Is the Saltmarsh lighthouse lit?"


@pytest.mark.parametrize(
    ("question", "written_out"),
    [
        ("And in 2027?", "Who won the 2027 election in Northmoor?"),
        ("What about in Saltmarsh?", "Who won the 2031 election in Saltmarsh?"),
        ("And by how much?", "Who won the 2031 election in Northmoor (by how much)?"),
    ],
)
def test_a_fragment_asks_the_last_question_again(question, written_out):
    assert standalone(question, ELECTION) == written_out


def test_a_name_after_what_about_takes_the_place_of_the_name_before():
    asked = talk("Does anybody pay Ada Quill?")
    assert standalone("And Tom Reyes?", asked) == "Does anybody pay Tom Reyes?"


def test_a_short_form_is_written_out():
    history = talk("What was the Quill and Reyes expedition?")
    assert standalone("What did the expedition find?", history) == (
        "What did the Quill and Reyes expedition find?"
    )


def test_there_is_the_place_last_spoken_of():
    history = talk("What are the best hotels in Port Ellisane?")
    assert standalone("Who lives there?", history) == "Who lives in Port Ellisane?"
    assert standalone("Is there a buoy that Ada Quill likes?", history).startswith(
        "Is there a buoy"
    )


def test_he_is_whom_the_last_question_named():
    history = talk("Why did Tom Reyes resign?")
    assert standalone("How old is he?", history) == "How old is Tom Reyes?"


def test_he_is_whom_the_answer_named_when_the_question_asked_who():
    history = [Exchange("Who is the mayor of Northmoor?", "On Friday the mayor, Ida Moor, spoke.")]
    assert standalone("What did she say?", history) == "What did Ida Moor say?"


def test_a_happening_stands_in_brackets_for_it():
    history = talk("When did Northmoor invade Saltmarsh?")
    assert standalone("Why did it happen?", history) == (
        "Why did it happen (Northmoor invade Saltmarsh)?"
    )


def test_a_pronoun_for_something_in_the_same_question_is_left_alone():
    question = "What is the Galleon Prize and who won it?"
    assert standalone(question, STORM) == question


@pytest.mark.parametrize(
    ("question", "written_out"),
    [
        ("When did it leave?", "When did the barge leave?"),
        (
            "And according to the owner?",
            "How many crates did the barge carry according to the owner?",
        ),
        ("According to whom?", "How many crates did the barge carry according to whom?"),
    ],
)
def test_a_question_is_neither_about_what_it_asks_for_nor_about_who_says_so(question, written_out):
    history = talk("How many crates did the barge carry according to the port?")
    assert standalone(question, history) == written_out


def test_a_pronoun_of_another_number_than_the_topic_is_not_replaced():
    assert standalone("Are they late?", STORM) == "Are they late (the Saltmarsh storm)?"
    assert standalone("Is it late?", FERRIES) == "Is it late (the Northmoor ferries)?"


def test_what_stands_before_of_is_a_side_of_the_topic():
    history = talk("What was the turnout of the referendum?")
    assert standalone("When was it held?", history) == "When was the referendum held?"


@pytest.mark.parametrize(
    "question",
    ["Who won the referendum?", "When did the barge sink?", "What was the price of the bridge?"],
)
def test_a_fact_of_something_new_is_asked_on_its_own(question):
    assert standalone(question, STORM) == question


def test_after_a_change_of_topic_the_old_one_is_not_carried():
    history = [*STORM, *talk("Who won the referendum?")]
    assert standalone("By how many votes?", history) == "By how many votes (the referendum)?"


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Who leads the inquiry?", "An inquiry has begun."), ("Whom did the police arrest?", "")],
)
def test_what_an_answer_spoke_of_or_acts_everywhere_is_no_new_topic(question, answer):
    history = [Exchange("What happened in the Saltmarsh storm?", answer)]
    assert standalone(question, history).endswith("(the Saltmarsh storm)?")


def test_what_somebody_says_is_said_of_the_topic():
    written_out = standalone("What does Ada Quill say?", STORM)
    assert written_out == "What does Ada Quill say (the Saltmarsh storm)?"


@pytest.mark.parametrize(
    ("question", "is_completed"),
    [
        ("What were the bangs?", True),
        ("What does Ada Quill say?", True),
        ("Is it over?", False),
        ("Who paid for this?", False),
        ("How many people died?", False),
        ("What did the police say?", False),
        ("Who is Ada Quill?", False),
    ],
)
def test_completed_is_what_may_be_asked_without_the_addition(question, is_completed):
    assert follow_up(question, STORM).is_completed is is_completed


def test_the_words_carried_are_those_the_question_did_not_have():
    assert follow_up("Is it over?", STORM).carried == ("Saltmarsh", "storm")
    assert follow_up("Who is Ada Quill?", STORM).carried == ()


def test_an_answer_gives_no_word_but_a_name():
    history = [Exchange("What is a buoy?", "A buoy is a float that marks a channel.")]
    assert standalone("Is it heavy?", history) == "Is a buoy heavy?"


@pytest.mark.parametrize("odd", ["", "?", "it", "and", "What about?", "(((", "\n", "ITS " * 1000])
def test_odd_questions_do_no_harm(odd):
    assert isinstance(standalone(odd, [*FERRIES, Exchange(odd, odd)]), str)


@pytest.mark.parametrize(
    "question",
    [
        "Which outlet reported this week that Saltmarsh lost its ferry to Northmoor?",
        "Northmoor lost its harbour, its ferry and its mayor in March. Where did they go?",
        "What did Northmoor's council announce it would do about the quay and its old cranes?",
    ],
)
def test_a_question_that_says_much_stands_alone_whatever_its_pronouns(question):
    assert standalone(question, STORM) == question


def test_this_week_points_to_nothing_that_was_spoken_of():
    assert not points_back("Who resigned this week?")
    assert points_back("Who paid for this?")


@pytest.mark.parametrize(
    ("asked", "question", "written_out"),
    [
        (
            "What did the minister say about the dam?",
            "And the contractor?",
            "What did the contractor say about the dam?",
        ),
        (
            "How much will the dam cost according to the ministry?",
            "and the Audit Office?",
            "How much will the dam cost according to the Audit Office?",
        ),
    ],
)
def test_another_speaker_is_asked_the_same(asked, question, written_out):
    assert standalone(question, talk(asked)) == written_out


def test_who_said_that_asks_for_the_speaker_of_what_was_answered():
    history = [Exchange("What is lost?", "Nine boats sank at the quay. More may follow.")]
    assert standalone("Who said that?", history) == "Who said that Nine boats sank at the quay?"


def test_she_is_a_woman_of_the_answer_and_no_body_or_ship():
    people = ("the Coast Guard", "Ilse Rannoway")
    history = [Exchange("Who leads the search?", "She leads it, Karl Moor said.", people)]
    assert standalone("What did she say?", history) == "What did Ilse Rannoway say?"


def test_it_that_was_published_is_no_office():
    history = talk("What did the Audit Office find?")
    assert (
        standalone("When was it published?", history) == "When was it published (the Audit Office)?"
    )


def test_what_only_leads_over_is_left_out_of_account():
    history = talk("What did the Audit Office find?")
    assert standalone("ok and who won the referendum?", history) == "ok and who won the referendum?"


def test_words_to_look_for_may_stand_alone_and_the_likelier_answer_decides():
    texts = [each.text for each in follow_ups("Dunvarrow cases", STORM)]
    assert texts == ["Dunvarrow cases (the Saltmarsh storm)", "Dunvarrow cases"]
