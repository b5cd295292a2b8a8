"""Asking by speaker, and who says something: each sentence of the answer keeps its speaker."""

from __future__ import annotations

import json
from datetime import date

import pytest
from doubles import WordEmbedder, article, hear, make_index
from fastapi.testclient import TestClient
from typer.testing import CliRunner

import index as index_door
from assistant import Assistant
from assistant.cli import app
from assistant.http.api import create_api

QUAY = article(
    "quay",
    "Ida Moor arrived at the quay on Monday. She said that the crane was lost in the night. "
    "The ministry of storms disputes it.\n"
    "“The crane will be lifted in May,” Moor said, as reported by Coast Wire. “It is heavy and "
    "it is wet.”\n"
    "The quay needs a second crane, according to the Harbour Ministry.",
    title="Crane lost at the quay",
    outlet="Lyn Leader",
    published=date(2031, 3, 4),
)


@pytest.fixture(params=["heard", "waiting"])
def archive(tmp_path, request):
    """An archive whose statements were read, and one whose statements nobody has read yet."""
    with make_index(tmp_path / "archive", QUAY) as made:
        if request.param == "heard":
            hear(made)
        yield made


@pytest.fixture
def assistant(archive):
    return Assistant(archive)


def test_what_she_says_is_given_to_the_name_before_and_marked(assistant):
    answer = assistant.ask("What did Ida Moor say about the crane lost in the night?")
    (said,) = {one.evidence.attribution for one in answer.citations if "lost" in one.quote}
    assert (said.speaker, said.called) == ("Ida Moor", "She")


def test_every_sentence_of_what_somebody_says_is_hers_and_keeps_the_relay(assistant):
    answer = assistant.ask("What did Moor say about the crane in May?")
    assert answer.claims
    assert all("Moor" in claim.speaker for claim in answer.claims)
    relays = {one.evidence.attribution.relayed_by for one in answer.citations}
    assert "Coast Wire" in relays


def test_a_speaker_asked_for_alone_is_answered_with_what_she_says(assistant):
    answer = assistant.ask("What did the Harbour Ministry say?")
    assert [claim.speaker for claim in answer.claims] == ["the Harbour Ministry"]


def test_a_name_that_nobody_has_is_refused_with_the_nearest(assistant):
    answer = assistant.ask("Where is the crane?", speaker="Ida More")
    assert answer.abstained
    assert "“Ida Moor”" in answer.reason


def test_the_speakers_are_listed_over_http_and_by_the_command(archive, assistant, monkeypatch):
    told = TestClient(create_api(assistant)).get("/api/speakers?about=crane").json()["speakers"]
    assert {"name", "statements", "articles", "from", "to"} == set(told[0])
    monkeypatch.setattr(index_door, "load_embedder", lambda _: WordEmbedder(), raising=False)
    run = CliRunner().invoke(app, ["speakers", "--json", "--archive", str(archive.path)])
    assert json.loads(run.stdout)[0]["name"] == told[0]["name"] == "Ida Moor"
    table = CliRunner().invoke(app, ["speakers", "--archive", str(archive.path)]).stdout
    assert table.splitlines()[1].split()[:2] == ["Ida", "Moor"]


def test_a_short_quotation_in_a_long_sentence_is_of_who_says_it(tmp_path):
    text = (
        "The harbour lost a crane in the storm of March. But his predecessor at the harbour, Ida "
        "Moor, who left for the mountains in May, disagreed: “There are two.”"
    )
    with make_index(tmp_path / "archive", article("cranes", text)) as made:
        answer = Assistant(made).ask("What did Ida Moor say?")
    assert [claim.speaker for claim in answer.claims] == ["Ida Moor"]


@pytest.fixture
def calders(tmp_path):
    added = [
        article("dyke", "Minister Ruth Calder spoke on Tuesday. “It will hold,” Calder said."),
        article("knee", "Jim Calder tore a muscle, his club said. “It hurts,” Calder said."),
    ]
    with make_index(tmp_path / "archive", *added) as made:
        yield Assistant(made)


def test_the_words_of_one_are_not_given_to_another_of_his_surname(calders):
    answer = calders.ask("What did Jim Calder say?")
    assert [claim.text for claim in answer.claims] == ["“It hurts,” Calder said."]
    assert [claim.speaker for claim in answer.claims] == ["Jim Calder"]


def test_a_surname_of_several_is_asked_back_with_what_each_of_them_says(calders):
    answer = calders.ask("What did Calder say?")
    assert {claim.speaker for claim in answer.claims} == {"Jim Calder", "Minister Ruth Calder"}
    assert "Jim Calder and Ruth Calder" in answer.notice


def test_a_topic_that_nobody_speaks_of_has_no_speakers(archive):
    hear(archive)
    assert archive.speakers("the price of turnips") == []
    assert "Harbour Ministry" in {each.name for each in archive.speakers("a second crane")}
