"""A model's faults, played by a server on loopback to OpenAI's real client."""

from __future__ import annotations

import threading
import traceback
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from langchain_core.exceptions import ContextOverflowError
from servers.scripted import (
    BadEvent,
    BreaksOff,
    Fails,
    Hangs,
    NoChoices,
    NullContent,
    Reply,
    Says,
    Sends,
    Stalls,
    Truncated,
    garbled,
    page,
    scripted,
)

from assistant.errors import (
    ContextTooLong,
    ModelBusy,
    ModelError,
    ModelGarbled,
    ModelInterrupted,
    ModelRefused,
    ModelSilent,
    ModelStopped,
    ModelUnavailable,
)
from assistant.types import Usage
from assistant.writing.model import Ended, LanguageModel, Message, Patience, load_model
from assistant.writing.model.faults import fault, retry_after, setup_fault

PROMPT = (Message("system", "Answer shortly."), Message("user", "What ran aground?"))
KEY = "a-key-of-lyn-valley"
TEXT = "The ferry ran"


class OddError(Exception):
    """An error of a client that nobody here knows."""


def model_at(url: str, patience: Patience | None = None) -> LanguageModel:
    environment = {"BYLINE_API_KEY": KEY, "OTHER_SECRET": "the-tide-is-in"}
    return load_model(f"{url}#fabled", environment=environment, patience=patience)


def heard(
    reply: Reply, *, seconds: float = 20.0, patience: Patience | None = None
) -> tuple[str, ModelError | None]:
    """Give the text of a model that answers with `reply`, and the error it ended with."""
    text = ""
    with scripted([reply]) as server:
        try:
            model = model_at(server.url, patience)
            for item in model.stream(PROMPT, seconds=seconds, most_tokens=9):
                text += item if isinstance(item, str) else ""
        except ModelError as error:
            return text, error
    return text, None


def test_a_text_comes_word_by_word_and_ends_with_what_was_counted():
    with scripted([Says(TEXT)]) as server:
        items = list(model_at(server.url).stream(PROMPT, seconds=20, most_tokens=9))
    assert items == ["The", " ferry", " ran", Ended("complete", Usage(read=5, written=3))]


def test_the_prompt_is_sent_in_its_roles_without_chance_and_with_its_limit():
    with scripted([Says(TEXT)]) as server:
        list(model_at(server.url).stream(PROMPT, seconds=20, most_tokens=9))
    (request,) = server.requests
    assert [(each["role"], each["content"]) for each in request.body["messages"]] == [
        ("system", "Answer shortly."),
        ("user", "What ran aground?"),
    ]
    assert (request.body["temperature"], request.body["max_completion_tokens"]) == (0, 9)


def test_a_text_at_its_limit_is_cut_off():
    with scripted([Says(TEXT, finish="length")]) as server:
        *_, ended = model_at(server.url).stream(PROMPT, seconds=20, most_tokens=3)
    assert isinstance(ended, Ended)
    assert ended.finish == "cut off"


SILENT = [
    (Fails(500), ModelUnavailable, True),
    (Fails(502, body="<html>Bad Gateway</html>"), ModelUnavailable, True),
    (Fails(503), ModelUnavailable, True),
    (Fails(429), ModelBusy, True),
    (Fails(429, message="Too many tokens per minute."), ModelBusy, True),
    (Fails(429, code="insufficient_quota"), ModelRefused, False),
    (Fails(402), ModelRefused, False),
    (Fails(401), ModelRefused, False),
    (Fails(403), ModelRefused, False),
    (Fails(404), ModelRefused, False),
    (Fails(400), ModelRefused, False),
    (Fails(499), ModelRefused, False),
    (Fails(400, code="context_length_exceeded"), ContextTooLong, False),
    (Fails(400, message="This model's maximum context length is 9."), ContextTooLong, False),
    (Fails(413), ContextTooLong, False),
    (BreaksOff(), ModelUnavailable, True),
    (page(), ModelGarbled, True),
    (garbled(), ModelGarbled, True),
    (BadEvent(), ModelGarbled, True),
    (Sends('data: {"choices": [{}]}\n\n', "text/event-stream"), ModelGarbled, True),
    (NoChoices(), ModelGarbled, True),
    (NullContent(), ModelGarbled, True),
    (Says(""), ModelGarbled, True),
    (Says(" \n"), ModelGarbled, True),
    (Truncated(), ModelGarbled, True),
]


@pytest.mark.parametrize(("reply", "kind", "is_retryable"), SILENT, ids=repr)
def test_a_fault_before_the_text_is_an_error_that_knows_whether_to_try_again(
    reply, kind, is_retryable
):
    text, error = heard(reply)
    assert text.strip() == ""
    assert type(error) is kind
    assert error.is_retryable is is_retryable


@pytest.mark.parametrize(
    "reply",
    [Truncated(TEXT), BreaksOff(TEXT), BadEvent(TEXT), Says(TEXT, finish=None)],
    ids=repr,
)
def test_a_fault_within_the_text_leaves_what_came_and_says_interrupted(reply):
    text, error = heard(reply)
    assert text == TEXT
    assert type(error) is ModelInterrupted


@pytest.mark.parametrize("reply", [Hangs(), Stalls()], ids=repr)
def test_silence_before_the_text_is_waited_for_as_long_as_the_first_patience(reply):
    text, error = heard(reply, patience=Patience(first=0.4, then=20))
    assert (text, type(error)) == ("", ModelSilent)
    assert not error.is_retryable
    assert 'was too slow: nothing came for 0.4 s. Give it longer with "patience"' in str(error)


def test_silence_within_the_text_is_waited_for_as_long_as_the_second_patience():
    text, error = heard(Stalls(TEXT), patience=Patience(first=20, then=0.5))
    assert (text, type(error)) == (TEXT, ModelInterrupted)
    assert "nothing came for 0.5 s" in str(error)


def test_a_server_that_is_not_there_is_unavailable():
    with scripted([Says(TEXT)]) as server:
        model = model_at(server.url)
    with pytest.raises(ModelUnavailable, match="cannot be reached, nothing listens at its address"):
        list(model.stream(PROMPT, seconds=20, most_tokens=9))


def test_the_whole_time_holds_for_a_server_that_is_never_silent():
    text, error = heard(Says("tick " * 1000, pause=0.05), seconds=1.0)
    assert type(error) is ModelInterrupted
    assert "the time for the whole answer is over" in str(error)
    assert 0 < len(text.split()) < 1000


def test_silence_after_the_reason_for_ending_does_not_matter():
    class Lingers(Says):
        def play(self, wire):
            wire.say(self.text)
            wire.delta({}, "stop")
            wire.handler.wait()

    assert heard(Lingers(TEXT), patience=Patience(then=0.5)) == (TEXT, None)


def test_nothing_is_asked_twice():
    with scripted([Fails(500), Says(TEXT)]) as server, pytest.raises(ModelUnavailable):
        list(model_at(server.url).stream(PROMPT, seconds=20, most_tokens=9))
    assert len(server.requests) == 1


def test_closing_the_stream_gives_the_model_up():
    before = set(threading.enumerate())
    with scripted([Says("tick " * 1000, pause=0.05)]) as server:
        stream = model_at(server.url).stream(PROMPT, seconds=20, most_tokens=9)
        assert next(stream) == "tick"
        (waiting,) = (
            each for each in set(threading.enumerate()) - before if each.name == "byline-model"
        )
        stream.close()
        waiting.join(10)
    assert not waiting.is_alive()


def test_a_model_that_says_nothing_can_be_stopped():
    stop = threading.Event()
    with scripted([Stalls(TEXT)]) as server:
        stream = model_at(server.url).stream(PROMPT, seconds=20, most_tokens=9, stop=stop)
        assert next(stream) == "The"
        stop.set()
        with pytest.raises(ModelStopped):
            list(stream)


def test_a_model_that_is_given_up_hears_of_it():
    hung_up = threading.Event()

    class Listens(Stalls):
        def play(self, wire):
            wire.say(self.after)
            wire.handler.connection.recv(1)  # nothing comes any more: it waits for the end
            hung_up.set()

    _, error = heard(Listens(TEXT), patience=Patience(first=20, then=0.3))
    assert type(error) is ModelInterrupted
    assert hung_up.wait(5)


def test_a_server_without_the_model_is_told_with_those_it_has():
    with scripted([Fails(404, "no such model")], models=["small", "large"]) as server:
        model = load_model(f"{server.url}#fabled", environment={})
        with pytest.raises(ModelRefused, match=r"It has small, large\."):
            list(model.stream(PROMPT, seconds=20, most_tokens=9))


def test_a_model_at_home_is_given_minutes_and_one_elsewhere_half_of_one():
    near = load_model("http://192.168.1.7:8080/v1", environment={})
    far = load_model("http://models.pellworth.example/v1", environment={})
    assert (near.is_near, near.waits.first) == (True, 300.0)
    assert (far.is_near, far.waits.first) == (False, 30.0)


@pytest.mark.parametrize("status", [429, 503])
def test_a_model_that_says_when_to_come_back_is_heard(status):
    _, error = heard(Fails(status, headers={"Retry-After": "7"}))
    assert error.retry_after == 7.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "Tue, 04 Mar 2031 10:00:20 GMT"}, 20.0),
        ({"retry-after": "Tue, 04 Mar 2031 09:00:00 GMT"}, 0.0),
        ({"retry-after": "Tue, 04 Mar 2031 10:00:20 -0000"}, 20.0),
    ],
)
def test_the_time_to_come_back_is_seconds_or_a_date(headers, seconds):
    assert retry_after(headers, now=datetime(2031, 3, 4, 10, tzinfo=UTC)) == seconds


def test_a_date_to_come_back_is_reckoned_by_the_clock_of_the_server():
    headers = {
        "date": "Tue, 04 Mar 2031 10:00:00 GMT",
        "retry-after": "Tue, 04 Mar 2031 10:01:00 GMT",
    }
    assert retry_after(headers) == 60.0


@pytest.mark.parametrize(
    "secret", [KEY, "the-tide-is-in", "sk-Lyn4Valley8Echo", "sk-Ly*********ho", "Bearer lynvalley"]
)
@pytest.mark.parametrize(
    "failing", [lambda said: Fails(401, said), lambda said: BreaksOff(TEXT, said)]
)
def test_a_key_that_a_server_repeats_is_not_passed_on(secret, failing):
    _, error = heard(failing(f"Incorrect key: {secret}, {secret}."))
    told = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__context__)
    assert secret.removeprefix("Bearer ") not in told
    assert "Incorrect key: " in str(error)


def test_what_a_server_says_is_shortened_to_one_line():
    _, error = heard(Fails(400, "\x1b[31mNo.\r\n" + "Never. " * 100))
    assert str(error).isprintable()
    assert str(error).count("Never.") < 30


def test_an_error_that_no_package_is_known_for_is_garbled_and_told_in_its_words():
    error = fault(OddError("the tide is out"), name="odd:fabled", begun=False, redact=str)
    assert type(error) is ModelGarbled
    assert "The model odd:fabled sent what cannot be read: the tide is out. " in str(error)


def test_the_class_that_langchain_has_for_it_says_that_a_prompt_is_too_long():
    error = fault(ContextOverflowError("no"), name="odd:fabled", begun=False, redact=str)
    assert type(error) is ContextTooLong


def test_a_client_that_cannot_be_made_refuses():
    error = setup_fault(OddError("no ODD_KEY"), name="odd:fabled", redact=str)
    assert type(error) is ModelRefused
    assert "The model odd:fabled cannot be made ready: no ODD_KEY." in str(error)


def test_a_status_is_found_in_the_response_of_an_error_as_well():
    odd = OddError("busy")
    odd.response = SimpleNamespace(status_code=429, headers={"retry-after": "3"})
    error = fault(odd, name="odd:fabled", begun=False, redact=str)
    assert (type(error), error.retry_after) == (ModelBusy, 3.0)


@pytest.mark.parametrize(
    ("reply", "way_out"),
    [
        (Fails(401), "Check its key: BYLINE_API_KEY"),
        (Fails(403), "Check that its key may use this model."),
        (Fails(404), "Check its name and its address."),
        (Fails(402), "Look after its account."),
        (Fails(500), "Try again later."),
        (page(), "Check that its address is a model's"),
    ],
    ids=repr,
)
def test_an_error_names_the_model_and_the_way_out(reply, way_out):
    _, error = heard(reply)
    assert str(error).startswith("The model http://127.0.0.1:")
    assert "/v1#fabled " in str(error)
    assert way_out in str(error)
