"""What a visitor finds beside answers, in a real browser: a glance, addresses, and axe at peace."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from invented import (
    FERRIES,
    FOLLOWING_QUESTION,
    HARBOUR,
    HARBOUR_QUESTION,
    UNANSWERED_QUESTION,
    WORD_FOR_WORD,
    InventedAssistant,
)

from assistant.conversations import Conversations
from index import Speaker

pytestmark = pytest.mark.slow


@pytest.fixture
def assistant():
    return InventedAssistant()


@pytest.fixture
def conversations(tmp_path):
    with Conversations.open(tmp_path / "conversations.db") as opened:
        yield opened


@pytest.fixture
def visitor(page, serve_page, assistant, conversations):
    """Open the page of `assistant`, which keeps conversations and is given no examples."""
    page.goto(serve_page(assistant, conversations=conversations))
    return page


def ask(page, question):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator("#current h2", has_text=question).wait_for()
    page.locator(".exports a").first.wait_for()


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
    visitor.get_by_text("Your conversations").click()
    asked = []
    visitor.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    visitor.get_by_role("button", name="Delete").click()
    assert asked == ["Delete this conversation for good?"]
    assert visitor.locator(".turn").count() == 1
    visitor.once("dialog", lambda dialog: dialog.accept())
    visitor.get_by_role("button", name="Delete").click()
    visitor.locator(".turn").wait_for(state="detached")
    assert "?c=" not in visitor.url


def test_a_reload_and_the_way_back_show_the_conversation_that_was_open(visitor):
    ask(visitor, HARBOUR_QUESTION)
    first = visitor.url
    assert "?c=" in first
    visitor.get_by_role("link", name="New conversation").click()
    visitor.locator("#glance .glance").wait_for()
    ask(visitor, UNANSWERED_QUESTION)
    assert visitor.url not in (first, first.partition("?")[0])
    visitor.go_back()
    visitor.locator("#current h2", has_text=HARBOUR_QUESTION).wait_for()
    visitor.reload()
    visitor.locator("#current h2", has_text=HARBOUR_QUESTION).wait_for()
    assert visitor.url == first


def test_the_conversation_of_another_visitor_is_said_to_be_theirs(visitor, browser):
    ask(visitor, HARBOUR_QUESTION)
    stranger = browser.new_page()
    stranger.goto(visitor.url)
    stranger.get_by_text("This conversation is another visitor's").wait_for()
    stranger.wait_for_function("!location.search")
    assert stranger.locator(".turn").count() == 0
    stranger.close()


def test_a_limit_read_from_the_question_is_taken_away_with_a_click(visitor, assistant):
    ask(visitor, FOLLOWING_QUESTION)
    visitor.get_by_role("button", name="until 31 May 2031: ask without this limit").click()
    visitor.locator("#earlier .turn").wait_for()
    visitor.locator("#current .doing").wait_for()
    assert [(str(each.until), each.infer) for each in assistant.asked] == [
        ("None", True),
        ("None", False),
    ]
    assert str(assistant.asked[1].since) == "2031-05-01"
    assert assistant.asked[1].history == ()


def test_a_question_that_may_follow_is_asked_with_a_click(visitor, assistant):
    assistant.index.speakers = lambda _about="", *, limit: [Speaker("Mayor Ida Roe", 1, 1)][:limit]
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="What did Mayor Ida Roe say?").click()
    visitor.locator("#current h2", has_text="What did Mayor Ida Roe say?").wait_for()
    assert [str(each.since) for each in assistant.asked] == ["None", "2031-04-26"]


def test_what_is_asked_while_an_answer_comes_is_answered_next(visitor, assistant):
    assistant.gate.clear()
    visitor.get_by_label("Your question").fill(HARBOUR_QUESTION)
    visitor.get_by_label("Your question").press("Enter")
    visitor.get_by_text("Forty ferry crews").wait_for()
    visitor.get_by_label("Your question").fill(UNANSWERED_QUESTION)
    visitor.get_by_label("Your question").press("Enter")
    assistant.gate.set()
    visitor.get_by_text("No article speaks of a regatta.").wait_for()
    assert [each.text for each in assistant.asked] == [HARBOUR_QUESTION, UNANSWERED_QUESTION]
    assert len(assistant.asked[1].history) == 1


def test_a_bad_answer_is_told_with_the_reason(visitor, conversations):
    ask(visitor, HARBOUR_QUESTION)
    visitor.once("dialog", lambda dialog: dialog.accept("It is open again."))
    visitor.get_by_role("button", name="Bad answer").click()
    visitor.get_by_text("Thank you, kept.").wait_for()
    [given] = conversations.feedback()
    assert (given.good, given.reason) == (False, "It is open again.")
    assert given.answer.question.text == HARBOUR_QUESTION


def test_a_number_shows_what_it_stands_for_to_the_mouse_and_the_keyboard(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Source 1:").focus()
    assert WORD_FOR_WORD in visitor.locator(".tip").inner_text()
    visitor.get_by_role("button", name="Source 2:").hover()
    assert "Inland Ledger, date not known" in visitor.locator(".tip").inner_text()
    visitor.mouse.move(0, 0)
    visitor.locator(".tip").wait_for(state="detached")


def test_an_answer_is_copied_with_its_sources(visitor):
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Copy with sources").click()
    visitor.get_by_role("button", name="Copied").wait_for()
    copied = visitor.evaluate("navigator.clipboard.readText()")
    assert "until the last buoy is found" in copied
    assert "The Tidewater Courier" in copied


def test_a_link_brings_a_question_that_waits_in_its_box(visitor, assistant):
    visitor.goto(f"{visitor.url}?q=Who+won+the+regatta%3F")
    box = visitor.get_by_label("Your question").element_handle()
    visitor.wait_for_function("box => box.value === 'Who won the regatta?'", arg=box)
    assert assistant.asked == []


def test_a_server_that_is_gone_is_said_to_be_gone(visitor, assistant):
    assistant.gate.clear()
    visitor.get_by_label("Your question").fill(HARBOUR_QUESTION)
    visitor.get_by_label("Your question").press("Enter")
    visitor.get_by_text("Forty ferry crews").wait_for()
    visitor.route("**/healthz", lambda route: route.abort())
    visitor.get_by_text("Byline cannot be reached; see whether it is still running").wait_for()
    visitor.errors.clear()  # the console tells of the request that failed
    assistant.gate.set()


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
