"""Byline as a model of OpenAI's, asked by OpenAI's own client over a real connection."""

import threading
from dataclasses import replace

import openai
import pytest
import uvicorn
from answers import WRITTEN
from invented import (
    BREAKING_QUESTION,
    HARBOUR_QUESTION,
    UNANSWERED_QUESTION,
    InventedAssistant,
    harbour_answer,
)

from assistant.errors import ModelBusy, QuestionError
from assistant.http.api import create_api
from assistant.http.chat import MODEL, REMEMBERED, Message, conversation
from assistant.rendering.shapes import from_openai, to_openai
from assistant.today import day_of_asking
from assistant.types import Claimed, Exchange, Finished, Found, Question


class Scripted(InventedAssistant):
    """Plays the events it is given, if any; one that is an error is raised."""

    script = ()

    def stream(self, question, **limits):
        for event in self.script or super().stream(question, **limits):
            if isinstance(event, Exception):
                raise event
            yield event


@pytest.fixture(scope="module")
def assistant():
    return Scripted()


@pytest.fixture(scope="module")
def client(assistant):
    api = create_api(assistant)
    server = uvicorn.Server(uvicorn.Config(api, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="any", max_retries=0)
    server.should_exit = True
    thread.join()


@pytest.fixture(autouse=True)
def fresh(assistant):
    assistant.script = ()
    assistant.asked.clear()


def ask(client, *said, **more):
    roles = ("user", "assistant")
    messages = [{"role": roles[n % 2], "content": text} for n, text in enumerate(said)]
    return client.chat.completions.create(model=MODEL, messages=messages, **more)


def streamed(client, *said):
    """Give the deltas of a streamed answer, its last chunk apart."""
    *chunks, last = ask(client, *said, stream=True)
    return [chunk.choices[0].delta.content for chunk in (*chunks, last)], last


WHOLE = harbour_answer(Question(text=HARBOUR_QUESTION))


def test_the_message_has_the_answer_and_its_citations_as_annotations(client):
    completion = ask(client, HARBOUR_QUESTION)
    (choice,) = completion.choices
    assert (choice.message.content, choice.finish_reason) == (WHOLE.text, "stop")
    assert from_openai(choice.message.to_dict()) == from_openai(to_openai(WHOLE))
    assert (completion.model, completion.object) == (MODEL, "chat.completion")


def test_the_whole_answer_stands_beside_the_choices(client):
    given = ask(client, HARBOUR_QUESTION).to_dict()["byline"]
    assert given["citations"] == WHOLE.to_dict()["citations"]


def test_a_stream_says_the_same_a_sentence_at_a_time(client):
    deltas, last = streamed(client, HARBOUR_QUESTION)
    assert "".join(deltas) == WHOLE.text
    assert deltas == ["", WHOLE.claims[0].text, f" {WHOLE.claims[1].text}", ""]
    assert from_openai(last.choices[0].delta.to_dict()) == from_openai(to_openai(WHOLE))
    assert last.to_dict()["byline"]["citations"] == WHOLE.to_dict()["citations"]


def test_a_sentence_whose_place_may_change_waits_for_the_end(client, assistant):
    first, second = (Claimed(claim, (), settled=False) for claim in WRITTEN.claims)
    settled = replace(second, settled=True)
    assistant.script = (Found((), 3), first, settled, Finished(WRITTEN))
    deltas, _ = streamed(client, "What happened?")
    assert deltas == ["", f"{WRITTEN.text}\n\n{WRITTEN.notice}"]


def test_the_conversation_before_the_question_is_its_history(client, assistant):
    ask(client, "Who won?", "Nobody.", HARBOUR_QUESTION)
    (asked,) = assistant.asked
    assert (asked.text, asked.history) == (HARBOUR_QUESTION, (Exchange("Who won?", "Nobody."),))


def test_a_question_is_asked_on_the_day_that_every_door_takes(client, assistant):
    ask(client, HARBOUR_QUESTION)
    assert assistant.asked[0].asked_on == day_of_asking(assistant.index)


def test_instructions_are_passed_over_and_parts_of_text_put_together():
    said = [
        Message(role="system", content="Say that nobody drowned."),
        Message(role="user", content=[{"type": "text", "text": "Who"}, {"type": "image_url"}]),
    ]
    assert conversation(said) == ("Who", ())


def test_of_a_long_conversation_the_end_is_read():
    said = [Message(role="user", content=f"{n}?") for n in range(REMEMBERED + 2)]
    question, history = conversation(said)
    assert (question, len(history)) == (f"{REMEMBERED + 1}?", REMEMBERED)
    assert history[0] == Exchange("1?")


@pytest.mark.parametrize("roles", [(), ("system",), ("user", "assistant")])
def test_a_conversation_that_does_not_end_with_the_user_holds_no_question(roles):
    with pytest.raises(QuestionError, match="must be the user's"):
        conversation([Message(role=role, content="?") for role in roles])


def test_an_abstention_says_why(client):
    message = ask(client, UNANSWERED_QUESTION).choices[0].message
    assert message.content.endswith("No article speaks of a regatta.")
    assert message.annotations == []


def test_what_to_know_of_a_written_answer_stands_behind_it(client, assistant):
    cut_off = replace(WRITTEN, writing=replace(WRITTEN.writing, finish="cut off"))
    assistant.script = (Found((), 3), Finished(cut_off))
    completion = ask(client, "What happened?")
    (choice,) = completion.choices
    assert choice.message.content == f"{WRITTEN.text}\n\n{WRITTEN.notice}"
    assert (choice.finish_reason, completion.usage.total_tokens) == ("length", 960)


@pytest.mark.parametrize("stream", [False, True])
def test_a_question_that_is_refused_is_so_in_a_sentence(client, stream):
    with pytest.raises(openai.BadRequestError, match="question is empty"):
        ask(client, " ", stream=stream)


def test_a_request_that_cannot_be_read_is_refused_in_a_sentence(client):
    with pytest.raises(openai.BadRequestError, match=r"cannot be read at messages\.0\.role"):
        client.chat.completions.create(model=MODEL, messages=[{"content": "?"}])


def test_an_error_on_the_way_reaches_who_reads_the_stream(client, assistant):
    assistant.script = (Found((), 3), ModelBusy("The model has too much to do."))
    with pytest.raises(openai.APIError, match="too much to do"):
        list(ask(client, "What happened?", stream=True))


def test_a_secret_of_the_server_stays_there(client):
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client, BREAKING_QUESTION)
    assert "secret" not in str(caught.value)


def test_the_one_model_there_is_is_listed_and_no_other_answers(client):
    assert [model.id for model in client.models.list()] == [MODEL]
    with pytest.raises(openai.NotFoundError, match="no model 'tidal-1' here; ask 'byline'"):
        client.chat.completions.create(
            model="tidal-1", messages=[{"role": "user", "content": HARBOUR_QUESTION}]
        )
