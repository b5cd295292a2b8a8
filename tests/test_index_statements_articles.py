"""Who says what in whole articles: invented people, outlets and places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import is_voiced, statements_in

ARTICLE = """President Orsa Veld has spoken of the raids on Ovandra.
Veld, in a conversation with the president of Marland, stressed that the government would ”continue to defend the islands” of Lyn, asserting that only force helps.
”Pirates only understand the language of force, and that is it,” Veld stated, as reported by the Ovandran state news agency ORNA.
According to statements from Marland’s Defence Ministry, these actions were part of broader efforts to support the army.
The strikes were aimed at gatherings, reportedly resulting in the deaths of about 300 pirates.
NSC spokesperson Sol Savel noted that the crisis stemmed from Veld’s refusal to talk."""  # noqa: E501
PIECES = st.sampled_from(
    ["AAAA ", "“", "”", '"', "'", " said ", ", ", ". ", "\n", "he ", "Ines Dray ", "( ", " " * 9]
)


def said(text, cue):
    return next(each for each in statements_in(text) if each.cue.of(text) == cue)


@pytest.mark.parametrize(
    ("cue", "speaker", "words"),
    [
        ("stressed", "Veld", "the government would ”continue to defend"),
        ("stated", "Veld", "”Pirates only understand the language of force"),
        ("According to", "Marland’s Defence Ministry", "these actions"),
        ("reportedly", "Marland’s Defence Ministry", "The strikes were aimed"),
        ("noted", "NSC spokesperson Sol Savel", "the crisis stemmed"),
    ],
)
def test_each_statement_of_an_article_goes_to_whoever_makes_it(cue, speaker, words):
    found = said(ARTICLE, cue)
    assert found.speaker.of(ARTICLE) == speaker
    assert found.saying(ARTICLE).startswith(words)


def test_who_passed_it_on_is_told_from_who_said_it():
    relay = said(ARTICLE, "stated").relayed_by
    assert relay.of(ARTICLE) == "the Ovandran state news agency ORNA"


@pytest.mark.parametrize(
    "dateline", ["DUNVARROW - ", "PORT LYN, March 5 (Coast Wire) - ", "FORT DRAY, Lyn — "]
)
@pytest.mark.parametrize(
    "report",
    ["The quay is shut, the harbour office said.", "The harbour office shut it and said no."],
)
def test_a_dateline_neither_speaks_nor_is_said(dateline, report):
    alone = [(each.speaker.of(report), each.saying(report)) for each in statements_in(report)]
    text = f"{dateline}{report}"
    assert [(each.speaker.of(text), each.saying(text)) for each in statements_in(text)] == alone


@pytest.mark.parametrize(
    "text",
    [
        "Harbourmaster Ines Dray did not say that the quay was shut.",
        "Dray never said that the quay was shut.",
        "Neither Dray nor chairman Odd Sark said that the quay was shut.",
        "Nobody at the harbour thinks that the quay is shut.",
        "If Dray says that the quay is shut, the boats will go to Lyn.",
        "Did Dray say that the quay was shut?",
        "Dray might say that the quay was shut.",
        "Dray will say that the quay is shut.",
        "Dray did not deny that the quay was shut.",
    ],
)
def test_what_nobody_has_said_is_no_statement(text):
    assert statements_in(text) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Dray declined to say whether the quay was shut.", "declined"),
        ("Dray does not believe that the quay is shut.", "believe"),
        ("Dray said she had not told the crew that the quay was shut.", "said"),
    ],
)
def test_refusing_and_not_believing_are_statements_of_their_own(text, cue):
    assert [each.cue.of(text) for each in statements_in(text)] == [cue]


TALK = """The harbour opens in May.

Q: Is the quay shut?

A: It is. We had a storm.

Nobody was hurt.

Q: When did you shut it?

A: On Monday."""


def test_each_line_of_an_interview_goes_to_whoever_its_label_names():
    turns = [each for each in statements_in(TALK) if each.cue.of(TALK) == ":"]
    assert [(each.speaker.of(TALK), each.saying(TALK)) for each in turns] == [
        ("Q", "Is the quay shut?"),
        ("A", "It is. We had a storm. Nobody was hurt."),
        ("Q", "When did you shut it?"),
        ("A", "On Monday."),
    ]
    assert all(each.is_open(TALK) for each in turns)


@pytest.mark.parametrize("who", ["INES DRAY", "DRAY", "Ines Dray", "REP. DRAY"])
def test_a_transcript_names_its_speakers_by_name(who):
    text = f"{who}: It is shut.\nSARK: Why?\n{who}: A storm.\nSARK: I see."
    names = [each.speaker.of(text) for each in statements_in(text) if each.cue.of(text) == ":"]
    assert names == [who, "SARK", who, "SARK"]


@pytest.mark.parametrize(
    "text",
    [
        "Price: 4 crowns\nSeats: 20\nPrice: 5 crowns\nSeats: 30",
        "Harbour News: The quay is shut\nLyn Post: Why is the quay shut?",
    ],
)
def test_a_list_with_labels_is_no_talk(text):
    assert statements_in(text) == []


def test_a_quotation_goes_on_after_its_speaker():
    text = '"It is shut," Ines Dray said. "It was open before."'
    assert said(text, "said").saying(text) == '"It is shut," "It was open before."'


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "Ines Dray said, “It is shut.\n“It was open before.”"
    assert [span.of(text) for span in said(text, "said").content] == [
        "“It is shut.",
        "“It was open before.”",
    ]


def test_she_stands_for_the_last_name_that_fits_and_not_for_a_man_or_an_agency():
    text = "Anna Dray met Mr. Cole at the Harbour Agency. She said the quay is shut."
    found = said(text, "said")
    assert (found.speaker.of(text), found.named.of(text)) == ("She", "Anna Dray")


def test_she_stands_for_nobody_where_no_name_fits():
    text = "Mr. Cole left. She said the quay is shut."
    assert said(text, "said").named is None


BUILDS = [
    ("As the Gazette reported, the quay is shut.", "the Gazette", "the quay is shut."),
    ("The quay, the harbourmaster told them, was shut.", "the harbourmaster", "The quay was shut."),
    ("Ines Dray, 69, said she was at the quay.", "Ines Dray", "she was at the quay."),
    ("Ines Dray said Tuesday night he was at the quay.", "Ines Dray", "he was at the quay."),
    ("Ines Dray said, without proof, that the quay is shut.", "Ines Dray", "the quay is shut."),
    ("Ines Dray is certain that the quay is shut.", "Ines Dray", "the quay is shut."),
    ("The poll shows a close race.", "The poll", "a close race."),
    ("Ines Dray called it “a wreck,” and the crew left.", "Ines Dray", "it “a wreck,”"),
    ("“Is it shut?” Mrs. Dray asked.", "Mrs. Dray", "“Is it shut?”"),
    ("Ines Dray responded:\n“The quay is shut.”", "Ines Dray", "“The quay is shut.”"),
    ("“It is shut,” the letter read.", "the letter", "“It is shut,”"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), BUILDS)
def test_a_statement_is_read_in_each_of_its_builds(text, speaker, content):
    found = [(each.speaker.of(text), each.saying(text)) for each in statements_in(text)]
    assert (speaker, content) in found


@pytest.mark.parametrize(
    "text",
    [
        "Alas, he was back to his old self.",
        "She wants the film to show.",
        "He read the letter on the quay.",
        "She spoke in the lobby of the bank.",
    ],
)
def test_a_word_that_can_tell_of_speech_does_not_always(text):
    cues = {each.cue.of(text) for each in statements_in(text)}
    assert not cues & {"back", "show", "read", "spoke"}


def test_a_quotation_that_another_verb_takes_up_is_a_statement_of_its_own():
    text = '"The quay is shut," Ines Dray said, adding: "It was old."'
    assert [each.saying(text) for each in statements_in(text)] == [
        '"The quay is shut,"',
        '"It was old."',
    ]


@given(st.lists(PIECES, max_size=120).map("".join))
@settings(deadline=None)
def test_every_span_lies_in_the_text_and_content_is_in_order(text):
    for each in statements_in(text):
        spans = list(each.content)
        assert all(0 <= span.start < span.end <= len(text) for span in (each.speaker, *spans))
        assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (
            "The Harbour Office shut the quay. It put the number of cases at 66 on Tuesday.",
            "Harbour Office",
            "the number of cases at 66 on Tuesday.",
        ),
        (
            "The Harbour Office on Monday gave the death toll as three.",
            "The Harbour Office",
            "the death toll as three.",
        ),
    ],
)
def test_who_gives_a_figure_says_it(text, name, said):
    (found,) = [
        each
        for each in statements_in(text)
        if "as three" in each.saying(text) or "66" in each.saying(text)
    ]
    assert found.name.of(text) == name
    assert found.saying(text) == said


@pytest.mark.parametrize(
    ("text", "voiced"),
    [
        ("Ines Dray refused to say whether the quay was shut.", False),
        ("Ines Dray has declined to comment on the storm.", False),
        ("Ines Dray refused to pay for the quay.", True),
        ("“I refuse to say it,” Ines Dray said.", True),
    ],
)
def test_nobody_says_what_he_refuses_to_say(text, voiced):
    (found,) = statements_in(text)
    assert is_voiced(found, text) is voiced
