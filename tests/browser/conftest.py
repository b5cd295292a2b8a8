"""A real browser before the real app: `serve_page(assistant)` gives a URL, `page` visits it."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest
import uvicorn

import app

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture
def serve_page():
    """Give a function that serves an assistant, as `create_app` does, on a free port."""
    running = []

    def serve(assistant, examples=(), conversations=None, **bounds):
        listening = socket.create_server(("127.0.0.1", 0))
        made = app.create_app(
            assistant,
            conversations=conversations,
            examples=examples,
            bounds=app.Bounds(**bounds),
        )
        server = uvicorn.Server(
            uvicorn.Config(made, log_level="critical", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        running.append((server, thread, listening))
        while not server.started:
            time.sleep(0.02)
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield serve
    for server, thread, listening in running:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture(scope="session")
def browser():
    """Start Chromium: the system's, else the one that Playwright installed."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as vendor:
        try:
            chromium = vendor.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(QUIET)
            )
        except playwright.Error:
            pytest.skip("no browser: playwright install chromium (or apt-get install chromium)")
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, serve_page):
    """Give a fresh visitor's page, closed before its server is.

    Leaving the machine or an error in the console fails the test.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visited = context.new_page()
    requests, errors = [], []
    visited.on("request", lambda request: requests.append(request.url))
    visited.on("console", lambda said: said.type == "error" and errors.append(said.text))
    visited.on("pageerror", lambda error: errors.append(str(error)))
    visited.requests, visited.errors = requests, errors
    yield visited
    home = urlsplit(visited.url)[:2]
    context.close()
    assert requests
    assert [url for url in requests if urlsplit(url)[:2] != home] == []
    # Who leaves a page while Gradio still reads a stream sees Gradio log both of these, at times.
    was_left = any("BodyStreamBuffer was aborted" in each for each in errors)
    told_of_leaving = ("BodyStreamBuffer was aborted", "errored out") if was_left else ()
    assert [each for each in errors if not any(told in each for told in told_of_leaving)] == []
