"""Citations: where the words of an answer stand in their article."""

from __future__ import annotations

from doubles import article
from hypothesis import given
from hypothesis import strategies as st

from assistant import Evidence
from assistant.answering.citations import FoundSpan, claims_of, short_answer
from index import Passage, Span

TEXT = "Late news. The ferry \n carried  61\n\tpeople,  it is said."
WHOLE = article("ferry", TEXT)
PLACE = Span(11, len(TEXT))


def made():
    passage = Passage.cut(WHOLE, Span(0, len(TEXT)))
    return claims_of([Evidence.cut(WHOLE, passage, PLACE.start, PLACE.end)], lambda _: WHOLE)


def test_a_short_answer_is_found_again_where_the_article_breaks_its_lines():
    claim = made()[0].claim
    start = claim.text.index("61 people")
    short = short_answer(FoundSpan(0, start, start + len("61 people")), made())
    assert short.text == "61 people"
    assert TEXT[short.start : short.end] == "61\n\tpeople"
    assert (short.label, short.answer_start) == ("1", claim.start + start)


@given(st.data())
def test_any_span_has_the_same_words_in_the_answer_and_in_the_article(data):
    text = made()[0].claim.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    short = short_answer(FoundSpan(0, start, end), made())
    assert TEXT[short.start : short.end].split() == text[start:end].split()
