"""Nothing is told to anybody: a library that would count its users is told not to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOAD = """
import os
from index import EmbedderError
from index.embedding.runtime import session_of
try:
    session_of(b"no network")
except EmbedderError:
    print(os.environ.get("ORT_DISABLE_TELEMETRY"))
"""
AUTOMATED = "CI GITHUB_ACTIONS GITLAB_CI JENKINS_URL TF_BUILD TRAVIS"  # there it is quiet anyway


def run(home, **variables):
    kept = {name: text for name, text in os.environ.items() if name not in AUTOMATED.split()}
    kept.pop("ORT_DISABLE_TELEMETRY", None)
    places = dict.fromkeys(("HOME", "XDG_CACHE_HOME"), str(home))
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env={**kept, **places, **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_onnxruntime_keeps_no_identity_and_no_events_to_send(tmp_path):
    assert run(tmp_path) == "1"
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("chosen", ["0", "1"])
def test_who_decides_otherwise_is_heeded(tmp_path, chosen):
    assert run(tmp_path, ORT_DISABLE_TELEMETRY=chosen, ORT_RUNNING_UNIT_TESTS="1") == chosen
