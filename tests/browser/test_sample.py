"""The whole way in a real browser: the sample articles in, a cited answer on the page."""

from __future__ import annotations

import pytest

from assistant import Assistant

pytestmark = pytest.mark.slow

QUESTION = "Where did the bacteria in Dunvarrow come from?"


def test_a_question_is_answered_and_its_citation_opens_at_the_quote(page, serve_page, sample_index):
    page.goto(serve_page(Assistant(sample_index), [QUESTION]))
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text("cited").first.wait_for()
    assert "cooling tower" in page.locator("#current").inner_text()

    page.locator("#current").get_by_role("button", name="Source 1:").first.click()
    page.locator("dialog mark").wait_for()
    marked = page.locator("dialog mark").evaluate("mark => mark.textContent")
    quoted = Assistant(sample_index).ask(QUESTION).citations[0].quote
    assert marked == quoted
    # The fixture `page` fails the test if a request left this machine.
