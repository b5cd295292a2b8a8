"""The assistant as LangChain sees it."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import add

import pytest
from doubles import FERRY, PRESS, make_index, run_apart
from invented import HARBOUR_QUESTION, UNANSWERED_QUESTION, InventedAssistant
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate

from assistant import Assistant
from assistant.errors import QuestionError
from assistant.langchain import AnswerRunnable
from assistant.rendering.shapes import from_langchain
from assistant.types import Exchange


@pytest.fixture
def assistant():
    return InventedAssistant()


def citations(message):
    [block] = message.content_blocks
    return from_langchain(block)


def test_an_answer_is_a_message_whose_citations_are_langchain_s(tmp_path):
    with make_index(tmp_path, *PRESS) as index:
        message = AnswerRunnable(Assistant(index)).invoke("How many people did the ferry carry?")
    assert isinstance(message, AIMessage)
    [block] = message.content_blocks
    for annotation in block["annotations"]:
        assert annotation["type"] == "citation"
        place = annotation["extras"]
        assert FERRY.text[place["start"] : place["end"]] == annotation["cited_text"]
        cited = message.text[annotation["start_index"] : annotation["end_index"]]
        assert cited == annotation["cited_text"]
    assert block["annotations"]
    assert "[1]" in message.text
    assert message.response_metadata["answer"]["question"].startswith("How many people")


def test_the_text_can_be_the_sentences_alone(assistant):
    message = AnswerRunnable(assistant, numbers=False).invoke(HARBOUR_QUESTION)
    assert message.text == assistant.ask(HARBOUR_QUESTION).text


def test_what_is_streamed_adds_up_to_what_is_invoked(assistant):
    chain = AnswerRunnable(assistant)
    chunks = list(chain.stream(HARBOUR_QUESTION))
    whole, invoked = reduce(add, chunks), chain.invoke(HARBOUR_QUESTION)
    assert len(chunks) > 2
    assert whole.text == invoked.text
    assert citations(whole) == citations(invoked)


def test_it_works_without_waiting_too(assistant):
    chain = AnswerRunnable(assistant)

    async def ask():
        return [chunk async for chunk in chain.astream(HARBOUR_QUESTION)], await chain.ainvoke(
            HARBOUR_QUESTION
        )

    chunks, invoked = run_apart(ask())
    assert reduce(add, chunks).text == invoked.text == chain.invoke(HARBOUR_QUESTION).text


def test_several_are_answered_in_their_order(assistant):
    asked = [HARBOUR_QUESTION, UNANSWERED_QUESTION]
    found = AnswerRunnable(assistant).batch(asked)
    assert [each.response_metadata["answer"]["question"] for each in found] == asked


def test_earlier_messages_are_the_conversation(assistant):
    messages = [
        SystemMessage("Rhyme."),
        HumanMessage("Who closed it?"),
        AIMessage("The ministry did. [1]"),
        HumanMessage(HARBOUR_QUESTION),
    ]
    for asked in (messages, {"messages": messages}, ChatPromptTemplate(messages).invoke({})):
        AnswerRunnable(assistant).invoke(asked)
        assert assistant.asked[-1].text == HARBOUR_QUESTION
        assert assistant.asked[-1].history == (Exchange("Who closed it?", "The ministry did."),)


def test_limits_are_those_of_ask_wherever_they_are_given(assistant):
    chain = AnswerRunnable(assistant, speaker="Moor").bind(since=date(2031, 5, 1))
    chain.invoke(HARBOUR_QUESTION, until=date(2031, 5, 9))
    put = assistant.asked[-1]
    assert (put.speaker, put.since, put.until) == ("Moor", date(2031, 5, 1), date(2031, 5, 9))


def test_it_stands_in_a_chain(assistant):
    chain = ChatPromptTemplate.from_template("{asked}") | AnswerRunnable(assistant)
    text = (chain | StrOutputParser()).invoke({"asked": HARBOUR_QUESTION})
    assert "\n\nSources:\n- [1] " in text


def test_no_question_is_refused(assistant):
    with pytest.raises(QuestionError, match="last message must be the user's"):
        AnswerRunnable(assistant).invoke([SystemMessage("Rhyme.")])


def test_a_notebook_shows_an_answer_with_links_of_its_own(assistant):
    first, second = (assistant.ask(each) for each in (HARBOUR_QUESTION, UNANSWERED_QUESTION))
    shown = first._repr_html_() + second._repr_html_()
    assert shown.count("<article id=") == len({*shown.split('<article id="')[1:]}) == 2
    assert "-source-1" in shown
    assert "<style" not in shown
    assert "<script>" not in shown
