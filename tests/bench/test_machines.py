"""Several machines in small: each is stopped once, and nothing is lost or answered otherwise."""

from __future__ import annotations

from pathlib import Path

import machines
import pytest

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "docs" / "sample"


def test_each_server_may_stop_and_all_is_answered_as_before_once_it_is_back(tmp_path, capsys):
    sample = [str(SAMPLE / "articles"), "--questions", str(SAMPLE / "questions.jsonl")]
    small = ["--passages", "200", "--asked", "6", "--chroma", "1", "--folder", str(tmp_path)]
    assert machines.main([*sample, *small, "--actors", "0", "--killed", "embedding"]) == 0
    table = capsys.readouterr().out
    assert "killed while embedding" in table
    assert "| PostgreSQL | 2 | 0 | 0 | 2 | 0 |" in table  # refused in a sentence by both
    assert "| reader 1 | 2 | 1 | 0 | 0 | 1 |" in table  # the other one answers
    assert "| Chroma server 1 | 2 | 2 | 2 | 0 | 0 |" in table  # answers, marked
