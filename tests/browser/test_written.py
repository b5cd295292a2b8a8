"""What a reader sees of an answer that a model writes, and of conversations that are kept."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest
from playing import ScriptedModel, citing
from quoting import quoting

from assistant import Assistant
from assistant.conversations import Conversations
from assistant.writing import Writer
from assistant.writing.tokens import counter_for

pytestmark = pytest.mark.slow

QUESTION = "Where did the bacteria in Dunvarrow come from?"
OTHER_QUESTION = "Who conceded defeat after the referendum?"
TRUE = "The bacteria came from a cooling tower at the Fellgate fish market, the Institute for "
TRUE += "Public Health said [{a}]. "
LIE = "Exactly 777 people were carried off to Ostermere [{a}]."
TOWER = "came from a cooling tower"
NOTHING_BETTER = "1. -"
WATCH = """() => {
  window.seen = [];
  const look = () => window.seen.push(document.body.innerText);
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true});
}"""


@dataclass
class GatedModel(ScriptedModel):
    """A scripted model whose text stops before its last word until `gate` is open."""

    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self):
        self.gate.set()

    def stream(self, messages, **limits):
        *parts, last, ended = super().stream(messages, **limits)
        yield from parts
        assert self.gate.wait(20)
        yield from (last, ended)


@pytest.fixture
def model():
    return GatedModel([quoting])


@pytest.fixture
def visitor(page, serve_page, sample_index, model, tmp_path):
    """Open a page on which `model` writes and conversations are kept."""
    counter = counter_for("model", local=sample_index.count_tokens, environment={})
    writer = Writer(index=sample_index, model=model, counter=counter)
    with Conversations.open(tmp_path / "conversations.db") as conversations:
        assistant = Assistant(sample_index, writer=writer)
        page.goto(serve_page(assistant, conversations=conversations))
        yield page


def ask(page, question=QUESTION):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")


def written(page):
    """Wait until the answer is whole and kept; give its text with its numbers."""
    page.locator("#current .made").wait_for()
    page.locator(".exports a").first.wait_for()
    return answer_of(page)


def answer_of(page):
    """Give the text of the answer and its sources, with their numbers."""
    shown = page.locator("#current .columns > * > :not(footer)")
    return "\n".join(shown.all_inner_texts())


def conversations_of(page):
    return page.request.get(f"{page.url.partition('?')[0]}api/conversations").json()[
        "conversations"
    ]


def open_fold(page):
    page.get_by_text("Your conversations").click()


def reopen(page, title):
    page.goto(page.url.partition("?")[0])
    open_fold(page)
    page.get_by_role("link", name=title).click()
    return written(page)


def test_a_written_sentence_looks_provisional_until_the_answer_is_whole(visitor, model):
    model.script = [citing(TRUE + TRUE, a=TOWER)]
    model.gate.clear()
    ask(visitor)
    visitor.locator(".provisional", has_text="Fellgate fish market").wait_for()
    model.gate.set()
    written(visitor)
    assert visitor.locator(".provisional").count() == 0


def test_a_lie_is_never_on_the_page_outside_the_fold_of_what_was_left_out(visitor, model):
    model.script = [citing(LIE + " " + TRUE, a=TOWER), NOTHING_BETTER]
    visitor.evaluate(WATCH)
    ask(visitor)
    assert "777" not in written(visitor)
    seen = visitor.evaluate("window.seen")
    assert any("Checked; more may follow" in text for text in seen)
    assert [text for text in seen if "777" in text] == []
    visitor.locator(".dropped summary").click()
    visitor.get_by_text("The number 777 is not in the cited text.").wait_for()


def test_a_conversation_opens_after_a_reload_with_the_same_numbers(visitor):
    ask(visitor)
    before = written(visitor)
    assert reopen(visitor, QUESTION) == before


def test_a_conversation_is_renamed_and_deleted_for_good(visitor):
    ask(visitor)
    written(visitor)
    open_fold(visitor)
    visitor.once("dialog", lambda dialog: dialog.accept("The fish market"))
    visitor.get_by_role("button", name="Rename").click()
    visitor.get_by_role("link", name="The fish market").wait_for()
    reopen(visitor, "The fish market")
    open_fold(visitor)
    visitor.once("dialog", lambda dialog: dialog.accept())
    visitor.get_by_role("button", name="Delete").click()
    visitor.locator(".turn").wait_for(state="detached")
    visitor.get_by_text("Your conversations").wait_for(state="detached")
    assert conversations_of(visitor) == []


def test_another_visitor_sees_only_their_own_conversations(visitor, browser):
    ask(visitor)
    written(visitor)
    stranger = browser.new_page()
    stranger.goto(visitor.url.partition("?")[0])
    ask(stranger, OTHER_QUESTION)
    written(stranger)
    open_fold(stranger)
    [listed] = stranger.locator(".kept li a").all()
    assert listed.inner_text() == OTHER_QUESTION
    theirs = visitor.locator(".exports a").first.evaluate("link => link.href")
    assert stranger.request.get(theirs).status == 404
    stranger.close()


def test_a_saved_conversation_has_the_numbers_of_the_page(visitor):
    ask(visitor)
    written(visitor)
    with visitor.expect_download() as saving:
        visitor.get_by_role("link", name="Markdown").click()
    saved = saving.value.path().read_text("utf-8")
    assert saving.value.suggested_filename.endswith(".md")
    for card in visitor.locator("#current .card").all():
        number = card.locator(".label").inner_text()
        [footnote] = [line for line in saved.splitlines() if rf"]: \[{number}\] " in line]
        assert card.locator(".title").inner_text() in footnote


def test_a_question_that_is_refused_does_not_leave_the_conversation(visitor):
    ask(visitor)
    written(visitor)
    link = visitor.locator(".exports a").first.get_attribute("href")
    visitor.get_by_role("button", name="Limit the search").click()
    visitor.get_by_label("Published from").fill("yesterday")
    ask(visitor, "And then?")
    visitor.get_by_text("is not a day").wait_for()
    visitor.locator(".exports a").first.wait_for()
    assert visitor.locator(".exports a").first.get_attribute("href") == link


def test_what_is_typed_while_the_page_still_loads_stays(visitor):
    ask(visitor)
    written(visitor)
    visitor.route("**/queue/join*", lambda _request: None)
    with visitor.expect_request("**/queue/join*"):
        visitor.reload()
    box = visitor.get_by_label("Your question")
    box.fill(OTHER_QUESTION)
    visitor.unroute("**/queue/join*")  # lets go what was held
    visitor.get_by_text("Your conversations").wait_for()
    assert box.input_value() == OTHER_QUESTION


def test_what_a_model_writes_never_acts(visitor, model):
    # The fixture `page` fails the test if anything is asked of another machine.
    model.script = [
        citing(
            "![x](http://evil.example/a.png) <img src=http://evil.example/b.png> "
            f"[click](javascript:alert(1)) <form action=http://evil.example></form> {TRUE}"
            f"<script>alert(1)</script> {LIE}",
            a=TOWER,
        )
    ]
    ask(visitor)
    visitor.locator("#current .made").wait_for()
    visitor.locator(".dropped summary").click()
    visitor.locator(".dropped", has_text="<script>").wait_for()
    assert visitor.locator("#current").locator("img, form, script, a:not(footer a)").count() == 0
