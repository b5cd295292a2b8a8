"""Each story of the sample archive, asked for what its tellers give, with the real reader."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.types import Account

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ask(sample_index):
    assistant = Assistant(sample_index)

    def ask(question: str) -> Account:
        (account,) = assistant.ask(question).accounts
        return account

    return ask


def numbers(account: Account) -> dict[float | None, str]:
    return {version.number: version.status for version in account.versions}


def test_the_dead_of_the_ferry_are_updated_and_what_was_told_before_is_earlier(ask):
    head, *others = ask("How many people died when the ferry Lady Tamsel capsized?").versions
    assert (head.number, head.status) == (24.0, "updated")
    assert {each.number for each in others} >= {6.0, 13.0}
    assert {each.status for each in others} == {"earlier"}


def test_the_people_on_board_are_189_and_were_187(ask):
    account = ask("How many people were on board the Lady Tamsel?")
    assert [version.number for version in account.versions] == [189.0, 187.0]


def test_operator_and_inquiry_count_the_vehicles_differently(ask):
    found = numbers(ask("How many vehicles did the ferry Lady Tamsel carry?"))
    assert found == {44.0: "differs", 38.0: "differs"}


def test_the_ministry_raises_the_price_of_the_dam_and_others_differ(ask):
    account = ask("How much will the Upper Yarnel dam cost?")
    assert {each.value: each.status for each in account.versions} == {
        "2.67 billion crowns": "differs",
        "2.2 billion crowns": "differs",
        "2.31 billion crowns": "differs",
        "1.84 billion crowns": "earlier",
    }


def test_the_dam_is_full_when_the_ministry_says_now(ask):
    assert ask("When will the Upper Yarnel dam be full?").versions[0].value == "June 2035"


def test_who_conceded_is_told_by_all_alike(ask):
    (version,) = ask("Who conceded defeat after the referendum?").versions
    assert (version.value, version.status) == ("Bertil Oskerby", "agrees")


def test_the_ill_are_no_version_of_the_dead(ask):
    found = numbers(ask("How many people have died in the outbreak in Dunvarrow?"))
    assert not found.keys() & {29.0, 48.0, 66.0, 71.0, 83.0}


def test_the_bacteria_came_from_the_cooling_tower(ask):
    head = ask("Where did the bacteria in Dunvarrow come from?").versions[0]
    assert "cooling tower" in head.value
    assert head.speaker == "the Institute for Public Health"


def test_the_price_of_the_dam_is_none_of_the_ferry(sample_index):
    assert Assistant(sample_index).ask("How much did the ferry cost?").accounts == ()
