"""Prompts are files, and what they are filled with is what they declare."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

import prompts

ROOT = Path(__file__).parent.parent
HEAD = '+++\nversion = 1\nvariables = ["question"]\n+++\n'
WHOLE = f"{HEAD}Answer.\n--- user ---\nQuestion: {{{{question}}}}\n"


def written(folder: Path, content: str) -> Path:
    (folder / "answer.md").write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize("name", prompts.NAMES)
def test_every_prompt_holds_the_values_of_all_its_variables(name):
    prompt = prompts.load(name)
    rendered = prompt.render(**{each: f"<{each}>" for each in prompt.variables})
    assert all(f"<{each}>" in rendered.system + rendered.user for each in prompt.variables)
    assert "{{" not in rendered.system + rendered.user


@pytest.mark.parametrize("name", prompts.NAMES)
def test_what_comes_from_elsewhere_stands_in_the_user_part_alone(name):
    prompt = prompts.load(name)
    foreign = set(prompt.variables) - {"nonce"}
    assert not any(f"{{{{{each}}}}}" in prompt.system for each in foreign)


def test_a_value_is_never_searched_for_placeholders(tmp_path):
    prompt = prompts.load("answer", written(tmp_path, WHOLE))
    assert prompt.render(question="{{question}} {{nonce}}").user == (
        "Question: {{question}} {{nonce}}"
    )


@pytest.mark.parametrize(
    ("values", "named"),
    [({}, "'question'.*was not given"), ({"question": "", "mood": ""}, "'mood'.*not declared")],
)
def test_a_variable_that_is_missing_or_unknown_is_an_error_that_names_it(tmp_path, values, named):
    prompt = prompts.load("answer", written(tmp_path, WHOLE))
    with pytest.raises(prompts.PromptError, match=named):
        prompt.render(**values)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (WHOLE + "{{mood}}", "'mood'.*used but not declared"),
        (WHOLE + "{{ question }}", "' question '.*used but not declared"),
        (HEAD + "Answer.\n--- user ---\nNothing.\n", "'question'.*declared but not used"),
        (HEAD + "{{question}}", "--- user ---"),
        ("Answer {{question}}", "between two lines"),
        (WHOLE.replace("version = 1\n", ""), "version"),
        (WHOLE.replace("version = 1", "version = 'one'"), "whole number"),
        (WHOLE.replace("version = 1", "version = "), "TOML"),
        (WHOLE.replace("version = 1", "version = 1\nmood = 2"), "nothing else"),
    ],
)
def test_a_file_that_is_not_as_declared_is_an_error_that_says_why(tmp_path, content, named):
    with pytest.raises(prompts.PromptError, match=named):
        prompts.load("answer", written(tmp_path, content))


def test_a_prompt_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(prompts.PromptError, match="there are answer, brief, repair, standalone"):
        prompts.load("../answer")
    with pytest.raises(prompts.PromptError, match="cannot be read"):
        prompts.load("answer", tmp_path)


def test_the_fingerprint_changes_with_any_letter_of_any_prompt(tmp_path):
    for name in prompts.NAMES:
        shutil.copy(ROOT / "prompts" / f"{name}.md", tmp_path)
    assert prompts.fingerprint(tmp_path) == prompts.fingerprint()
    for name in prompts.NAMES:
        before, path = prompts.fingerprint(tmp_path), tmp_path / f"{name}.md"
        path.write_text(path.read_text("utf-8") + ".", "utf-8")
        assert prompts.fingerprint(tmp_path) != before
        assert prompts.load(name, tmp_path).fingerprint != prompts.load(name).fingerprint


def test_the_readme_names_every_prompt_with_its_variables():
    rows = (ROOT / "prompts" / "README.md").read_text("utf-8").splitlines()
    for name in prompts.NAMES:
        row = next(each for each in rows if each.startswith(f"| `{name}.md`"))
        told = [each.strip(' `"') for each in row.split("|")[3].split("`")[1::2]]
        assert tuple(told) == prompts.load(name).variables


def test_the_files_are_part_of_the_distribution():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["setuptools"]["package-data"]["prompts"] == ["*.md"]
