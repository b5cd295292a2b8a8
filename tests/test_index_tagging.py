"""The tagger: what it adds to the rules and takes from them, and how its network reads."""

from __future__ import annotations

import pytest
from doubles import tagged

from index import EmbedderError, Span, Statement, load_tagger, statements_in
from index.statements.tagging import tagger as tagger_room
from index.statements.tagging.joining import join
from index.statements.tagging.tokens import read_tokens, runs

VIEW = "For Ida Moor, the quay was a ruin. It rained."
SAID = "The quay is shut, Ida Moor said. The Lyn Office offers boats."


@pytest.fixture(scope="module")
def tagger():
    return load_tagger()


def test_words_that_only_the_tagger_finds_are_said_by_whom_they_point_to():
    [found] = join(VIEW, [], tagged(VIEW, said=["the quay was a ruin"], source="Ida Moor"))
    assert (found.speaker.of(VIEW), found.saying(VIEW)) == ("Ida Moor", "the quay was a ruin")


def test_words_that_point_to_nobody_are_no_statement():
    assert join(VIEW, [], tagged(VIEW, said=["the quay was a ruin"], source="nobody")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ida Moor did not say that the quay was a ruin.",
        "Ida Moor never said that the quay was a ruin.",
        "Neither Ida Moor nor Tom Lyn said that the quay was a ruin.",
        "Did Ida Moor say that the quay was a ruin?",
    ],
)
def test_what_is_told_not_to_have_been_said_is_no_statement_of_the_tagger_either(text):
    read = tagged(text, said=["the quay was a ruin"], source="Ida Moor", cue="say")
    assert join(text, [], read) == []


def test_a_statement_of_the_rules_stays_as_it_is_where_the_tagger_agrees():
    ruled = statements_in(SAID)[:1]
    assert join(SAID, ruled, tagged(SAID, said=["The quay is shut"], source="Ida Moor")) == ruled


def test_a_statement_of_the_rules_goes_to_another_speaker_where_its_words_surely_point_to_one():
    ruled = statements_in(SAID)[:1]
    [found] = join(SAID, ruled, tagged(SAID, said=["The quay is shut"], source="Lyn Office"))
    assert (found.speaker.of(SAID), found.content) == ("Lyn Office", ruled[0].content)


def test_a_statement_of_the_rules_goes_where_the_tagger_is_sure_that_nobody_says_it():
    ruled = statements_in(SAID)
    assert len(ruled) == 2
    assert (
        join(SAID, ruled, tagged(SAID, said=["The quay is shut"], source="Ida Moor")) == ruled[:1]
    )


def test_a_pronoun_that_the_tagger_points_to_stands_for_a_name():
    text = "Ida Moor looked up. For her, the quay was a ruin."
    [found] = join(text, [], tagged(text, said=["the quay was a ruin"], source="her"))
    assert (found.speaker.of(text), found.name.of(text)) == ("her", "Ida Moor")


def test_who_speaks_is_a_name_without_the_small_words_beside_it():
    text = "The quay was a ruin to the Lyn Office at that time."
    [found] = join(
        text, [], tagged(text, said=["The quay was a ruin"], source="to the Lyn Office at")
    )
    assert found.speaker.of(text) == "the Lyn Office"


def test_whoever_was_named_keeps_the_words_where_the_tagger_points_to_a_pronoun():
    text = "Ida Moor met Tom Lyn. As she told him, the quay was a ruin."
    at = text.index("the quay")
    ruled = [Statement(Span(0, 8), Span(at, at), (Span(at, len(text) - 1),))]
    [found] = join(text, ruled, tagged(text, said=["the quay was a ruin"], source="she"))
    assert (found.speaker.of(text), found.name.of(text)) == ("she", "Ida Moor")


def test_runs_end_where_sentences_end_and_hold_every_token_once():
    sentence = [0] * 4 + [1] * 5 + [2] * 23 + [3] * 2
    cut = runs(sentence, 10)
    assert cut == [(0, 9), (9, 19), (19, 29), (29, 34)]
    assert runs([], 10) == []


def test_the_tagger_tells_what_is_said_from_what_is_told(tagger):
    text = "“The quay is shut,” harbourmaster Ida Moor said on Monday. Boats lay in the rain."
    read = tagger.tag(text)
    said = {
        text[a:b] for (a, b), share in zip(read.read.offsets, read.said, strict=True) if share > 0.5
    }
    assert {"quay", "shut"} <= said
    assert not said & {"rain", "Boats"}


def test_a_long_article_is_tagged_in_pieces_token_by_token(tagger):
    text = " ".join(f"Ida Moor said that quay {number} was shut." for number in range(90))
    read = tagger.tag(text)
    assert len(read.said) == len(read.points) == len(read.read.ids) > 800
    assert read.said.min() >= 0.0
    assert tagger.tag("").points == []


def test_what_small_letters_leave_out_is_read_beside_the_tokens(tagger):
    read = read_tokens("“It is shut”\nIda of BYL", tagger._tokenizer)
    words = ["“", "it", "is", "shut", "”", "ida", "of", "by", "##l"]
    assert [tagger._tokenizer.id_to_token(each) for each in read.ids] == words
    assert read.features[:, 0].tolist() == [0, 1, 0, 0, 0, 1, 0, 1, 1]
    assert read.features[:, 2].tolist() == [1, 0, 0, 0, 0, 1, 0, 0, 0]
    assert read.features[:, 3].tolist() == [1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_spoilt_weights_are_named_with_the_way_out(tmp_path, monkeypatch):
    spoilt = tmp_path / "tagger.safetensors"
    spoilt.write_bytes(b"spoilt")
    monkeypatch.setattr(tagger_room, "_ADAPTER", spoilt)
    with pytest.raises(EmbedderError, match=r"tagger's weights .* SHA-256 .*; reinstall Byline"):
        load_tagger(tmp_path)
