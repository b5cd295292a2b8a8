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
from assistant.http.messages import MODEL, REMEMBERED, Message, conversation
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


def streamed(client, *said, **more):
    """Give the deltas of a streamed answer, its last chunk apart."""
    *chunks, last = ask(client, *said, stream=True, **more)
    return [chunk.choices[0].delta.content for chunk in (*chunks, last)], last


WHOLE = harbour_answer(Question(text=HARBOUR_QUESTION))
PLAIN = {"extra_body": {"numbers": False}}
NUMBERED = (
    "The harbour stays shut until the last buoy is found. [1] "
    "Forty ferry crews are idle & unpaid meanwhile. [2]"
)
SOURCES = """

Sources:
- [1] The Tidewater Courier, 3 May 2031, by Ada Quill, Tom Reyes: Northmoor shuts its harbour \
after the storm https://tidewater.example/harbour
- [2] Inland Ledger: Ferry crews <b>idle</b> & waiting"""


def test_the_text_has_numbers_and_a_list_of_sources(client):
    assert ask(client, HARBOUR_QUESTION).choices[0].message.content == NUMBERED + SOURCES


def test_an_annotation_stands_at_its_sentence_in_the_text_that_is_shown(client):
    message = ask(client, HARBOUR_QUESTION).choices[0].message
    places = [each.url_citation for each in message.annotations]
    sentences = [message.content[each.start_index : each.end_index] for each in places]
    assert sentences == [claim.text for claim in WHOLE.claims]


def test_a_stream_has_the_numbers_behind_each_sentence_and_the_sources_in_the_end(client):
    deltas, last = streamed(client, HARBOUR_QUESTION)
    assert deltas == ["", NUMBERED[: NUMBERED.index(" Forty")],
                      NUMBERED[NUMBERED.index(" Forty") :], SOURCES, ""]  # fmt: skip
    assert last.choices[0].finish_reason == "stop"


def test_what_comes_back_as_conversation_has_lost_its_numbers_and_sources(client, assistant):
    content = ask(client, HARBOUR_QUESTION).choices[0].message.content
    ask(client, HARBOUR_QUESTION, content, "And then?")
    assert assistant.asked[-1].history == (Exchange(HARBOUR_QUESTION, WHOLE.text),)


def test_a_number_that_an_article_has_is_not_one_of_a_source(client, assistant):
    claims = (replace(WHOLE.claims[0], text="Crews [7] wait.", end=15), *WHOLE.claims[1:])
    assistant.script = (Found((), 2), Finished(replace(WHOLE, claims=claims)))
    content = ask(client, "What happened?").choices[0].message.content
    assert content.startswith("Crews (7) wait. [1] Forty")


def test_a_sentence_in_doubt_is_so_in_the_text(client, assistant):
    assistant.script = (Found((), 3), Finished(WRITTEN))
    content = ask(client, "What happened?").choices[0].message.content
    assert "[1][2][3] The mayor of Ostermere" in content
    assert "[3] (only partly borne out by the text)" in content


def test_tokens_come_in_a_chunk_of_their_own_where_that_is_asked_for(client, assistant):
    assistant.script = (Found((), 3), Finished(WRITTEN))
    more = {"stream": True, "stream_options": {"include_usage": True}}
    *others, last = ask(client, "What happened?", **more)
    assert [chunk.usage for chunk in others] == [None] * len(others)
    assert (last.choices, last.usage.total_tokens) == ([], 960)


def test_a_quoted_answer_costs_no_tokens(client):
    assert ask(client, HARBOUR_QUESTION).usage.total_tokens == 0


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"n": 2}, "one answer, not 2"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "no tools"),
        ({"functions": [{"name": "f"}]}, "no functions"),
        ({"response_format": {"type": "json_object"}}, "POST /api/ask gives the answer as JSON"),
    ],
)
def test_what_byline_does_not_do_is_refused_in_a_sentence(client, assistant, more, sentence):
    with pytest.raises(openai.BadRequestError, match=sentence):
        ask(client, HARBOUR_QUESTION, **more)
    assert assistant.asked == []


def test_what_asks_for_nothing_more_is_answered(client):
    more = {"n": 1, "response_format": {"type": "text"}, "temperature": 0.2, "tools": []}
    assert ask(client, HARBOUR_QUESTION, **more).choices[0].message.content


def test_the_message_has_the_answer_and_its_citations_as_annotations(client):
    completion = ask(client, HARBOUR_QUESTION, **PLAIN)
    (choice,) = completion.choices
    assert (choice.message.content, choice.finish_reason) == (WHOLE.text, "stop")
    assert from_openai(choice.message.to_dict()) == from_openai(to_openai(WHOLE))
    assert (completion.model, completion.object) == (MODEL, "chat.completion")


def test_the_whole_answer_stands_beside_the_choices(client):
    given = ask(client, HARBOUR_QUESTION).to_dict()["byline"]
    assert given["citations"] == WHOLE.to_dict()["citations"]


def test_a_stream_says_the_same_a_sentence_at_a_time(client):
    deltas, last = streamed(client, HARBOUR_QUESTION, **PLAIN)
    assert "".join(deltas) == WHOLE.text
    assert deltas == ["", WHOLE.claims[0].text, f" {WHOLE.claims[1].text}", ""]
    assert from_openai(last.choices[0].delta.to_dict()) == from_openai(to_openai(WHOLE))
    assert last.to_dict()["byline"]["citations"] == WHOLE.to_dict()["citations"]


def test_a_sentence_whose_place_may_change_waits_for_the_end(client, assistant):
    first, second = (Claimed(claim, (), settled=False) for claim in WRITTEN.claims)
    settled = replace(second, settled=True)
    assistant.script = (Found((), 3), first, settled, Finished(WRITTEN))
    deltas, _ = streamed(client, "What happened?", **PLAIN)
    assert deltas == ["", f"{WRITTEN.text}\n\n{WRITTEN.notice}", ""]


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
    completion = ask(client, "What happened?", **PLAIN)
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


# As a response, OpenAI's newer way


def respond(client, said, **more):
    return client.responses.create(model=MODEL, input=said, **more)


def test_a_response_has_the_text_with_its_annotations(client):
    response = respond(client, HARBOUR_QUESTION)
    (content,) = response.output[0].content
    assert response.output_text == content.text == NUMBERED + SOURCES
    sentences = [content.text[each.start_index : each.end_index] for each in content.annotations]
    assert sentences == [claim.text for claim in WHOLE.claims]
    assert (response.status, response.usage.total_tokens) == ("completed", 0)


def test_a_streamed_response_is_put_together_by_the_client_to_the_same(client):
    with client.responses.stream(model=MODEL, input=HARBOUR_QUESTION) as stream:
        events = list(stream)
        response = stream.get_final_response()
    assert response.output_text == NUMBERED + SOURCES
    assert [each.type for each in events if "delta" in each.type] == [
        "response.output_text.delta"
    ] * 3
    assert [each.sequence_number for each in events] == list(range(len(events)))
    assert len(response.output[0].content[0].annotations) == 2


def test_a_conversation_that_is_sent_along_is_the_history(client, assistant):
    said = [
        {"role": "user", "content": "Who won?"},
        {"role": "assistant", "content": [{"type": "output_text", "text": "Nobody. [1]"}]},
        {"role": "user", "content": [{"type": "input_text", "text": HARBOUR_QUESTION}]},
    ]
    respond(client, said, extra_body={"numbers": False})
    (asked,) = assistant.asked
    assert (asked.text, asked.history) == (HARBOUR_QUESTION, (Exchange("Who won?", "Nobody."),))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"previous_response_id": "resp_1"}, "keeps no responses"),
        ({"tools": [{"type": "web_search"}]}, "no tools"),
        ({"text": {"format": {"type": "json_object"}}}, "not 'json_object'"),
    ],
)
def test_what_a_response_cannot_be_is_refused_in_a_sentence(client, more, sentence):
    with pytest.raises(openai.BadRequestError, match=sentence):
        respond(client, HARBOUR_QUESTION, **more)


def test_an_answer_that_was_cut_off_is_an_incomplete_response(client, assistant):
    cut_off = replace(WRITTEN, writing=replace(WRITTEN.writing, finish="cut off"))
    assistant.script = (Found((), 3), Finished(cut_off))
    response = respond(client, "What happened?")
    assert (response.status, response.incomplete_details.reason) == (
        "incomplete",
        "max_output_tokens",
    )


def test_langchain_s_model_gets_the_citations(client):
    from langchain_openai import ChatOpenAI

    model = ChatOpenAI(
        model=MODEL, base_url=str(client.base_url), api_key="any", use_responses_api=True
    )
    (block,) = model.invoke(HARBOUR_QUESTION).content_blocks
    assert [each["type"] for each in block["annotations"]] == ["citation", "citation"]
    assert block["annotations"][0]["url"] == "https://tidewater.example/harbour"
