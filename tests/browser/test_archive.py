"""An archive looked around in a real browser: limited, gone back from, asked about, removed."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from doubles import PRESS, article, hear, make_index

from assistant import Assistant

pytestmark = pytest.mark.slow

LONG = article("long", "A text. " * 40, title="A headline " * 20, outlet="Gazette of Nowhere " * 10)
ARABIC = article("ar", "قال الوزير إن الميناء سيفتح.", title="الميناء", language="ar")


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", *PRESS, LONG, ARABIC) as index:
        hear(index)
        yield index


@pytest.fixture
def visitor(index, page, serve_page):
    page.goto(f"{serve_page(Assistant(index), adding=True)}/archive")
    return page


def test_a_list_is_limited_with_the_keyboard_alone_and_back_leads_to_all(visitor):
    visitor.get_by_label("Words").press("Tab")
    visitor.keyboard.type("Lyn")
    for key in ("Tab", "Tab", "Tab", "Enter"):
        visitor.keyboard.press(key)
    visitor.get_by_text("1 article of 5").wait_for()
    assert visitor.locator(".articles a").all_inner_texts() == ["Bridge closed for a month"]
    visitor.go_back()
    visitor.get_by_text("5 articles, 1 to 5").wait_for()


def test_an_article_leads_to_a_question_about_it(visitor):
    visitor.get_by_role("link", name="Ferry aground").click()
    visitor.get_by_role("link", name="Ask about it").click()
    box = visitor.get_by_label("Your question")
    visitor.wait_for_function("box => box.value", arg=box.element_handle())
    assert box.input_value() == "Tell me about “Ferry aground off Pellworth”"
    box.press("Enter")
    visitor.locator("#current .sources").get_by_text("Ferry aground off Pellworth").first.wait_for()


def test_an_article_is_removed_once_that_is_said_again(visitor, index):
    visitor.get_by_role("link", name="Ferry aground").click()
    visitor.get_by_role("link", name="Remove").click()
    visitor.get_by_role("button", name="Remove").click()
    visitor.get_by_text("The article was removed.").wait_for()
    assert "ferry" not in index.newest_first()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_where_one_looks_around(visitor, scheme, width):
    visitor.emulate_media(color_scheme=scheme)
    visitor.set_viewport_size({"width": width, "height": 844})
    home = visitor.url.removesuffix("archive")
    for place in (
        "archive",
        "archive?words=nowhere",
        "article/ferry?said=yes",
        "article/ar",
        "article/long",
        "archive/remove?article=ferry",
    ):
        visitor.goto(f"{home}{place}")
        found = Axe().run(visitor).response["violations"]
        assert [(place, each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
