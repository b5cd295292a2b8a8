"""Take the README's picture of the page: `python tests/browser/screenshot.py docs/page.png`."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

import app
from assistant import Assistant
from index import Index

_WITH_ACCOUNTS = 2  # what the dam will cost
SAMPLE = Path(__file__).parents[2] / "docs" / "sample"


def take(picture: str) -> None:
    """Ask the sample archive the question of its examples that has accounts, and save the page."""
    examples = (SAMPLE / "examples.txt").read_text("utf-8").split("\n")
    ready, where = threading.Event(), []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as vendor:
        assistant = Assistant(Index.build([SAMPLE / "articles"], Path(folder) / "archive"))

        def on_ready(url: str) -> None:
            where.append(url)
            ready.set()

        serving = {"port": 0, "examples": examples, "on_ready": on_ready}
        threading.Thread(target=app.serve, args=[assistant], kwargs=serving, daemon=True).start()
        ready.wait()
        chromium = vendor.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(where[0])
        page.get_by_label("Your question").fill(examples[_WITH_ACCOUNTS])
        page.get_by_label("Your question").press("Enter")
        page.get_by_text("cited").first.wait_for()
        page.screenshot(path=picture)
        chromium.close()


if __name__ == "__main__":
    take(sys.argv[1])
