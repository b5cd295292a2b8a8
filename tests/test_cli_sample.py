"""The sample articles, written where somebody tries Byline."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from assistant.cli import app

SAMPLE = Path(__file__).parent.parent / "docs" / "sample"


def test_the_sample_is_written_and_the_next_step_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["sample"]).stdout
    assert told.endswith("Next: byline add sample/articles\n")
    names = {each.name for each in Path("sample/articles").iterdir()}
    assert names == {each.name for each in (SAMPLE / "articles").iterdir()}
    assert not Path("sample/questions-apart.jsonl").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine").touch()
    refused = CliRunner().invoke(app, ["sample", str(tmp_path)])
    assert refused.exit_code == 1
    assert "is not empty; name another" in refused.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]
