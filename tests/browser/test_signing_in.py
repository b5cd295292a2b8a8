"""What people who sign in see, in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from invented import HARBOUR_QUESTION, InventedAssistant

from assistant.conversations import Conversations
from assistant.people import People

pytestmark = pytest.mark.slow

PASSWORD = "four lamps over the quay"


@pytest.fixture
def people(tmp_path):
    with People.open(tmp_path / "people.db", create=True) as people:
        people.add("ada", PASSWORD)
        yield people


@pytest.fixture
def visitor(page, serve_page, people, tmp_path):
    with Conversations.open(tmp_path / "kept.db") as conversations:
        page.goto(serve_page(InventedAssistant(), conversations=conversations, people=people))
        yield page


def sign_in(page, password=PASSWORD):
    """Sign in by keyboard alone; the name has the focus."""
    page.get_by_label("Name").wait_for()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def ask(page):
    page.get_by_label("Your question").fill(HARBOUR_QUESTION)
    page.get_by_label("Your question").press("Enter")


def test_who_signs_in_goes_on_where_they_wanted_and_asks(visitor):
    assert "/sign-in" in visitor.url
    visitor.goto(f"{visitor.url.partition('sign-in')[0]}?q=Why%3F")
    sign_in(visitor)
    visitor.get_by_text("Signed in as ada").wait_for()
    visitor.wait_for_function("document.querySelector('#ask textarea').value === 'Why?'")
    ask(visitor)
    visitor.locator("#current").get_by_text("2 cited").wait_for()


def test_conversations_are_theirs_in_another_browser_too(visitor, browser):
    sign_in(visitor)
    visitor.get_by_text("Signed in as ada").wait_for()
    ask(visitor)
    visitor.locator(".exports a").first.wait_for()
    other = browser.new_page()
    other.goto(visitor.url.partition("?")[0])
    sign_in(other)
    other.get_by_text("Your conversations").click()
    other.get_by_role("link", name=HARBOUR_QUESTION).wait_for()
    other.close()


def test_a_wrong_password_is_told_and_the_name_stays(visitor):
    sign_in(visitor, "something else")
    visitor.get_by_text("do not go together").wait_for()
    assert visitor.get_by_label("Name").input_value() == "ada"
    assert visitor.get_by_label("Password").evaluate("field => field === document.activeElement")
    visitor.errors.clear()  # the status, 401


def test_who_signs_out_sees_nothing_any_more(visitor):
    sign_in(visitor)
    visitor.get_by_role("link", name="Signed in as ada").click()
    visitor.get_by_role("button", name="Sign out").click()
    visitor.get_by_label("Name").wait_for()
    visitor.goto(f"{visitor.url.partition('sign-in')[0]}archive")
    assert "/sign-in?next=archive" in visitor.url


def test_a_page_whose_session_ended_says_so(visitor, people):
    sign_in(visitor)
    visitor.get_by_text("Signed in as ada").wait_for()
    people.change("ada", "nine gulls on the mole")
    ask(visitor)
    visitor.get_by_text("You are not signed in any more").wait_for()
    visitor.errors.clear()  # the status, 401


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_stands_in_the_way_of_who_cannot_see_them(visitor, scheme, width):
    visitor.emulate_media(color_scheme=scheme)
    visitor.set_viewport_size({"width": width, "height": 800})
    assert Axe().run(visitor).response["violations"] == []
    sign_in(visitor)
    visitor.get_by_role("link", name="Signed in as ada").click()
    visitor.get_by_role("button", name="Change it").wait_for()
    assert Axe().run(visitor).response["violations"] == []
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
