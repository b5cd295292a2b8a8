"""Who says what: the speaker, the cue and the relay of invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import find_statement

SAID = {
    "The Harbour Ministry said the quay is shut.": ("The Harbour Ministry", "said"),
    "The quay is shut, according to the Harbour Ministry.": (
        "the Harbour Ministry",
        "According to",
    ),
    "According to Ines Dray, the quay is shut.": ("Ines Dray", "According to"),
    '"The quay is shut," said Ines Dray, the harbourmaster.': ("Ines Dray", "said"),
    "“The quay is shut,” Ines Dray said.": ("Ines Dray", "said"),
    "”The quay is shut,” Ines Dray has repeatedly warned.": ("Ines Dray", "warned"),
    "Police said 14 boats were lost.": ("Police", "said"),
    "Lyn Valley Council announced that the bridge will open in May.": (
        "Lyn Valley Council",
        "announced",
    ),
    "Ines Dray, the harbourmaster, denied that the buoy was lost.": ("Ines Dray", "denied"),
}
UNSAID = (
    "The quay is shut.",
    "He said the quay is shut.",
    "Neither Dray nor chairman Odd Sark said that the quay is shut.",
    "They told reporters that the quay is shut.",
    "The quay, which is shut, looks empty.",
    "",
)
# What such sentences are made of, in any order.
WORDS = (
    *("The ", "Harbour ", "Ministry ", "of ", "said", " said ", "according to ", "as reported by "),
    *("“", "”", '"', ", ", ". ", "he ", "Ines Dray", "officials ", "\n", "ß", "É", "🌊", "A" * 60),
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
PARTS = st.lists(st.sampled_from(WORDS) | ANY, max_size=30).map("".join)


@pytest.mark.parametrize(("sentence", "said"), SAID.items())
def test_a_sentence_that_names_who_says_it_gives_speaker_and_cue(sentence, said):
    found = find_statement(sentence)
    speaker, cue = said
    assert found.speaker.of(sentence) == speaker
    assert found.cue.of(sentence).lower() == cue.lower()


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The mayor of Lyn, Solvi Ranning, said that it was over.", "Solvi Ranning"),
        ("Joss Merridane, the captain of the ferry, said no.", "Joss Merridane"),
        ("The police in Port Ellisane announced a search.", "The police in Port Ellisane"),
        ("A spokeswoman, Mai Dorrell, told the Gazette that all was well.", "Mai Dorrell"),
        ("In Ovandra the Defence Ministry says that shots were fired.", "Defence Ministry"),
        ("Sunniva Raith of the bank Tallow said no.", "Sunniva Raith of the bank Tallow"),
    ],
)
def test_a_speaker_is_the_person_and_not_the_place_or_the_listener(sentence, speaker):
    assert find_statement(sentence).speaker.of(sentence) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "“The Audit Office said nothing and now calls that a price,” he wrote.",
        "It costs more than the government says.",
        "It will cost more, according to a report that came out on Thursday.",
        "Police found at least one grenade.",
    ],
)
def test_whoever_is_only_spoken_of_says_nothing(sentence):
    assert find_statement(sentence) is None


@pytest.mark.parametrize("sentence", UNSAID)
def test_a_sentence_that_names_nobody_has_no_statement(sentence):
    assert find_statement(sentence) is None


@pytest.mark.parametrize("how", ["as reported by", "as quoted by", "carried by", "as relayed by"])
def test_who_passed_it_on_is_told_from_who_said_it(how):
    sentence = f"The Harbour Ministry stated the quay is shut, {how} Coast Wire."
    found = find_statement(sentence)
    assert found.speaker.of(sentence) == "The Harbour Ministry"
    assert found.relayed_by.of(sentence) == "Coast Wire"


def test_what_is_said_is_the_sentence_without_who_says_it_and_who_relays_it():
    sentence = "The Harbour Ministry stated the quay is shut, as reported by Coast Wire."
    assert find_statement(sentence).saying(sentence) == "the quay is shut"


@given(PARTS)
@settings(deadline=None)
def test_every_span_lies_inside_the_sentence_and_no_speaker_is_empty(sentence):
    found = find_statement(sentence)
    for span in () if found is None else (found.speaker, found.cue, *found.content):
        assert 0 <= span.start <= span.end <= len(sentence)
    assert found is None or (found.speaker.of(sentence).strip() and found.cue.of(sentence))
