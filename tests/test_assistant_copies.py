"""The same article at several addresses: cited once, the others named, and one origin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from doubles import article, make_index

from assistant import Answer, Assistant
from assistant.accounts import independent_origins
from assistant.reading.copies import are_copies
from assistant.rendering import answer_as
from assistant.types import Evidence
from index import Passage, Span

STORM = article(
    "storm",
    "A storm reached Northmoor on Friday and closed its harbour. "
    "The storm left 40 ferry crews of Northmoor idle, the Seafarers' Union said. "
    "The harbour of Northmoor will open again on Tuesday, Harbourmaster Ines Dray said. "
    "Three boats were lost in the storm at Northmoor, the coastguard said.",
    title="Storm closes Northmoor harbour",
    outlet="Tidewater Courier",
    url="https://tidewater.example/storm",
    published=date(2031, 5, 3),
)
MAILED = replace(STORM, id="mailed", url="https://tidewater.example/storm?utm_source=mail")
SYNDICATED = replace(
    STORM,
    id="syndicated",
    text="NORTHMOOR (Coast Wire) - " + STORM.text.replace("'", "’") + "\n"
    "The ferries of Northmoor will sail for free in June, the operator promised.",
    title="Northmoor harbour shut by storm",
    outlet="Inland Ledger",
    url="https://ledger.example/shut",
)
OTHER = article(
    "other",
    "A storm reached Northmoor on Friday and closed its harbour. "
    "Bakers there gave away 900 loaves to the crews of the ferries, said baker Ida Moor.",
    outlet="Bread Weekly",
    url="https://bread.example/loaves",
)
HARBOUR = "When will Northmoor harbour open again?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    with make_index(folder, STORM, MAILED, SYNDICATED, OTHER) as index:
        yield Assistant(index)


@pytest.fixture(scope="module")
def harbour(assistant) -> Answer:
    return assistant.ask(HARBOUR)


def whole(of) -> Evidence:
    return Evidence.cut(of, Passage.cut(of, Span(0, len(of.text))), 0, len(of.text))


def addresses(answer: Answer) -> list[set[str]]:
    """Give all addresses that stand behind each citation."""
    return [
        {each.article.url, *(copy.article.url for copy in each.also_at)}
        for each in answer.citations
    ]


@pytest.mark.parametrize("question", [HARBOUR, "What happened at Northmoor harbour?"])
def test_one_article_at_three_addresses_is_cited_once_and_the_others_are_named(assistant, question):
    answer = assistant.ask(question)
    known = [each for each in answer.citations if each.article.id != "other"]
    shared = [each for each in known if each.quote in STORM.text]
    assert len({each.article.id for each in shared}) == 1
    named = {STORM.url, MAILED.url, SYNDICATED.url}
    assert all(each == named for each in addresses(replace(answer, citations=tuple(shared))))


def test_copies_are_one_origin_and_no_second_account(harbour):
    assert harbour.coverage.independent_origins == 1
    assert "agree" not in answer_as("markdown", harbour)


def test_what_only_one_of_the_copies_says_is_cited_from_that_one(assistant):
    answer = assistant.ask("When will the ferries of Northmoor sail for free?")
    first = answer.citations[0]
    assert first.article.id == "syndicated"
    assert first.also_at == ()


def test_a_copy_outside_the_limits_is_not_named(assistant):
    answer = assistant.ask(HARBOUR, outlets=["Inland Ledger"])
    assert addresses(answer) == [{SYNDICATED.url}] * len(answer.citations)


def test_articles_that_share_a_sentence_are_no_copies():
    assert are_copies(STORM, SYNDICATED)
    assert not are_copies(STORM, OTHER)
    assert independent_origins([whole(STORM), whole(OTHER)]) == 2


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_exports_name_the_other_addresses(harbour, form):
    written = answer_as(form, harbour)
    assert "also at: " in written
    assert all(outlet in written for outlet in ("Tidewater Courier", "Inland Ledger"))


def test_other_addresses_are_kept_with_the_answer(harbour):
    assert Answer.from_dict(harbour.to_dict()).to_dict() == harbour.to_dict()
    assert addresses(Answer.from_dict(harbour.to_dict())) == addresses(harbour)
