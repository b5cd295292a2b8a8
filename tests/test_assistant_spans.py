"""The short answer: the few words of a quoted sentence that answer, or nothing."""

from __future__ import annotations

import pytest

from assistant.spans import find_span


def found(question, kind, *sentences, least=0.4):
    span = find_span(question, kind, sentences, least=least)
    return span and sentences[span.sentence][span.start : span.end]


@pytest.mark.parametrize(
    ("question", "kind", "sentence", "answer"),
    [
        (
            "Who opened the Lyn bridge?",
            "who",
            "The Lyn bridge was opened by Ida Moor on Friday.",
            "Ida Moor",
        ),
        (
            "When did the Lyn ferry sink?",
            "when",
            "The Lyn ferry sank on 3 May 2031 off the coast.",
            "3 May 2031",
        ),
        (
            "What year was the Lyn bridge built?",
            "when",
            "The Lyn bridge was built in 1931 by prisoners.",
            "1931",
        ),
        ("Where did the ferry sink?", "where", "The ferry sank in Port Ellisane.", "Port Ellisane"),
        (
            "How many passengers did the ferry carry?",
            "how many",
            "The ferry carried three hundred passengers and 12 cars.",
            "three hundred",
        ),
        (
            "How much did the new bridge cost?",
            "how many",
            "The new bridge cost $1.2 billion, and took nine years.",
            "$1.2 billion",
        ),
        (
            "What percentage of the harbour workers joined the strike?",
            "how many",
            "About 2,000 people, or 48% of the harbour workers, joined the strike.",
            "48%",
        ),
        (
            "How old is the ferry captain?",
            "how many",
            "The ferry captain, a 34-year-old, was unhurt.",
            "34",
        ),
        (
            "Which country closed the strait?",
            "other",
            "Norway closed the strait, the harbour master of Thornsay heard.",
            "Norway",
        ),
        (
            "Which hurricane flooded the harbour?",
            "other",
            "The harbour was flooded by Hurricane Odalys.",
            "Hurricane Odalys",
        ),
        (
            "Which two countries closed the strait?",
            "other",
            "Norway and Sweden closed the strait.",
            "Norway and Sweden",
        ),
    ],
)
def test_the_value_asked_for_is_found(question, kind, sentence, answer):
    assert found(question, kind, sentence) == answer


@pytest.mark.parametrize(
    ("question", "kind", "sentence"),
    [
        ("Who opened the Lyn bridge?", "who", "The Lyn bridge was opened on Friday."),
        ("Who is Ida Moor?", "who", "Ida Moor has opened the bridge."),
        ("When did the ferry sink?", "when", "The ferry sank in deep water."),
        ("How many people drowned in 1931?", "how many", "People drowned in 1931."),
        ("Which country closed the strait?", "other", "Ida Moor closed the strait."),
        ("Who did not open the Lyn bridge?", "who", "Ida Moor opened the Lyn bridge."),
        ("When the ferry sank, which rule ended?", "when", "The ferry sank on 3 May 2031."),
        ("Why did the ferry sink?", "other", "The ferry sank near Lyn on 3 May 2031."),
    ],
)
def test_nothing_is_given_where_no_value_answers(question, kind, sentence):
    assert found(question, kind, sentence, least=0.0) is None


def test_who_says_a_sentence_is_not_who_did_what_it_says():
    sentence = "Ida Moor stole the ferry, Bram Thorn said."
    assert found("Who took the ferry?", "who", sentence, least=0.0) == "Ida Moor"


def test_a_sentence_opening_with_a_capital_has_no_name_for_that_alone():
    assert found("Who sank?", "who", "However the ferry sank.", least=0.0) is None


def test_what_limits_a_number_is_part_of_it():
    sentence = "The ferry carried fewer than 40 passengers."
    answer = found("How many passengers did the ferry carry?", "how many", sentence)
    assert answer == "fewer than 40"


def test_the_number_next_to_what_is_counted_wins():
    sentence = "In all 12 crews and 300 passengers were on the 3 ferries."
    answer = found("How many passengers were on the ferries?", "how many", sentence, least=0.0)
    assert answer == "300"


def test_a_year_or_a_measure_counts_no_people():
    sentence = "In 1931 the ferry with 40 people ran for 25 miles."
    assert found("How many people were on it?", "how many", sentence, least=0.0) == "40"


def test_the_span_slices_its_own_sentence():
    sentences = ("Nobody was hurt.", "Ida Moor opened the Lyn bridge.")
    span = find_span("Who opened the Lyn bridge?", "who", sentences, least=0.0)
    assert span.sentence == 1
    assert sentences[1][span.start : span.end] == "Ida Moor"


def test_rivals_of_the_same_sort_lower_the_confidence():
    question = "Who opened the Lyn bridge?"
    alone = find_span(question, "who", ["Ida Moor opened the Lyn bridge."], least=0.0)
    sentence = "Ida Moor and not Bram Thorn opened the Lyn bridge."
    rivalled = find_span(question, "who", [sentence], least=0.0)
    assert 0 < rivalled.confidence < alone.confidence < 1


def test_the_same_name_twice_is_more_certain():
    question, once = "Who opened the Lyn bridge?", "The Lyn bridge was opened by Ida Moor."
    again = "Ida Moor opened the Lyn bridge on Friday."
    first = find_span(question, "who", [once], least=0.0)
    both = find_span(question, "who", [once, again], least=0.0)
    assert both.confidence > first.confidence


@pytest.mark.parametrize("sentences", [[], [""], [" ,;"], ["…"]])
def test_sentences_without_a_word_answer_nothing(sentences):
    assert find_span("Who opened it?", "who", sentences, least=0.0) is None
