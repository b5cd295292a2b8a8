"""The page on Python can be typed in from its beginning to its end."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
METHODS = re.findall(r"`(index|assistant)\.(\w+)\(", PAGE)


def test_every_method_that_is_named_is_there():
    from assistant import Assistant
    from index import Index

    known = {"index": Index, "assistant": Assistant}
    assert METHODS
    assert [name for name in METHODS if not hasattr(known[name[0]], name[1])] == []


@pytest.mark.slow
def test_what_the_page_shows_runs(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "docs" / "sample", tmp_path / "docs" / "sample")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "python.md", "exec"), names)
    shown = capsys.readouterr().out
    assert "35 added, 0 unchanged, 0 unread" in shown
    assert "Bertil Oskerby" in shown
    assert names["follow_up"].standalone != "When did he concede?"
