"""The notebook of the documentation does what it says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CELLS = json.loads((ROOT / "docs" / "notebook.ipynb").read_text("utf-8"))["cells"]
CODE = ["".join(each["source"]) for each in CELLS if each["cell_type"] == "code"]


def test_it_is_kept_without_what_a_run_leaves():
    left = [each for each in CELLS if each.get("outputs") or each.get("execution_count")]
    assert left == []


@pytest.mark.slow
def test_every_cell_runs_and_shows_its_sources(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "docs" / "sample", tmp_path / "docs" / "sample")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    for number, code in enumerate(CODE):
        exec(compile(code, f"cell {number}", "exec"), names)
    shown = capsys.readouterr().out
    assert "Thornsay Gazette" in names["answer"]._repr_html_() + shown
    assert "Bertil Oskerby" in names["message"].text
    assert "Sources:\n- [1] Thornsay Gazette, 24 May 2031" in shown
    assert " exact\n" in shown
