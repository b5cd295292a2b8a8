"""Passages: whole sentences of an article, never more than the model reads."""

from __future__ import annotations

import pytest
from doubles import article
from hypothesis import given, settings
from hypothesis import strategies as st
from test_index_sentences import ODD

from index import Passage
from index.passages import cut_passages


def count_words(texts):
    return [len(text.split()) for text in texts]


def count_characters(texts):
    return [len(text) for text in texts]


def cut(text: str, max_tokens: int, count_tokens=count_words) -> list[Passage]:
    return cut_passages(article("a", text), count_tokens=count_tokens, max_tokens=max_tokens)


@given(ODD, st.integers(1, 30))
@settings(deadline=None)
def test_passages_slice_their_article_in_order_and_leave_only_white_space_out(text, most):
    end = 0
    for passage in cut(text, most, count_characters):
        assert text[passage.start : passage.end] == passage.text
        assert end <= passage.start < passage.end
        assert not text[end : passage.start].strip()
        end = passage.end
    assert not text[end:].strip()


@given(ODD, st.integers(1, 30))
@settings(deadline=None)
def test_no_passage_has_more_tokens_than_allowed_unless_it_is_one_character(text, most):
    def count_bytes(texts):
        return [len(each.encode()) for each in texts]

    for passage in cut(text, most, count_bytes):
        # Sentences are counted one by one; only the white space between two of them comes on top.
        tokens = len("".join(passage.text.split()).encode())
        assert tokens <= most or len(passage.text) == 1


def test_a_passage_is_whole_sentences_while_they_fit():
    text = "One two three. Four five six. Seven eight nine. Ten eleven twelve."
    assert [p.text for p in cut(text, 6)] == [
        "One two three. Four five six.",
        "Seven eight nine. Ten eleven twelve.",
    ]


def test_a_sentence_that_is_too_long_is_cut_at_a_space():
    text = "alpha bravo charlie delta echo foxtrot"
    assert [p.text for p in cut(text, 3)] == ["alpha bravo charlie", "delta echo foxtrot"]


def test_passages_of_one_article_are_about_equal():
    text = " ".join(f"Number {n} says so." for n in range(11))  # 44 words
    assert [len(p.text.split()) for p in cut(text, 40)] == [24, 20]


def test_the_same_words_of_another_article_are_another_passage():
    first, second = (
        cut_passages(article(each, "Quay shut."), count_tokens=count_words, max_tokens=9)[0]
        for each in "ab"
    )
    assert first.text == second.text
    assert first.id != second.id


def test_room_for_no_token_at_all_is_refused():
    with pytest.raises(ValueError, match="max_tokens is 0"):
        cut("Quay shut.", 0)
