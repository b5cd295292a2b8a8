"""Stories in a real browser: from the first visit to the very sentence in its article."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from doubles import PRESS, article, hear, make_index

from assistant import Assistant

pytestmark = pytest.mark.slow

QUAKE = [
    article(
        f"quake-{day}",
        f"An earthquake shook Pellworth. In all {dead} people died, Mayor Ada Lyn said. "
        "The quay of Pellworth is closed until the earthquake is looked into.",
        title=f"Earthquake shakes Pellworth, {dead} people die",
        outlet=outlet,
        published=date(2031, 4, day),
    )
    for day, dead, outlet in ((2, 6, "Saltmarsh Post"), (4, 9, "Gazette of Nowhere " * 10))
]
ARABIC = [
    article(f"ar-{day}", "قال الوزير إن الميناء سيفتح غدا.", title="الميناء يفتح", language="ar",
            published=date(2031, 6, day))
    for day in (1, 2)
]  # fmt: skip


@pytest.fixture
def home(tmp_path, page, serve_page):
    with make_index(tmp_path / "archive", *PRESS, *QUAKE, *ARABIC) as index:
        hear(index)
        assistant = Assistant(index)
        assistant.stories.newest_first()
        yield serve_page(assistant)


def test_the_first_visit_leads_to_a_story_and_that_to_the_sentence_it_quotes(home, page):
    page.goto(f"{home}/?q=loaded")  # left before, Gradio would complain
    box = page.get_by_label("Your question")
    page.wait_for_function("box => box.value", arg=box.element_handle())
    page.get_by_role("link", name="Earthquake shakes Pellworth").first.click()
    page.get_by_role("heading", name="Day by day").wait_for()
    assert page.locator(".days h3").all_inner_texts() == ["2 April 2031", "4 April 2031"]
    page.locator(".days").get_by_role("link", name="In all 9 people died").click()
    page.locator("mark").wait_for()
    assert page.locator("mark").inner_text() == "In all 9 people died, Mayor Ada Lyn said."
    page.locator(".others").get_by_role("link", name="The story").click()
    page.get_by_role("heading", name="Figures that changed").wait_for()
    page.go_back()
    page.locator("mark").wait_for()


def test_an_answer_leads_to_its_story(home, page):
    page.goto(home)
    box = page.get_by_label("Your question")
    box.fill("How many people died in the earthquake of Pellworth?")
    box.press("Enter")
    page.locator("#current .of-story a").click()
    page.get_by_role("heading", name="Who says what").wait_for()


def test_stories_are_limited_with_the_keyboard_alone(home, page):
    page.goto(f"{home}/stories")
    page.get_by_label("Words").focus()
    page.keyboard.type("quay")
    page.keyboard.press("Enter")
    page.get_by_text("1 story, 1 to 1.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_stories(home, page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{home}/stories")
    shown = page.locator(".articles a").evaluate_all("links => links.map(link => link.href)")
    assert len(shown) == len((QUAKE, ARABIC))
    for place in (f"{home}/stories", f"{home}/stories?words=nowhere", *shown):
        page.goto(place)
        found = Axe().run(page).response["violations"]
        assert [(place, each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
