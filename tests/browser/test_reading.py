"""What a reader does on the page, in a real browser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import (
    BREAKING_QUESTION,
    FERRIES,
    FOLLOWING_QUESTION,
    HARBOUR,
    HARBOUR_QUESTION,
    UNANSWERED_QUESTION,
    WORD_FOR_WORD,
    InventedAssistant,
)

from index import CatalogUnreachable

pytestmark = pytest.mark.slow


@pytest.fixture
def assistant():
    return InventedAssistant()


@pytest.fixture
def visitor(page, serve_page, assistant):
    """Open the page of `assistant`."""
    page.goto(serve_page(assistant, [HARBOUR_QUESTION, UNANSWERED_QUESTION]))
    return page


def ask(page, question):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.locator("#current h2", has_text=question).wait_for()


def marked(page):
    """Give the marked words of the open article."""
    page.locator("dialog mark").wait_for()
    return page.locator("dialog mark").evaluate("mark => mark.textContent")


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def in_view(locator):
    from playwright.sync_api import expect

    expect(locator).to_be_in_viewport(ratio=1)


def test_who_comes_while_the_catalog_s_server_is_gone_is_told_so(page, serve_page, assistant):
    def outlets():
        raise CatalogUnreachable("The database does not answer.")

    address = serve_page(assistant, [HARBOUR_QUESTION])
    assistant.index.outlets = outlets
    page.goto(address)
    page.locator("#glance .failure", has_text="The database does not answer.").wait_for()


def test_sentences_are_there_before_the_answer_is_finished(visitor, assistant):
    assistant.gate.clear()
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("Forty ferry crews").wait_for()
    visitor.get_by_text("2 articles searched, 2 passages found").wait_for()
    assistant.gate.set()
    visitor.get_by_text("2 cited").wait_for()


def test_a_number_opens_the_article_at_the_quote(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Source 1:").click()
    assert marked(visitor) == WORD_FOR_WORD
    in_view(visitor.locator("dialog mark"))
    assert visitor.locator("dialog .text").evaluate("text => text.textContent") == HARBOUR.text


def test_a_source_opens_the_same_place(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="1 Northmoor shuts").click()
    assert marked(visitor) == WORD_FOR_WORD


def test_the_article_shows_whence_it_is_and_what_it_names(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Source 1:").click()
    pane = visitor.get_by_role("dialog")
    pane.get_by_text("The Tidewater Courier · 3 May 2031 · by Ada Quill, Tom Reyes").wait_for()
    pane.get_by_text("Coast Wire: Harbour stays shut, ministry says").wait_for()
    link = pane.get_by_role("link", name=HARBOUR.url)
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_the_keyboard_is_enough(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    number = visitor.get_by_role("button", name="Source 1:")
    number.focus()
    visitor.keyboard.press("Enter")
    assert marked(visitor) == WORD_FOR_WORD
    visitor.keyboard.press("Escape")
    visitor.locator("dialog").wait_for(state="hidden")
    assert number.evaluate("number => number === document.activeElement")


def test_earlier_answers_keep_working_numbers(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    ask(visitor, UNANSWERED_QUESTION)
    visitor.get_by_text("The articles do not answer this.").wait_for()
    visitor.locator("#earlier").get_by_role("button", name="Source 1:").click()
    assert marked(visitor) == WORD_FOR_WORD


def test_an_example_asks_itself(visitor):
    visitor.get_by_role("button", name=UNANSWERED_QUESTION).click()
    visitor.get_by_text("No article speaks of a regatta.").wait_for()
    visitor.get_by_role("button", name=HARBOUR.title).click()
    assert marked(visitor) == "Ferries are expected back next week."


def test_what_an_article_says_never_acts(visitor):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_role("button", name="Source 2:").click()
    assert marked(visitor) == FERRIES.text.split("\n")[0]
    pane = visitor.get_by_role("dialog")
    assert pane.locator("h2").inner_text() == FERRIES.title
    assert pane.locator(".page a, script, h2 b").count() == 0


def test_an_article_that_changed_since_is_not_marked(visitor, assistant):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    assistant.index.article = lambda _id: replace(HARBOUR, text=f"New. {HARBOUR.text}")
    visitor.get_by_role("button", name="Source 1:").click()
    visitor.get_by_text("This article has changed since the answer").wait_for()
    assert visitor.locator("dialog mark").count() == 0


def test_the_outlets_to_choose_from_are_the_archives(visitor, assistant):
    visitor.get_by_text("Limit the search").click()
    visitor.get_by_label("Outlets").click()
    visitor.get_by_role("option", name="Inland Ledger").click()
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    assert [asked.outlets for asked in assistant.asked] == [("Inland Ledger",)]


def test_a_later_question_comes_with_the_conversation(visitor, assistant):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    ask(visitor, FOLLOWING_QUESTION)
    visitor.get_by_text("Understood as: ").wait_for()
    first, second = [asked.history for asked in assistant.asked]
    assert first == ()
    assert second == (assistant.ask(HARBOUR_QUESTION).exchange,)


def test_a_new_conversation_leaves_nothing_of_the_old_one(visitor, assistant):
    begin = visitor.get_by_role("link", name="New conversation")
    assert not begin.is_visible()
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    begin.click()
    visitor.locator(".turn").wait_for(state="detached")
    visitor.get_by_role("button", name=UNANSWERED_QUESTION).wait_for()
    ask(visitor, FOLLOWING_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    assert [asked.history for asked in assistant.asked] == [(), ()]
    assert visitor.locator(".turn").count() == 1


def test_no_conversation_ends_while_an_answer_is_being_written(visitor, assistant):
    begin = visitor.get_by_role("link", name="New conversation")
    assistant.gate.clear()
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("Forty ferry crews").wait_for()
    begin.wait_for(state="hidden")
    assistant.gate.set()
    begin.wait_for()


def test_limits_are_read_from_the_question_until_that_is_switched_off(visitor, assistant):
    ask(visitor, FOLLOWING_QUESTION)
    visitor.get_by_text("Read from the question: from 1 May 2031").wait_for()
    visitor.get_by_role("button", name="Limit the search").click()
    visitor.get_by_label("Read limits from the question").uncheck()
    ask(visitor, FOLLOWING_QUESTION)
    visitor.locator("#earlier .turn").wait_for()
    visitor.locator("#current").get_by_text("2 cited").wait_for()
    assert "Read from" not in visitor.locator("#current").inner_text()
    assert [asked.infer for asked in assistant.asked] == [True, False]


def test_a_refused_question_stays_in_its_box(visitor):
    visitor.get_by_text("Limit the search").click()
    visitor.get_by_label("Published from").fill("yesterday")
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("“yesterday” in the field “Published from” is not a day").wait_for()
    box = visitor.get_by_label("Your question")
    visitor.wait_for_function("box => box.value", arg=box.element_handle())
    assert box.input_value() == HARBOUR_QUESTION


def test_an_error_shows_a_sentence_and_the_page_goes_on(visitor):
    visitor.get_by_label("Your question").fill(BREAKING_QUESTION)
    visitor.get_by_role("button", name="Ask", exact=True).click()
    visitor.get_by_text("Something broke inside Byline").wait_for()
    assert "secret" not in visitor.content()
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()


def test_a_visitor_sees_nothing_of_another(visitor, browser):
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    other = browser.new_page()
    other.goto(visitor.url)
    ask(other, UNANSWERED_QUESTION)
    other.get_by_text("The articles do not answer this.").wait_for()
    assert other.locator(".turn").count() == 1
    other.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_hangs_over_the_edge_of_a_phone(visitor, scheme):
    visitor.emulate_media(color_scheme=scheme)
    visitor.set_viewport_size({"width": 390, "height": 800})
    visitor.get_by_label("Your question").wait_for()
    assert overflow(visitor) <= 0
    ask(visitor, HARBOUR_QUESTION)
    visitor.get_by_text("2 cited").wait_for()
    assert overflow(visitor) <= 0
    visitor.get_by_role("button", name="Source 1:").click()
    in_view(visitor.locator("dialog mark"))
    assert overflow(visitor) <= 0
    visitor.keyboard.press("Escape")
    ask(visitor, FOLLOWING_QUESTION)
    visitor.locator("#current .short").wait_for()
    assert overflow(visitor) <= 0
