"""Accounts side by side, in a real browser."""

from __future__ import annotations

import pytest

from assistant import Assistant

pytestmark = pytest.mark.slow


def test_a_number_in_the_table_of_accounts_opens_the_article(page, serve_page, sample_index):
    page.goto(serve_page(Assistant(sample_index)))
    page.get_by_label("Your question").fill(
        "How many people died when the ferry Lady Tamsel capsized?"
    )
    page.get_by_label("Your question").press("Enter")
    page.locator("table.accounts tr", has_text="Thirteen").get_by_role("button").first.click()
    page.locator("dialog mark").wait_for()
    assert "Thirteen" in page.locator("dialog mark").inner_text()
