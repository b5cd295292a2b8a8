"""What is shipped: a wheel that has all it needs, installed where nothing of the project is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "index", "prompts")
OTHERS = ("LICENSE", "README.md", "app.py", "pyproject.toml", "docs/sample")
QUESTION = "Who conceded defeat after the referendum?"


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from a copy: what an earlier build has left is none of its business."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*PACKAGES, *OTHERS):
        part = ROOT / name
        copy = shutil.copytree if part.is_dir() else shutil.copy
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        copy(part, folder / "source" / name)
    build = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
    run(sys.executable, "-m", "pip", *build, str(folder / "source"))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def byline(wheel, tmp_path_factory):
    """Install the wheel into an environment of its own; what it depends on is this one's."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder / "venv"))
    python = str(folder / "venv" / "bin" / "python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", str(wheel))
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(own, "shared.pth").write_text(sysconfig.get_path("purelib"))
    environment = {name: os.environ[name] for name in os.environ if "PYTHON" not in name}

    def call(*arguments):
        command = str(folder / "venv" / "bin" / "byline")
        return run(command, *arguments, cwd=folder, env=environment)

    return call


@pytest.mark.slow
def test_every_file_of_the_packages_is_in_the_wheel(wheel):
    files = [each for name in PACKAGES for each in (ROOT / name).rglob("*") if each.is_file()]
    wanted = {str(each.relative_to(ROOT)) for each in files if "__pycache__" not in each.parts}
    assert wanted - set(ZipFile(wheel).namelist()) == set()


@pytest.mark.slow
def test_the_sealed_questions_are_not(wheel):
    assert [each for each in ZipFile(wheel).namelist() if "apart" in each] == []


@pytest.mark.slow
def test_who_has_the_wheel_alone_can_try_it_on_the_sample(byline):
    assert byline("--version").startswith("byline ")
    assert "Wrote 31 files of articles. Next: byline add sample/articles" in byline("sample")
    assert "Seen 35 = 35 added" in byline("add", "sample/articles", "--no-embed")
    answer = json.loads(byline("ask", QUESTION, "--json"))
    assert answer["short_answer"]["text"] == "Bertil Oskerby"
