"""The documentation as a site: every page is in it, and it asks nobody else for anything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAV = re.findall(r"\S+\.md", (ROOT / "mkdocs.yml").read_text("utf-8"))
_LOADED = re.compile(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="?((?:https?:)?//[^"> ]+)')


def test_every_page_is_in_the_navigation_once():
    pages = [*ROOT.glob("docs/*.md"), *ROOT.glob("docs/reading/*.md")]
    names = {str(each.relative_to(ROOT / "docs")) for each in pages}
    assert sorted(NAV) == sorted({*names, "sample/README.md"})


@pytest.mark.slow
def test_it_builds_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path):
    build = ("-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path))
    ran = subprocess.run(
        [sys.executable, *build], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    pages = [each.read_text("utf-8") for each in tmp_path.rglob("*.html")]
    assert len(pages) >= len(NAV)
    assert {found for page in pages for found in _LOADED.findall(page)} == set()
