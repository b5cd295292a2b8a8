"""The soak in small: a few kills and seconds, and that it sees what is lost or made up."""

from __future__ import annotations

import pytest
import soak
from doubles import article
from soaking import Ledger, open_index, text_of

pytestmark = pytest.mark.slow


@pytest.fixture
def noted(tmp_path):
    """An archive of two articles, and the ledger that says so."""
    with open_index(tmp_path / "archive", create=True) as index:
        index.add([article(each, text_of(each, 0)) for each in ("stays0", "goes1")])
    ledger = Ledger(tmp_path / "ledger")
    ledger.done({"stays0": 0, "goes1": 0})
    return ledger


def broken(tmp_path, noted):
    return soak.faults_of(tmp_path / "archive", noted)[0]


def test_nothing_reported_is_lost_over_kills_and_readers_are_answered_meanwhile(capsys):
    assert soak.main(["--kills", "5", "--minutes", "0.3", "--readers", "2"]) == 0
    assert "0 promises broken" in capsys.readouterr().out


def test_what_is_as_it_was_reported_breaks_no_promise(tmp_path, noted):
    assert broken(tmp_path, noted) == []


@pytest.mark.parametrize("states", [{"goes1": None}, {"stays0": 1}, {"stays2": 0}])
def test_an_article_that_is_not_as_it_was_reported_is_seen(tmp_path, noted, states):
    noted.done(states)
    assert len(broken(tmp_path, noted)) == 1


def test_an_article_that_nobody_added_is_seen(tmp_path, noted):
    with open_index(tmp_path / "archive") as index:
        index.add([article("stays9", text_of("stays9", 0))])
    assert broken(tmp_path, noted) == ["nobody added stays9"]


def test_a_step_that_did_not_report_may_have_been_done_or_not(tmp_path, noted):
    noted.begin("removing", {"goes1": None})
    assert broken(tmp_path, noted) == []
    assert noted.settled == {"stays0": 0, "goes1": 0}
