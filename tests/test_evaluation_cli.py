"""`byline eval`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import pytest
from doubles import PRESS, WordEmbedder, make_index
from reading_aloud import ScriptedReader
from typer.testing import CliRunner

import index
from assistant.cli import app
from assistant.cli.progress import Pace, asking_line

LINES = (
    {
        "id": "carried",
        "question": "How many people did the ferry carry?",
        "asked_on": "2031-03-05",
        "answers": ["61 people"],
        "relevant": ["ferry"],
    },
    {"id": "zither", "question": "Who won the zither contest in Quarrendon?", "relevant": []},
)


@pytest.fixture
def evaluate(tmp_path, monkeypatch):
    """Run the command over the invented press, in a folder with the two questions."""
    with make_index(tmp_path / "archive", *PRESS):
        pass
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(index, "load_embedder", lambda _: WordEmbedder(), raising=False)
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, LINES)))

    def run(*arguments):
        return CliRunner().invoke(app, ["eval", "questions.jsonl", *map(str, arguments)])

    return run


def test_the_table_gives_each_metric_with_its_interval_and_its_counts(evaluate):
    done = evaluate()
    assert done.exit_code == 0
    (line,) = (each for each in done.stdout.splitlines() if each.startswith("Hits@1 "))
    assert line.split() == ["Hits@1", "1.000", "1.000", "to", "1.000", "1", "1"]
    assert "1 of 2: no article answers it" in done.stdout


def test_bad_lines_are_all_told_and_nothing_is_asked(evaluate, tmp_path):
    (tmp_path / "questions.jsonl").write_text('{"id": 1}\n\n[]')
    done = evaluate("--report", "new")
    assert done.exit_code == 2
    assert "line 1: question is missing" in done.stderr
    assert "line 3: it is no JSON object" in done.stderr
    assert not (tmp_path / "new").exists()


def test_the_report_is_written_where_it_says(evaluate, tmp_path):
    done = evaluate("--report", "new")
    assert "Report: new/report.html" in done.stdout
    written = {each.name for each in (tmp_path / "new").iterdir()}
    assert written == {"report.json", "rows.jsonl", "report.html", "risk-coverage.csv"}


def test_against_an_older_report_tells_the_differences(evaluate):
    evaluate("--report", "old")
    done = evaluate("--against", "old")
    assert done.exit_code == 0
    assert "+0.000 to +0.000" in done.stdout


def test_against_what_is_no_report_asks_nothing(evaluate, tmp_path):
    (tmp_path / "old").mkdir()
    done = evaluate("--against", "old")
    assert done.exit_code == 2
    assert "There is no report in old" in done.stderr


def test_below_a_floor_it_ends_with_1_and_names_the_metric(evaluate, tmp_path):
    (tmp_path / "gate.toml").write_text('"Hits@1" = 1.5\n"Hits@4" = 0.5')
    done = evaluate("--gate", "gate.toml")
    assert done.exit_code == 1
    assert "Gate: Hits@1 is 1, below its floor of 1.5." in done.stderr
    assert "Hits@4" not in done.stderr


def test_a_gate_that_holds_is_said(evaluate, tmp_path):
    (tmp_path / "gate.json").write_text('{"Hits@1": 1}')
    done = evaluate("--gate", "gate.json")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Gate: 1 limit held.")


def test_a_gate_of_an_unknown_metric_is_refused_before_asking(evaluate, tmp_path):
    (tmp_path / "gate.toml").write_text('"Hits@5" = 0.5')
    done = evaluate("--gate", "gate.toml")
    assert done.exit_code == 2
    assert "no metric 'Hits@5'" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("arguments", [["--export", "ragas"], ["--export", "x", "--report", "new"]])
def test_an_export_without_a_folder_or_a_known_format_is_refused(evaluate, arguments):
    done = evaluate(*arguments)
    assert done.exit_code == 2
    assert "--export" in done.stderr


def test_without_the_days_no_question_has_one(evaluate, tmp_path):
    evaluate("--no-asked-on", "--report", "new")
    report = json.loads((tmp_path / "new" / "report.json").read_text())
    rows = [json.loads(line) for line in (tmp_path / "new" / "rows.jsonl").open()]
    assert report["fingerprint"]["settings"] == {"asked_on": "not used"}
    assert all("asked_on" not in row["question"] for row in rows)


def test_near_misses_are_asked_where_they_are_wanted(evaluate, tmp_path):
    done = evaluate("--near-misses", "--report", "new")
    report = json.loads((tmp_path / "new" / "report.json").read_text())
    (line,) = (one for one in done.stdout.splitlines() if one.startswith("near misses: abstained"))
    assert line.split()[3:] == ["1.000", "1.000", "to", "1.000", "1", "1"]
    assert report["fingerprint"]["settings"] == {"asked_on": "used", "near_misses": "asked"}


def test_near_misses_without_the_days_of_asking_are_refused(evaluate):
    done = evaluate("--near-misses", "--no-asked-on")
    assert done.exit_code == 2
    assert "--near-misses needs the day of asking" in done.stderr


def test_where_no_question_can_be_asked_it_ends_with_1(evaluate, tmp_path):
    long = {"id": "long", "question": "why " * 2_000}
    (tmp_path / "questions.jsonl").write_text(json.dumps(long))
    done = evaluate()
    assert done.exit_code == 1
    assert "No question could be asked" in done.stderr


def test_progress_tells_the_time_left():
    line = asking_line(30, 90, Pace(done=10, started=0.0), now=40.0)
    assert line == "30 of 90 asked, 0.5 questions/s, 2:00 left"


def test_articles_with_marked_statements_are_told_by_their_lines(evaluate, tmp_path):
    text = "The quay is shut, Ida Moor said."
    marking = {"source": [[18, 26]], "cue": [[27, 31]], "content": [[0, 16]]}
    line = {"id": "1", "outlet": "Lyn Leader", "text": text, "attributions": [marking]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(line))
    done = evaluate("--report", "new")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].split()[:5] == ["all", "1", "1.000", "1.000", "1.000"]
    assert json.loads((tmp_path / "new" / "statements.json").read_text())


def test_questions_with_documents_of_their_own_measure_the_accounts(evaluate, tmp_path):
    documents = ["The Lyn Tower is 61 metres high.", "The Lyn Tower is 64 metres high."]
    line = {
        "id": "tower",
        "question": "How high is the Lyn Tower?",
        "documents": [{"text": each} for each in documents],
        "gold_answers": ["61 metres"],
        "wrong_answers": ["64 metres"],
    }
    (tmp_path / "questions.jsonl").write_text(json.dumps(line))
    done = evaluate()
    assert done.exit_code == 0
    assert "strict" in done.stdout


@pytest.fixture
def reader(monkeypatch):
    """Let the command load a reader that finds 1902."""
    loaded = SimpleNamespace(load_reader=lambda _: ScriptedReader({"1902": 0.9}))
    monkeypatch.setitem(sys.modules, "assistant.reading", loaded)


def figure_of(done, name):
    (line,) = (each for each in done.stdout.splitlines() if each.startswith(f"{name} "))
    return line.removeprefix(name).split()[0]


def test_questions_with_a_context_measure_the_reader(evaluate, reader, tmp_path):
    text = "The quay was built in 1902. Nobody was hurt."
    line = {"id": "1", "question": "When?", "context": text, "answers": ["1902"]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(line))
    done = evaluate("--report", "new")
    assert figure_of(done, "exact match") == "1.000"
    assert json.loads((tmp_path / "new" / "reader.json").read_text())["questions"] == 1


def test_questions_with_candidates_measure_the_order_of_the_reader(evaluate, reader, tmp_path):
    line = {"question": "When?", "candidates": ["Nobody was.", "In 1902."], "answers": [1]}
    (tmp_path / "questions.jsonl").write_text(json.dumps(line))
    done = evaluate()
    assert (figure_of(done, "MAP"), figure_of(done, "MRR")) == ("1.000", "1.000")


def test_a_half_keeps_together_what_has_the_same_title(evaluate, reader, tmp_path):
    line = {"question": "When?", "candidates": ["In 1902."], "answers": [0]}
    lines = [line | {"title": title} for title in ("quay", "moor", "quay")]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    counts = {half: evaluate("--half", half, "--report", half) for half in ("even", "odd")}
    assert all(done.exit_code == 0 for done in counts.values())
    assert [
        json.loads((tmp_path / half / "reader.json").read_text())["questions"] for half in counts
    ] == [2, 1]


def test_a_half_of_the_questions_is_named_in_the_fingerprint(evaluate, tmp_path):
    (tmp_path / "questions.jsonl").write_text(
        "\n".join(json.dumps(LINES[0] | {"id": name}) for name in ("quay", "moor"))
    )
    evaluate("--half", "odd", "--report", "new")
    report = json.loads((tmp_path / "new" / "report.json").read_text())
    assert report["questions"] == 1
    assert report["fingerprint"]["settings"] == {"asked_on": "used", "half": "odd"}


def test_a_half_that_holds_nothing_is_refused(evaluate):
    done = evaluate("--half", "even")
    assert done.exit_code == 2
    assert "Nothing is in the even half" in done.stderr
