"""Each story of the sample archive, asked for what its tellers give, with the real model."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.accounts import accounts_of
from assistant.evidence import quotables
from assistant.question import kind_of
from assistant.types import Account

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ask(sample_index):
    def ask(question: str) -> Account:
        hits = sample_index.search(question, limit=12)
        found = quotables(sample_index, hits)
        (account,) = accounts_of(question, kind_of(question), found, similar=sample_index.similar)
        return account

    return ask


def numbers(account: Account) -> dict[float | None, str]:
    return {version.number: version.status for version in account.versions}


def test_the_dead_of_the_ferry_are_updated_and_the_wrong_figure_is_an_earlier_one(ask):
    found = numbers(ask("How many people died when the ferry Lady Tamsel capsized?"))
    assert {6.0, 13.0, 16.0, 19.0, 24.0} <= found.keys()
    assert {found[each] for each in (6.0, 13.0, 16.0)} == {"earlier"}
    assert found.get(31.0) == "earlier"


def test_the_people_on_board_are_189_and_were_187(ask):
    account = ask("How many people were on board the Lady Tamsel?")
    assert [version.number for version in account.versions] == [189.0, 187.0]


def test_operator_and_inquiry_count_the_vehicles_differently(ask):
    found = numbers(ask("How many vehicles did the ferry Lady Tamsel carry?"))
    assert found == {44.0: "differs", 38.0: "differs"}


def test_two_governments_blame_each_other_for_the_collision(ask):
    account = ask("Who is to blame for the collision in the Marrow Strait?")
    said = {version.speaker: version.value for version in account.versions}
    assert said["Defence Ministry"] == "the cutter"
    assert said["the Ministry of Maritime Affairs"] == "An Ovandran patrol vessel"


def test_the_ministry_raises_the_price_of_the_dam_and_others_differ(ask):
    account = ask("How much will the Upper Yarnel dam cost?")
    head, *others = account.versions
    assert (head.value, head.status, head.day) == (
        "2.2 billion crowns",
        "updated",
        date(2031, 6, 17),
    )
    assert {each.value: each.status for each in others} == {
        "2.31 billion crowns": "differs",
        "2.67 billion crowns": "differs",
        "1.84 billion crowns": "earlier",
    }


def test_the_ministry_puts_off_the_day_on_which_the_dam_is_full(ask):
    account = ask("When will the Upper Yarnel dam be full?")
    standings = {version.value: version.status for version in account.versions}
    assert (standings["June 2035"], standings["December 2033"]) == ("updated", "earlier")
    assert (standings["2034"], standings["2036"]) == ("differs", "differs")


def test_commission_and_observers_give_different_turnouts(ask):
    found = numbers(ask("What was the turnout of the referendum on Thornsay?"))
    assert found[59.8] == "differs"
    assert 61.4 in found


def test_who_conceded_is_told_by_all_alike(ask):
    (version,) = ask("Who conceded defeat after the referendum?").versions
    assert (version.value, version.status) == ("Bertil Oskerby", "agrees")


def test_ministry_and_union_count_the_dead_of_the_outbreak_differently(ask):
    found = numbers(ask("How many people died of legionnaires' disease in Dunvarrow?"))
    assert (found[7.0], found[9.0], found[5.0]) == ("updated", "differs", "earlier")


def test_the_bacteria_came_from_the_cooling_tower(ask):
    head = ask("Where did the bacteria in Dunvarrow come from?").versions[0]
    assert "cooling tower" in head.value
    assert head.speaker == "the Institute for Public Health"
