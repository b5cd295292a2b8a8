"""The files that ship Byline: they name what there is, and follow the rules of their kind."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from assistant.cli import app
from assistant.settings import _SETTINGS, VERSION

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
MACHINES = yaml.safe_load((ROOT / "compose.machines.yaml").read_text("utf-8"))["services"]
COPIED = [
    source
    for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE)
    for source in line.split()[:-1]
]
HADOLINT = shutil.which("hadolint", path=sysconfig.get_path("scripts"))
COMMANDS = {each.callback.__name__ for each in app.registered_commands}


@pytest.mark.skipif(not HADOLINT, reason="hadolint is not made for this machine")
def test_the_dockerfile_breaks_no_rule_of_hadolint():
    linted = subprocess.run([HADOLINT, ROOT / "Dockerfile"], capture_output=True, check=False)
    assert (linted.returncode, linted.stdout.decode()) == (0, "")


@pytest.mark.parametrize("source", COPIED)
def test_what_is_copied_is_there_and_sent_to_the_builder(source):
    kept = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    assert (ROOT / source).exists()
    assert any(fnmatch(source, each) for each in kept)


def test_an_image_has_all_that_the_wheel_is_made_of():
    from test_wheel import OTHERS, PACKAGES

    assert {*OTHERS, *PACKAGES} <= set(COPIED)


def test_variables_of_the_image_are_settings():
    files = [path.read_text("utf-8") for path in sorted(ROOT.glob("compose*.yaml"))]
    named = re.findall(r"BYLINE_([A-Z_]+)", "".join([DOCKERFILE, *files]))
    assert {each.lower() for each in named} <= set(_SETTINGS)


def test_what_the_container_runs_are_commands():
    [command] = COMPOSE["services"]["byline"]["command"]
    run = set(re.findall(r"byline ([a-z]+)", command)) | set(
        re.findall(r'CMD \["(\w+)"\]', DOCKERFILE)
    )
    assert run == {"sync", "embed", "serve"}
    assert run <= COMMANDS


def test_nobody_special_serves_and_only_this_machine_reaches_it():
    assert re.search(r"^USER \d+$", DOCKERFILE, re.MULTILINE)
    ports = COMPOSE["services"]["byline"]["ports"]
    assert all(each.startswith("127.0.0.1:") for each in ports)


def test_several_machines_share_a_catalog_and_vectors_and_only_this_one_reaches_them():
    byline = {name: MACHINES[name]["environment"] for name in ("writer", "reader-1", "reader-2")}
    [shared] = {tuple(sorted(each.items())) for each in byline.values()}
    assert set(re.findall(r"[@/]([a-z0-9-]+)[:/](?:8000|byline)", str(shared))) == {
        *("catalog", "vectors-1", "vectors-2")
    }
    assert set(re.findall(r"byline ([a-z]+)", MACHINES["writer"]["command"][0])) <= COMMANDS
    ports = [port for each in MACHINES.values() for port in each.get("ports", ())]
    assert len(ports) == 2
    assert all(each.startswith("127.0.0.1:") for each in ports)


def test_the_citation_is_of_this_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert (cited["version"], cited["license"]) == (VERSION, "MIT")
