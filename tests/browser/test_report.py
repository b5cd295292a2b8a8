"""The page of an evaluation in a real browser; `page` fails it on a request or an error."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from evaluated import answered, report
from invented import InventedAssistant

from assistant.evaluation.html import as_html

pytestmark = pytest.mark.slow


@pytest.fixture
def visitor(page, tmp_path):
    """Open the report of a wrong answer."""
    path = tmp_path / "report.html"
    path.write_text(as_html(report(answered(relevant={}, answerable=False))), "utf-8")
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(visitor, width):
    visitor.set_viewport_size({"width": width, "height": 844})
    assert visitor.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_evaluations_are_listed_and_compared_without_a_fault(
    page, serve_page, tmp_path, width, scheme
):
    for name in ("before", "a name of an evaluation that is long " * 5):
        report(answered(relevant={}, answerable=False)).write(tmp_path / name.strip())
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(serve_page(InventedAssistant(), reports=tmp_path) + "/measure")
    faults = Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="What changed").wait_for()
    assert faults + Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_style_is_applied_under_the_policy(visitor):
    assert visitor.evaluate("getComputedStyle(document.querySelector('.tiles')).display") == "grid"


def test_a_number_leads_to_its_quote(visitor):
    visitor.get_by_role("link", name="Source 2").click()
    assert visitor.evaluate("document.querySelector(':target').textContent") == "2"
