"""What the page shows of an answer that a model writes, and of conversations that are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answers import WRITTEN
from lxml import html

from assistant.conversations import Conversations
from assistant.errors import ConversationError
from assistant.page import Shelf, Turn, turn_html
from assistant.rendering import FORMATS
from assistant.types import Claimed, Evidence, Finished, Found, Noticed

ADA, BOB = "a" * 32, "b" * 32


def turn_of(*events):
    turn = Turn(id="turn-1", question=WRITTEN.question)
    for event in events:
        turn = turn.after(event)
    return turn


def shown(*events):
    return html.fromstring(turn_html(turn_of(*events)))


def texts(page, name):
    return [each.text_content() for each in page.find_class(name)]


@pytest.fixture
def kept(tmp_path):
    with Conversations.open(tmp_path / "conversations.db") as conversations:
        yield conversations


def test_a_sentence_that_may_still_move_looks_like_it_and_one_that_may_not_does_not():
    early = Claimed(WRITTEN.claims[0], WRITTEN.citations[:3], settled=False)
    assert len(shown(early).find_class("provisional")) == 1
    assert texts(shown(early), "settling") == ["Checked; more may follow, also in between."]
    assert shown(early, Finished(WRITTEN)).find_class("provisional") == []
    assert shown(Claimed(WRITTEN.claims[0], WRITTEN.citations[:3])).find_class("provisional") == []


def test_who_waits_is_told_that_the_model_is_asked_again():
    assert texts(shown(Noticed("The model is busy.")), "progress") == ["The model is busy."]


def test_who_waits_for_a_model_reads_what_would_be_quoted_until_it_writes():
    quoted = Claimed(WRITTEN.claims[0], WRITTEN.citations[:1])
    waiting = shown(Found((), 3, (quoted,)), Noticed("The model tidal-1 reads 900 tokens."))
    assert "The articles say, while the model reads:" in texts(waiting, "settling")
    assert WRITTEN.claims[0].text in texts(waiting, "claim")[0]
    first = Claimed(WRITTEN.claims[1], WRITTEN.citations[-1:])
    assert len(shown(Found((), 3, (quoted,)), first).find_class("claim")) == 1


def test_seconds_are_counted_until_the_model_writes():
    waiting = Noticed("The model tidal-1 reads 900 tokens.")
    first = Claimed(WRITTEN.claims[1], WRITTEN.citations[-1:])
    assert len(shown(waiting).find_class("elapsed")) == 1
    assert not shown(waiting, first).find_class("elapsed")
    assert not shown(waiting, Finished(WRITTEN)).find_class("elapsed")


def test_the_answer_says_how_it_came_about():
    page = shown(Finished(WRITTEN))
    assert texts(page, "notice") == ["The model went silent before it was done."]
    assert "tidal-1" in texts(page, "made")[0]


def test_what_was_left_out_is_folded_with_what_is_wrong():
    [fold] = shown(Finished(WRITTEN)).find_class("dropped")
    assert fold.tag == "details"
    assert fold.get("open") is None
    assert "It names no source." in fold.text_content()


def test_a_sentence_in_other_words_does_not_claim_to_be_quoted():
    verdicts = texts(shown(Finished(WRITTEN)), "verdict")
    assert "quoted word for word" not in verdicts[0]


def test_a_text_that_broke_off_lists_what_else_was_found():
    found = Evidence(WRITTEN.citations[0].article, "p", "Found too.", 0, 10)
    page = shown(Finished(replace(WRITTEN, nearest=(found,))))
    assert page.find_class("card")[-1].findtext("blockquote") == "Found too."
    assert [each.text for each in page.xpath("//aside/h3")] == ["Sources", "Found beside it"]


def test_markup_that_a_model_writes_is_text():
    evil = replace(WRITTEN.claims[0], text='<img src="http://evil.example/x">')
    page = shown(Finished(replace(WRITTEN, claims=(evil,))))
    assert page.xpath("//img") == []


def test_a_turn_is_kept_and_opened_again_with_the_same_numbers(kept):
    shelf = Shelf(kept, ADA)
    turn = turn_of(Finished(WRITTEN))
    kept_turn = shelf.keep("", turn)
    [again] = shelf.turns(kept_turn.conversation)
    assert (again.conversation, again.number) == (kept_turn.conversation, 1)
    assert again.answer.to_dict() == WRITTEN.to_dict()
    assert texts(html.fromstring(turn_html(again)), "number") == texts(
        html.fromstring(turn_html(turn)), "number"
    )


def test_a_visitor_sees_no_conversation_of_another(kept):
    conversation = Shelf(kept, ADA).keep("", turn_of(Finished(WRITTEN))).conversation
    assert WRITTEN.question.text in Shelf(kept, ADA).html("")
    for stranger in (Shelf(kept, BOB), Shelf(kept, None)):
        assert WRITTEN.question.text not in stranger.html("")
        assert stranger.past(conversation) == ()


def test_who_opens_a_conversation_of_another_is_told_that_it_is_not_theirs(kept):
    conversation = Shelf(kept, ADA).keep("", turn_of(Finished(WRITTEN))).conversation
    page = html.fragment_fromstring(Shelf(kept, BOB).html(conversation), create_parent=True)
    assert "another visitor's" in texts(page, "failure")[0]
    assert page.xpath("//nav/@data-conversation") == [""]


def test_where_conversations_cannot_be_read_the_page_says_so_in_a_sentence(kept, monkeypatch):
    def listed(**_):
        raise ConversationError("The database does not answer.")

    monkeypatch.setattr(kept, "listed", listed)
    page = html.fragment_fromstring(Shelf(kept, ADA).html(""), create_parent=True)
    assert texts(page, "failure") == [
        "Your conversations are not shown: The database does not answer."
    ]


def test_a_conversation_that_was_deleted_meanwhile_is_begun_anew(kept):
    shelf = Shelf(kept, ADA)
    gone = shelf.keep("", turn_of(Finished(WRITTEN))).conversation
    kept.delete(gone, user=ADA)
    again = shelf.keep(gone, turn_of(Finished(WRITTEN)))
    assert [each.id for each in kept.listed(user=ADA)] == [again.conversation]
    assert again.conversation != gone


def test_a_question_that_was_refused_is_not_kept(kept):
    refused = turn_of().failed("No.")
    assert Shelf(kept, ADA).keep("", refused) == Shelf(kept, ADA).keep("0a1b", refused) == refused
    assert kept.listed(user=ADA) == []


def test_an_answer_that_cannot_be_kept_is_there_and_says_why(kept):
    kept.close()
    turn = Shelf(kept, ADA).keep("", turn_of(Finished(WRITTEN)))
    assert turn.answer == WRITTEN
    assert turn.unkept.startswith("This conversation is not kept: ")


def test_a_conversation_can_be_saved_in_every_format(kept):
    shelf = Shelf(kept, ADA)
    open_one = shelf.keep("", turn_of(Finished(WRITTEN))).conversation
    links = html.fromstring(shelf.html(open_one)).xpath("//*[@class='exports']/a/@href")
    assert links == [f"api/conversations/{open_one}/export?format={each}" for each in FORMATS]
    assert "export" not in shelf.html("")


def test_a_kept_answer_has_an_address_and_can_be_rated(kept):
    turn = Shelf(kept, ADA).keep("", turn_of(Finished(WRITTEN)))
    page = html.fromstring(turn_html(turn))
    assert f"a/{turn.conversation}-1" in page.xpath("//footer//a/@href")
    [rated] = page.xpath("//@data-rate")
    assert rated == f"api/conversations/{turn.conversation}/turns/1/feedback"
    assert html.fromstring(turn_html(turn_of(Finished(WRITTEN)))).xpath("//@data-rate") == []
