"""Stopping an answer on the page, before a real model server that takes its time."""

from __future__ import annotations

import threading

import pytest
from playing import citing
from servers.scripted import Stalls, scripted

from assistant import Assistant
from assistant.conversations import Conversations
from assistant.writing import Limits, Writer

pytestmark = pytest.mark.slow

QUESTION = "Where did the bacteria in Dunvarrow come from?"
OTHER_QUESTION = "Who conceded defeat after the referendum?"
TRUE = "The bacteria came from a cooling tower at the Fellgate fish market, the Institute for "
TRUE += "Public Health said [{a}]. And"


class Waits(Stalls):
    """Says some of it, then waits until it is hung up on."""

    def play(self, wire):
        wire.say(self.after)
        wire.handler.connection.recv(1)
        HUNG_UP.set()


HUNG_UP = threading.Event()


@pytest.fixture
def said():
    """What the model says before it falls silent, as `citing` makes it of its prompt."""
    HUNG_UP.clear()
    return [""]


@pytest.fixture
def visitor(page, serve_page, sample_index, said, tmp_path):
    def reply(messages):
        prompt = "\n".join(each["content"] for each in messages)
        return Waits(citing(said[0], a="came from a cooling tower")(prompt) if said[0] else "")

    with scripted([reply]) as server, Conversations.open(tmp_path / "kept.db") as conversations:
        model, limits = f"{server.url}#scripted", Limits(brief=False)
        writer = Writer.load(sample_index, model, limits=limits, environment={})
        address = serve_page(Assistant(sample_index, writer=writer), conversations=conversations)
        page.goto(address)
        yield page


def ask(page, question=QUESTION):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.get_by_role("button", name="Stop").wait_for()


def stopped(page):
    """Wait until the turn is over; give what it shows."""
    page.locator("#current .notice", has_text="Stopped.").wait_for()
    page.get_by_role("button", name="Stop").wait_for(state="hidden")
    return "\n".join(page.locator("#current .answer > :not(footer)").all_inner_texts())


def test_stopping_a_silent_model_leaves_the_quotes_and_hangs_up(visitor):
    ask(visitor)
    visitor.get_by_text("The articles say, while the model reads").wait_for()
    visitor.get_by_role("button", name="Stop").click()
    assert "cooling tower" in stopped(visitor)
    assert HUNG_UP.wait(5)
    assert visitor.locator("#ask textarea").evaluate("box => box === document.activeElement")


def test_escape_keeps_what_was_written_and_a_reload_shows_the_same(visitor, said):
    said[0] = TRUE
    ask(visitor)
    visitor.locator(".claim", has_text="Fellgate").wait_for()
    visitor.keyboard.press("Escape")
    before = stopped(visitor)
    assert "Fellgate fish market" in before
    visitor.locator(".exports a").first.wait_for()
    visitor.reload()
    assert stopped(visitor) == before


def test_the_next_question_can_be_asked_at_once(visitor):
    ask(visitor)
    visitor.keyboard.press("Escape")
    visitor.keyboard.type(OTHER_QUESTION)
    visitor.keyboard.press("Enter")
    visitor.locator("#current h2", has_text=OTHER_QUESTION).wait_for()
    visitor.locator("#earlier .notice", has_text="Stopped.").wait_for()
    visitor.get_by_role("button", name="Stop").click()
    stopped(visitor)


def test_escape_closes_an_open_article_and_stops_nothing(visitor):
    ask(visitor)
    visitor.locator("#current .number").first.click()
    visitor.locator("dialog .text").wait_for()
    visitor.keyboard.press("Escape")
    visitor.locator("dialog").wait_for(state="hidden")
    visitor.get_by_role("button", name="Stop").click(trial=True)
    visitor.keyboard.press("Escape")
    stopped(visitor)


def test_who_leaves_the_page_is_not_worked_for_any_longer(monkeypatch, visitor):
    monkeypatch.setenv("GRADIO_HEARTBEAT_INTERVAL", "0.5")  # how often it looks who is there
    visitor.reload()
    ask(visitor)
    visitor.get_by_text("The articles say, while the model reads").wait_for()
    visitor.goto(f"{visitor.url}healthz")
    assert HUNG_UP.wait(10)
    visitor.errors.clear()  # Gradio's own, that its streams ended
