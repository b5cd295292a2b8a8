"""What the README shows is what happens."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
_SHOWN = re.compile(r"<!-- tested -->\n```(\w+)\n(.*?)```(?:\n\n```\n(.*?)```)?", re.DOTALL)
_SECONDS = re.compile(r"\(\d+\.\d s\)")


def shown(language):
    """Give the README's example in `language`: what is typed, and what comes of it."""
    return next(match.groups()[1:] for match in _SHOWN.finditer(README) if match[1] == language)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in an empty folder that has the sample articles where the README says."""
    shutil.copytree(ROOT / "docs" / "sample", tmp_path / "docs" / "sample")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_command_prints_what_the_readme_shows(folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text, _ = shown("console")
    for typed, expected in re.findall(r"^\$ byline (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
        arguments = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', typed)]
        ran = subprocess.run(
            [sys.executable, "-m", "assistant.cli", *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
        assert _SECONDS.sub("", ran.stdout).split() == _SECONDS.sub("", expected).split()


@pytest.mark.slow
def test_the_python_example_prints_what_the_readme_shows(folder):
    code, expected = shown("python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue() == expected


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    texts = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"\bmake ([a-z]+)", texts)) <= targets


def test_every_file_that_is_linked_exists():
    for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]:
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
