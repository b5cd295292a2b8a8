"""The file of people, and the commands that keep it."""

from __future__ import annotations

import hashlib
import os
import stat

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.people import BadName, BadPassword, People, PeopleError
from assistant.people.passwords import hashed, matches

PASSWORD = "four lamps over the quay"


@pytest.fixture
def byline(tmp_path, monkeypatch):
    """Run the command in an empty folder, with a password on stdin."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BYLINE_PEOPLE", "people.db")
    return lambda *arguments, given="": CliRunner().invoke(app, ["people", *arguments], input=given)


def test_somebody_is_added_listed_and_removed(byline):
    assert byline("add", " Ada ", given=f"{PASSWORD}\n").output == "ada is let in.\n"
    assert byline("list").output == "ada\n"
    assert byline("remove", "ADA").exit_code == 0
    assert byline("list").output == ""


def test_the_password_is_what_was_given_and_changes_by_command(byline, tmp_path):
    byline("add", "ada", given=f"{PASSWORD}\n")
    with People.open(tmp_path / "people.db") as people:
        token = people.sign_in(people.person("Ada", PASSWORD))
        assert byline("password", "ada", given="nine gulls on the mole\n").exit_code == 0
        assert people.signed_in(token) is None
        assert people.person("ada", PASSWORD) is None
        assert people.person("ada", "nine gulls on the mole")


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("list",), "", "byline people add NAME"),
        (("add", "a:b"), PASSWORD, "no colon"),
        (("add", "ada"), "short", "must have 10 to 200"),
        (("add", "ada", "--people", ""), PASSWORD, "Say in which file"),
    ],
)
def test_what_is_refused_is_told_in_a_sentence(byline, arguments, given, said):
    refused = byline(*arguments, given=f"{given}\n")
    assert refused.exit_code != 0
    assert said in " ".join(refused.output.split())


def test_a_name_is_taken_once_however_it_is_written(tmp_path):
    with People.open(tmp_path / "people.db", create=True) as people:
        people.add("ada", PASSWORD)
        with pytest.raises(BadName, match="people password ada"):
            people.add("Ａｄａ", PASSWORD)


def test_only_its_owner_can_read_the_file_and_nobody_a_password(tmp_path):
    path = tmp_path / "people.db"
    with People.open(path, create=True) as people:
        people.add("ada", PASSWORD)
        token = people.sign_in(people.known("ada"))
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    written = path.read_bytes()
    assert b"scrypt$32768$8$3$" in written
    assert PASSWORD.encode() not in written
    assert token.encode() not in written


def test_two_who_have_one_password_cannot_be_told_from_the_file():
    assert hashed(PASSWORD) != hashed(PASSWORD)


def test_a_name_that_nobody_has_is_worked_at_as_much(monkeypatch):
    kept, work = hashed(PASSWORD), []
    scrypt = hashlib.scrypt

    def watched(text, *, salt, **numbers):
        work.append(numbers)
        return scrypt(text, salt=salt, **numbers)

    monkeypatch.setattr(hashlib, "scrypt", watched)
    assert matches(PASSWORD, kept)
    assert not matches(PASSWORD, None)
    assert work[0] == work[1]


def test_a_password_is_the_same_however_its_letters_are_composed():
    assert matches("cafe\u0301 at the quay", hashed("caf\u00e9 at the quay"))


def test_a_password_may_not_be_too_long():
    with pytest.raises(BadPassword):
        hashed("x" * 201)


def test_a_file_of_something_else_is_left_alone(tmp_path):
    path = tmp_path / "people.db"
    path.write_text("Not for Byline.", encoding="utf-8")
    with pytest.raises(PeopleError, match="cannot be used as a file of people"):
        People.open(path, create=True)
    assert path.read_text(encoding="utf-8") == "Not for Byline."
