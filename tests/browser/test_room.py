"""What a visitor finds beside answers, in a real browser: a glance, addresses, and axe at peace."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from invented import FERRIES, HARBOUR, HARBOUR_QUESTION, WORD_FOR_WORD, InventedAssistant

from assistant.conversations import Conversations

pytestmark = pytest.mark.slow


@pytest.fixture
def assistant():
    return InventedAssistant()


@pytest.fixture
def visitor(page, serve_page, assistant, tmp_path):
    """Open the page of `assistant`, which keeps conversations and is given no examples."""
    with Conversations.open(tmp_path / "conversations.db") as conversations:
        page.goto(serve_page(assistant, conversations=conversations))
        yield page


def ask(page, question):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator("#current h2", has_text=question).wait_for()
    page.locator("#exports a").first.wait_for()


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def test_who_comes_first_sees_what_the_archive_holds_until_something_is_asked(visitor):
    glance = visitor.locator("#glance")
    glance.get_by_text("2 articles from 2 outlets").wait_for()
    visitor.get_by_role("button", name="What did the Harbour Ministry say?").wait_for()
    ask(visitor, HARBOUR_QUESTION)
    assert not glance.is_visible()


def test_a_link_to_an_article_opens_it_here_and_has_an_address(visitor):
    link = visitor.locator("#glance").get_by_role("link", name=FERRIES.title)
    home = visitor.url
    link.click()
    visitor.locator("dialog .text").wait_for()
    assert (visitor.url, visitor.locator("dialog mark").count()) == (home, 0)
    visitor.get_by_role("link", name="As a page of its own").click()
    visitor.wait_for_url("**/article/*")
    assert visitor.locator("h1").inner_text() == FERRIES.title
    visitor.go_back()
    visitor.locator("#glance .glance").wait_for()


def test_the_address_of_a_passage_opens_it_marked(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Source 1:").click()
    visitor.locator("dialog mark").wait_for()
    visitor.get_by_role("link", name="As a page of its own").click()
    assert visitor.locator("mark").evaluate("mark => mark.textContent") == WORD_FOR_WORD
    assert visitor.locator(".text").evaluate("text => text.textContent") == HARBOUR.text


@pytest.mark.parametrize("place", ["#s=9-3", "#s=0-999999", "#s=x", ""])
def test_an_address_that_names_no_place_marks_nothing(visitor, place):
    visitor.goto(f"{visitor.url}article/harbour{place}")
    assert visitor.locator(".text").evaluate("text => text.textContent") == HARBOUR.text
    assert visitor.locator("mark").count() == 0


def test_a_kept_answer_opens_at_its_address(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("link", name="Address of this answer").click()
    visitor.wait_for_url("**/a/*-1")
    assert visitor.locator("h1").inner_text() == HARBOUR_QUESTION


def test_an_empty_question_leaves_nothing(visitor, assistant):
    box = visitor.get_by_label("Your question")
    box.fill("  ")
    box.press("Enter")
    box.fill(HARBOUR_QUESTION)
    while not visitor.locator(".turn").count():  # the page hears nothing while it does something
        box.press("Enter")
        visitor.wait_for_timeout(100)
    visitor.get_by_text("2 cited").wait_for()
    assert visitor.locator(".turn").count() == 1
    assert len(assistant.asked) == 1


def test_what_is_pasted_is_not_cut_but_refused_with_a_sentence(visitor, assistant):
    pasted = "word " * 1_000
    visitor.get_by_label("Your question").fill(pasted)
    visitor.get_by_role("button", name="Ask", exact=True).click()
    visitor.get_by_text("The question has 4,999 characters and may have 4,000").wait_for()
    box = visitor.get_by_label("Your question")
    visitor.wait_for_function("box => box.value", arg=box.element_handle())
    assert box.input_value() == pasted


def test_a_conversation_is_only_deleted_where_that_is_said_again(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Your conversations").click()
    asked = []
    visitor.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    visitor.get_by_role("button", name="Delete").click()
    assert asked == ["Delete this conversation for good?"]
    assert visitor.locator(".turn").count() == 1
    visitor.once("dialog", lambda dialog: dialog.accept())
    visitor.get_by_role("button", name="Delete").click()
    visitor.locator(".turn").wait_for(state="detached")


def test_the_day_of_asking_that_is_typed_is_shown_with_the_answer(visitor, assistant):
    visitor.get_by_role("button", name="Limit the search").click()
    visitor.get_by_label("Asked on").fill("2031-05-05")
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("asked on 5 May 2031").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_any_view(visitor, scheme, width):
    visitor.emulate_media(color_scheme=scheme)
    visitor.set_viewport_size({"width": width, "height": 844})
    visitor.reload()
    visitor.locator("#glance .glance").wait_for()
    visitor.locator("p.loading").wait_for(state="detached")  # Gradio's own, for a moment
    found = {"first": violations(visitor)}
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Limit the search").click()
    found["answer"] = violations(visitor)
    visitor.get_by_role("button", name="Source 1:").click()
    visitor.locator("dialog mark").wait_for()
    found["pane"] = violations(visitor)
    visitor.get_by_role("link", name="As a page of its own").click()
    visitor.locator("main.alone mark").wait_for()
    found["article"] = violations(visitor)
    visitor.goto(f"{visitor.url.partition('article/')[0]}docs")
    found["docs"] = violations(visitor)
    assert {view: each for view, each in found.items() if each} == {}
    assert visitor.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
