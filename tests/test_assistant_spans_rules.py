"""The short answer: whose verb it is, whose role, and what is no answer at all."""

from __future__ import annotations

import pytest

from assistant.spans import find_span


def found(question, kind, *sentences, least=0.4):
    span = find_span(question, kind, sentences, least=least)
    return span and sentences[span.sentence][span.start : span.end]


@pytest.mark.parametrize(
    "number", ["Several hundred", "Hundreds of", "A few thousand", "Dozens of", "Half the"]
)
def test_a_vague_number_is_no_answer(number):
    sentence = f"{number} people walked to the harbour."
    assert found("How many people walked to the harbour?", "how many", sentence, least=0.0) is None


def test_one_of_several_is_no_count():
    sentence = "One of the crews left the harbour."
    assert found("How many crews left the harbour?", "how many", sentence, least=0.0) is None


def test_a_count_wins_over_a_vague_number_before_it():
    sentences = ("Several hundred people walked to the harbour.", "The police counted 600 people.")
    answer = found("How many people walked to the harbour?", "how many", *sentences, least=0.0)
    assert answer == "600"


def test_what_something_costs_is_money():
    sentence = "The Lyn bridge will cost 2.6 billion crowns, the ministry said."
    assert found("What will the Lyn bridge cost?", "other", sentence) == "2.6 billion crowns"


@pytest.mark.parametrize(
    ("question", "kind", "sentences"),
    [
        (
            "What will the Lyn bridge cost?",
            "other",
            ("The Lyn bridge will cost $3 million.", "The Lyn bridge will cost $4 million."),
        ),
        (
            "How many people fell ill?",
            "how many",
            ("In all 83 people fell ill.", "So far 29 people have fallen ill."),
        ),
        (
            "When did the Lyn ferry sink?",
            "when",
            ("The Lyn ferry sank on 3 May 2031.", "The Lyn ferry sank on 5 May 2031."),
        ),
    ],
)
def test_where_accounts_differ_none_is_given(question, kind, sentences):
    assert found(question, kind, *sentences, least=0.0) is None


def test_accounts_of_the_same_number_do_not_differ():
    sentences = ("In all 83 people fell ill.", "About 83 people fell ill, the clinic said.")
    assert "83" in found("How many people fell ill?", "how many", *sentences)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Moor, the leader of the No campaign, conceded defeat, and Bram Thorn left.",
        "Bram Thorn was there when Ida Moor conceded defeat.",
        "On Saturday Bram Thorn heard that defeat had been conceded by Ida Moor.",
    ],
)
def test_who_did_it_is_who_stands_with_the_verb(sentence):
    assert found("Who conceded defeat?", "who", sentence, least=0.0) == "Ida Moor"


@pytest.mark.parametrize(
    "sentence",
    [
        "Bram Thorn met the head of the inquiry, Ida Moor.",
        "Ida Moor, head of the inquiry, spoke to Bram Thorn.",
        "Ida Moor is the head of the inquiry into the ferry Lady Lyn.",
    ],
)
def test_who_has_a_role_is_who_stands_next_to_it(sentence):
    assert found("Who leads the inquiry?", "who", sentence, least=0.0) == "Ida Moor"


def test_a_thing_with_a_name_is_nobody():
    sentence = "The inquiry into the ferry Lady Lyn was short, said its head, Ida Moor."
    assert found("Who led the inquiry into the ferry?", "who", sentence, least=0.0) != "Lady Lyn"


def test_a_party_is_no_part_of_a_name():
    sentence = "The Lyn bridge was opened by Republican Sen. Ida Moor."
    assert found("Who opened the Lyn bridge?", "who", sentence) == "Sen. Ida Moor"


def test_a_place_without_a_name_follows_the_verb():
    sentence = "The bacteria came from a cooling tower at the Lyn fish market, doctors said."
    answer = found("Where did the bacteria come from?", "where", sentence)
    assert answer == "a cooling tower at the Lyn fish market"


def test_a_time_behind_the_verb_is_no_place():
    sentence = "The ferry sank in the early morning."
    assert found("Where did the ferry sink?", "where", sentence, least=0.0) is None


def test_what_the_question_says_of_a_number_is_left_out_of_it():
    sentence = "The ferry carried about 40 passengers."
    answer = found("Approximately how many passengers did the ferry carry?", "how many", sentence)
    assert answer == "40"
