"""Many questions from a file: what comes of each line, and how a run goes on."""

from __future__ import annotations

import json
import threading
from contextlib import nullcontext
from datetime import date
from types import SimpleNamespace

import pytest
from invented import HARBOUR_QUESTION, UNANSWERED_QUESTION, InventedAssistant
from typer.testing import CliRunner

import assistant
import index
from assistant.cli import app
from assistant.cli.batch import answered
from assistant.cli.questions import Line, read_lines


class Stopping(InventedAssistant):
    """The invented assistant; the question "Stop" is Ctrl-C."""

    def ask(self, question, **options):
        if question == "Stop":
            raise KeyboardInterrupt
        return super().ask(question, **options)


@pytest.fixture
def answerer(monkeypatch):
    scripted = Stopping()
    opening = SimpleNamespace(open=lambda *_, **__: nullcontext(scripted.index))
    monkeypatch.setitem(vars(index), "Index", opening)
    monkeypatch.setitem(vars(index), "load_embedder", lambda model="": model)
    monkeypatch.setitem(vars(assistant), "Assistant", lambda _index, *, reader=None: scripted)
    return scripted


@pytest.fixture
def byline(tmp_path, monkeypatch):
    """Runs `byline ask --file` over a file of these lines, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*lines, options=(), name="questions.jsonl"):
        texts = [each if isinstance(each, str) else json.dumps(each) for each in lines]
        (tmp_path / name).write_text("\n".join(texts), encoding="utf-8")
        return CliRunner().invoke(app, ["ask", "--file", name, *options])

    return run


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_question_is_answered_on_a_line_of_its_own(byline, answerer):
    result = byline({"question": HARBOUR_QUESTION, "id": "h"}, {"question": UNANSWERED_QUESTION})
    assert result.exit_code == 0
    first, second = records(result.stdout)
    assert (first["line"], first["id"], first["question"]) == (1, "h", HARBOUR_QUESTION)
    assert first["answer"] == answerer.ask(HARBOUR_QUESTION).text
    assert (second["line"], second["id"]) == (2, None)
    assert "Asked 2 questions; 0 could not be asked." in result.stderr


def test_a_line_that_cannot_be_asked_says_why_and_the_rest_goes_on(byline, answerer):
    result = byline("{no", {"question": ""}, "", {"question": HARBOUR_QUESTION, "since": "May"})
    assert result.exit_code == 3
    assert [(each["line"], each["error"][:21]) for each in records(result.stdout)] == [
        (1, "Line 1 is no JSON: Ex"),
        (2, "Line 2: The question "),
        (4, "Line 4: since is 'May"),
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"id": 1}, "question is missing"),
        ({"question": 3}, "question is 3, but it must be a text"),
        ({"question": "Who?", "outlets": 3}, "outlets is 3, but it must be a list of texts"),
        ({"question": "Who?", "speaker": []}, "speaker is [], but it must be a text"),
        ({"question": "Who?", "infer": "no"}, "infer is 'no', but it must be true or false"),
        ({"question": "Who?", "outlet": "x"}, "outlet is no option; outlets is"),
        ([], 'is no object such as {"question": '),
    ],
)
def test_what_is_wrong_with_a_line_is_named(tmp_path, given, reason):
    (tmp_path / "q.jsonl").write_text(json.dumps(given))
    [line] = read_lines(tmp_path / "q.jsonl")
    assert reason in line.error


def test_the_limits_of_a_line_hold_before_those_of_the_command(byline, answerer):
    byline(
        {"question": "Who?", "outlets": ["Inland Ledger"], "asked_on": None, "custom": 1},
        {"question": "Who?", "as_of": "2031-05-04"},
        options=["--outlet", "The Tidewater Courier", "--asked-on", "2031-05-03"],
    )
    own, commands = answerer.asked
    assert (own.outlets, own.asked_on, own.as_of) == (("Inland Ledger",), None, None)
    assert (commands.outlets, commands.asked_on) == (("The Tidewater Courier",), date(2031, 5, 3))
    assert commands.as_of == date(2031, 5, 4)


def test_lines_of_a_text_file_are_questions_as_they_are(byline, answerer):
    result = byline(HARBOUR_QUESTION, {"question": UNANSWERED_QUESTION}, name="questions.txt")
    assert [each["question"] for each in records(result.stdout)] == [
        HARBOUR_QUESTION,
        UNANSWERED_QUESTION,
    ]


def test_a_run_that_was_killed_goes_on_where_it_was(byline, answerer, tmp_path):
    questions = [{"question": HARBOUR_QUESTION}, {"question": "Stop"}]
    assert byline(*questions, options=["--out", "a.jsonl"]).exit_code == 130
    out = tmp_path / "a.jsonl"
    whole = out.read_text()
    out.write_text(whole + '{"line": 2, "que')
    answerer.asked.clear()
    questions[1]["question"] = UNANSWERED_QUESTION
    result = byline(*questions, options=["--out", "a.jsonl"])
    assert [each.text for each in answerer.asked] == [UNANSWERED_QUESTION]
    assert out.read_text().startswith(whole)
    assert [each["line"] for each in records(out.read_text())] == [1, 2]
    assert "Asked 2 questions, 1 of them before; 0 could not" in result.stderr


@pytest.mark.parametrize("held", ["{}\n", "my diary\n", '{"line": 1, "question": "Other?"}\n'])
def test_a_file_that_holds_something_else_is_left_as_it_is(byline, answerer, tmp_path, held):
    (tmp_path / "a.jsonl").write_text(held)
    result = byline({"question": HARBOUR_QUESTION}, options=["--out", "a.jsonl"])
    assert result.exit_code == 1
    assert "Line 1 of a.jsonl does not answer that question" in result.stderr
    assert (tmp_path / "a.jsonl").read_text() == held


def test_some_are_answered_at_once_and_come_in_the_order_of_the_file():
    together = threading.Barrier(3, timeout=10)

    def ask(question):
        together.wait()
        return InventedAssistant().ask(question)

    lines = [Line(number, question=HARBOUR_QUESTION) for number in (1, 2, 3)]
    assert [each["line"] for each in answered(lines, ask, jobs=3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["Who?", "--file", "q"], "Give a QUESTION, or --file"),
        ([], "Give a QUESTION, or --file"),
        (["Who?", "--out", "a"], "--out and --jobs go with --file"),
        (["--file", "q", "--markdown"], "--file gives JSON alone, and not markdown"),
        (["--file", "q", "--conversation", "new"], "--file keeps no conversation"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options, reason):
    result = CliRunner().invoke(app, ["ask", *options])
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_file_without_questions_is_refused_with_a_line_that_would_do(byline, answerer):
    result = byline("", "  ")
    assert result.exit_code == 1
    assert 'write one a line, as text or as {"question": ' in result.stderr
