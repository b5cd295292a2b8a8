"""The commands for conversations, over a real file of them and no archive at all."""

from __future__ import annotations

import getpass
import json
import os

import pytest
from answers import NOTHING_HELD, WRITTEN
from typer.testing import CliRunner

import index
from assistant import rendering
from assistant.cli import app
from assistant.cli.conversing import kept, user_named
from assistant.conversations import FILE_NAME, Conversations
from assistant.evaluation.records import read_records
from assistant.settings import Settings

QUESTION = WRITTEN.question.text


@pytest.fixture
def conversations(tmp_path, monkeypatch):
    """The conversations of an archive in the current folder; its embedder must not be loaded."""

    def load(*_, **__):
        raise AssertionError("an embedder is loaded")

    monkeypatch.setitem(vars(index), "load_embedder", load)
    monkeypatch.setattr(getpass, "getuser", lambda: "mia")
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BYLINE_")]:
        monkeypatch.delenv(name)
    (tmp_path / "archive").mkdir()
    with Conversations.open(tmp_path / "archive" / FILE_NAME) as opened:
        yield opened


@pytest.fixture
def talk(conversations) -> str:
    known = conversations.start(user="mia")
    for answer in (WRITTEN, NOTHING_HELD):
        conversations.add(known.id, answer, user="mia")
    return known.id


def byline(*arguments: str):
    return CliRunner().invoke(app, ["conversations", *arguments])


def test_conversations_are_listed_a_line_each(conversations, talk):
    other = conversations.start(user="mia", title="Bridge \x1b[2J")
    day = conversations.get(talk, user="mia").changed.astimezone().date()
    assert byline().stdout.splitlines() == [
        f"{other.id}  {day}   0 questions  Bridge \\x1b[2J",
        f"{talk}  {day}   2 questions  {QUESTION}",
    ]


def test_where_there_are_none_stdout_is_empty_and_the_way_is_told(conversations, talk):
    result = byline("--user", "bo")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No conversation of bo is kept" in result.stderr
    assert "--conversation new" in result.stderr


def test_a_conversation_is_shown_with_its_questions_and_sources(conversations, talk):
    stdout = byline("show", talk).stdout
    assert stdout.startswith(f"1. {QUESTION}\n\n")
    assert f"\n\n2. {QUESTION}\n\n" in stdout
    assert "[1] The Saltmarsh Post" in stdout
    assert "The articles do not answer this." in stdout


def test_a_conversation_gets_another_title(conversations, talk):
    assert byline("rename", talk, "Ferry").exit_code == 0
    assert conversations.get(talk, user="mia").title == "Ferry"


def test_a_deleted_conversation_is_gone(conversations, talk):
    assert byline("delete", talk, "--yes").stdout == "Deleted.\n"
    assert conversations.listed(user="mia") == []


@pytest.mark.parametrize(("said", "left"), [("y\n", 0), ("n\n", 1), ("", 1)])
def test_deleting_asks_first_and_says_what_would_be_gone(conversations, talk, said, left):
    result = CliRunner().invoke(app, ["conversations", "delete", talk], input=said)
    assert f"Delete “{QUESTION}” with 2 questions for good?" in result.stderr
    assert len(conversations.listed(user="mia")) == left
    assert result.exit_code == (1 if left else 0)


@pytest.mark.parametrize("order", [("show", "ID", "--archive", "other"),
                                   ("--archive", "other", "show", "ID")])  # fmt: skip
def test_the_archive_may_stand_before_the_command_or_behind_it(
    conversations, talk, tmp_path, order
):
    (tmp_path / "archive").rename(tmp_path / "other")
    result = byline(*(talk if each == "ID" else each for each in order))
    assert result.stdout.startswith(f"1. {QUESTION}")


def test_what_stands_behind_the_command_goes_before_what_stands_before_it(conversations, talk):
    assert byline("--user", "bo", "show", talk, "--user", "mia").exit_code == 0
    assert byline("--user", "bo", "show", talk).exit_code == 1


def test_conversations_are_listed_as_json(conversations, talk):
    (told,) = json.loads(byline("--json").stdout)["conversations"]
    assert (told["id"], told["title"], told["questions"]) == (talk, QUESTION, 2)
    assert json.loads(byline("--json", "--user", "bo").stdout) == {"conversations": []}


@pytest.mark.parametrize("form", rendering.FORMATS)
def test_a_conversation_is_exported_as_it_is_rendered(conversations, talk, form):
    expected = rendering.conversation_as(form, QUESTION, [WRITTEN, NOTHING_HELD])
    assert byline("export", talk, "--format", form).stdout == f"{expected}\n"


def test_an_export_is_written_to_a_file(conversations, talk, tmp_path):
    result = byline("export", talk, "--format", "json", "--output", "talk.json")
    assert (result.exit_code, result.stdout) == (0, "")
    written = json.loads((tmp_path / "talk.json").read_text("utf-8"))
    assert written["turns"] == [WRITTEN.to_dict(), NOTHING_HELD.to_dict()]


@pytest.mark.parametrize(
    "command", [("show",), ("rename", "Mine"), ("delete",), ("export",)], ids=lambda each: each[0]
)
def test_a_conversation_of_somebody_else_is_as_good_as_none(conversations, talk, command):
    name, *rest = command
    result = byline(name, talk, *rest, "--user", "bo")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"byline: There is no conversation '{talk}' of yours")
    assert conversations.get(talk, user="mia").title == QUESTION


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("rename", "ID", ""), "title is empty"),
        (("rename", "ID", "x" * 201), "201 characters"),
        (("export", "ID", "--format", "docx"), "'docx', but the formats are markdown"),
        (("show", "ID", "--user", " "), "with --user"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(conversations, talk, arguments, named):
    result = byline(*(talk if each == "ID" else each for each in arguments))
    assert result.exit_code == 2
    assert named in " ".join(result.stderr.split())


def test_without_an_archive_nothing_is_made(conversations, tmp_path):
    result = byline("--archive", "nowhere")
    assert result.exit_code == 1
    assert "There is no archive at nowhere" in result.stderr
    assert not (tmp_path / "nowhere").exists()


def test_the_user_is_the_login_name_where_nobody_is_named(conversations):
    assert (user_named(None), user_named(" bo ")) == ("mia", "bo")


def test_who_has_no_login_name_is_asked_for_one(conversations, monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nobody)
    result = byline()
    assert result.exit_code == 2
    assert "give a name with --user" in result.stderr


def test_other_commands_open_the_same_conversations(conversations, talk, tmp_path):
    with kept(Settings(archive=tmp_path / "archive")) as opened:
        assert [each.id for each in opened.listed(user="mia")] == [talk]


@pytest.mark.parametrize("command", ["", "show", "rename", "delete", "export"])
def test_the_help_of_each_command_ends_with_an_example(command):
    result = byline(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"byline conversations {command}".strip() in result.stdout.split("Example: ")[1]


def test_feedback_is_shown_a_line_each_the_latest_first(conversations, talk):
    conversations.rate(talk, 1, user="mia", good=True)
    conversations.rate(talk, 2, user="mia", good=False, reason="It \x1b[2J is open.")
    bad, good = CliRunner().invoke(app, ["feedback"]).stdout.splitlines()
    assert good.endswith(f"good  {QUESTION}")
    assert bad.endswith(f"bad   {QUESTION}: It \\x1b[2J is open.")


def test_feedback_as_json_is_a_set_of_questions_to_evaluate(conversations, talk, tmp_path):
    conversations.rate(talk, 1, user="mia", good=True)
    conversations.rate(talk, 2, user="mia", good=False)
    path = tmp_path / "questions.jsonl"
    path.write_text(CliRunner().invoke(app, ["feedback", "--json"]).stdout)
    bad, good = read_records(path)
    assert (bad.text, bad.relevant, good.id) == (QUESTION, None, f"{talk}-1")
    assert good.relevant == dict.fromkeys({each.article.id for each in WRITTEN.citations}, 1)


def test_where_nobody_has_said_anything_that_is_told(conversations):
    result = CliRunner().invoke(app, ["feedback"])
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "Nobody has said anything" in result.stderr
