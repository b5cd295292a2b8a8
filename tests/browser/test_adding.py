"""Articles added on the page, in a real browser: dropped, followed, asked."""

from __future__ import annotations

import re
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from doubles import WordEmbedder, make_index

from assistant import Assistant

pytestmark = pytest.mark.slow

COMET = (
    "# Comet over Ostermere\n\nA comet was seen over Ostermere on Sunday, Mayor Ilse Brandt said.\n"
)


class GatedEmbedder(WordEmbedder):
    """Embeds what follows adding only once the gate is open."""

    gate = threading.Event()

    def embed(self, texts):
        if threading.current_thread().name == "adding":
            self.gate.wait(30)
        return super().embed(texts)


@pytest.fixture
def index(tmp_path):
    GatedEmbedder.gate.clear()
    with make_index(tmp_path / "archive", embedder=GatedEmbedder()) as index:
        yield index


@pytest.fixture
def visitor(index, page, serve_page):
    """Open the page where articles are added to an empty archive, three files at a time."""
    page.goto(f"{serve_page(Assistant(index), adding=True, adding_files=3)}/add")
    yield page
    GatedEmbedder.gate.set()


def drop(page, *files):
    given = page.evaluate_handle(
        "files => { const given = new DataTransfer();"
        " for (const [name, text] of files) given.items.add(new File([text], name));"
        " return given; }",
        [list(each) for each in files],
    )
    page.locator("#drop").dispatch_event("drop", {"dataTransfer": given})


def choose(page, *files):
    page.get_by_label("Files").set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": b.encode()} for name, b in files]
    )


def test_a_file_that_is_dropped_is_asked_about_before_its_vectors_are_there(visitor, index):
    visitor.get_by_text("This archive is empty.").wait_for()
    drop(visitor, ("comet.md", COMET))
    visitor.get_by_role("link", name="Ask at once").click()
    box = visitor.get_by_label("Your question")
    box.fill("Where was a comet seen?")
    box.press("Enter")
    visitor.locator("#current .sources").get_by_text("Comet over Ostermere").wait_for()
    assert not GatedEmbedder.gate.is_set()
    assert len(index) == 1


def test_what_was_not_read_is_listed_and_the_rest_goes_on_until_it_is_done(visitor):
    choose(visitor, ("comet.md", COMET), ("photo.png", "x"))
    visitor.get_by_role("button", name="Add").click()
    visitor.get_by_role("row", name="photo.png").get_by_text("unknown kind .png").wait_for()
    GatedEmbedder.gate.set()
    visitor.locator("#delivery[data-done=yes]").wait_for()
    assert visitor.locator(".stages .done").count() == 4


def test_too_many_files_are_refused_before_they_are_sent(visitor):
    choose(visitor, *[(f"{n}.md", COMET) for n in range(4)])
    visitor.get_by_text("4 files are more than 3 at a time").wait_for()
    assert visitor.get_by_role("button", name="Add").is_disabled()


def test_it_works_with_the_keyboard_alone(visitor):
    visitor.keyboard.press("Tab")
    reached = []
    for _ in range(8):
        reached.append(visitor.evaluate("document.activeElement.innerText || '(field)'"))
        visitor.keyboard.press("Tab")
    assert reached == ["Byline", "Ask", "Archive", "Stories", "Add", "(field)", "(field)", "Add"]
    choose(visitor, ("comet.md", COMET))
    visitor.get_by_role("button", name="Add").press("Enter")
    visitor.get_by_role("link", name="Ask at once").wait_for()


def test_without_a_script_a_form_is_sent_and_told_of(index, browser, serve_page):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve_page(Assistant(index), adding=True)}/add")
    choose(page, ("comet.md", COMET))
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Ask at once").wait_for()
    assert re.search("/add/[0-9a-f]+$", page.url)
    GatedEmbedder.gate.set()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_where_articles_are_added(visitor, scheme, width):
    visitor.emulate_media(color_scheme=scheme)
    visitor.set_viewport_size({"width": width, "height": 844})
    found = violations(visitor)
    choose(visitor, ("comet.md", COMET), ("photo.png", "x"))
    visitor.get_by_role("button", name="Add").click()
    visitor.get_by_role("link", name="Ask at once").wait_for()
    assert [*found, *violations(visitor)] == []
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
