"""Many who ask at once are each answered as if they were alone, or told when to come back."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from crowd import ask_all, mixed
from doubles import run_apart

from assistant import Assistant
from assistant.http.api import Bounds, create_api

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parent.parent / "docs" / "sample"
QUESTIONS = [
    json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()[:24]
]


@contextmanager
def serving(index, **bounds):
    listening = socket.create_server(("127.0.0.1", 0))
    api = create_api(Assistant(index), bounds=Bounds(**bounds))
    server = uvicorn.Server(uvicorn.Config(api, log_level="critical"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    listening.close()


def told(url, *, at_once):
    return run_apart(ask_all(url, QUESTIONS, at_once=at_once))


@pytest.fixture(scope="module")
def alone(sample_index):
    with serving(sample_index) as url:
        return told(url, at_once=False)


def test_each_answer_belongs_to_its_question(sample_index, alone):
    with serving(sample_index) as url:
        crowd = told(url, at_once=True)
    assert [each.said[0] for each in crowd] == [each["question"] for each in QUESTIONS]
    assert mixed(crowd, alone) == []


def test_who_finds_no_place_is_told_when_to_come_back(sample_index, alone):
    with serving(sample_index, at_once=4, waiting=8) as url:
        crowd = told(url, at_once=True)
    refused = [each for each in crowd if each.status == 503]
    assert len(refused) == 24 - 4 - 8
    assert {each.retry_after for each in refused} == {"5"}
    assert mixed(crowd, alone) == []
    assert mixed(alone[1:] + alone[:1], alone)  # what is mixed up would be seen
