"""The HTML of a turn, read back as a browser would."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from invented import (
    BREAKING_QUESTION,
    FERRIES,
    FOLLOWING_QUESTION,
    HARBOUR,
    HARBOUR_QUESTION,
    UNANSWERED_QUESTION,
    UNDERSTOOD,
    UNION,
    WORD_FOR_WORD,
    InventedAssistant,
    answer,
    evidence,
    harbour_answer,
)
from lxml import html

import app
from assistant.http.serving import listen
from assistant.page import Asked, Turn, failure_html, favicon, head_html, take_turn, turn_html
from assistant.types import Exchange, Finished, Question, ShortAnswer
from index import BylineError


def written(question, **typed):
    """Write the last state of the turn that `question` makes."""
    *_, turn = take_turn(InventedAssistant(), question, **typed)
    return html.fromstring(turn_html(turn))


def one_claim(text, found, *, verdict="exact", **changes):
    """Write an answer of one sentence, its claim changed, its quote judged `verdict`."""
    whole = answer(Question(text="?"), (text, found))
    whole = replace(
        whole,
        claims=tuple(replace(each, **changes) for each in whole.claims),
        citations=tuple(replace(each, verdict=verdict) for each in whole.citations),
    )
    turn = Turn(id="t", question=whole.question).after(Finished(whole))
    return html.fromstring(turn_html(turn))


def texts(page, name):
    return [found.text_content() for found in page.find_class(name)]


def test_every_sentence_is_followed_by_its_number_and_its_speaker():
    page = written(HARBOUR_QUESTION)
    first, second = page.find_class("claim")
    assert texts(first, "number") == ["1"]
    assert texts(second, "number") == ["2"]
    assert texts(first, "said") == ["says the Harbour Ministry, relayed by Coast Wire"]
    assert texts(second, "said") == ["says the Seafarers' Union"]


def test_a_source_shows_title_outlet_date_authors_quote_and_verdict():
    card = written(HARBOUR_QUESTION).find_class("card")[0]
    assert texts(card, "title") == [HARBOUR.title]
    assert texts(card, "origin") == ["The Tidewater Courier · 3 May 2031 · by Ada Quill, Tom Reyes"]
    assert card.findtext("blockquote") == WORD_FOR_WORD
    assert texts(card, "verdict") == ["quoted word for word"]


def test_an_article_nothing_is_known_of_is_named_by_its_opening_words():
    bare = replace(FERRIES, title="", outlet="")
    card = one_claim("Crews wait.", evidence(bare, "unpaid")).find_class("card")[0]
    assert texts(card, "title") == ["Forty crews are idle & unpaid, according to the …"]
    assert texts(card, "origin") == ["outlet not known · date not known"]


def test_the_short_answer_stands_above_the_sentences_with_its_number():
    above = written(FOLLOWING_QUESTION).find_class("answer")[0][0]
    assert above.get("class") == "short"
    assert above.text.rstrip("\u2060") == "forty"
    assert texts(above, "number") == ["2"]


def test_the_short_answer_is_marked_in_its_sentence_and_nowhere_else():
    first, second = written(FOLLOWING_QUESTION).find_class("claim")
    assert not first.xpath(".//mark")
    assert second.xpath(".//mark/text()") == ["forty"]
    assert second[0].text_content().startswith("Some forty ferry crews are idle.")


def test_limits_read_from_the_question_are_told_apart_from_the_given_ones():
    page = written(FOLLOWING_QUESTION, outlets=["Inland Ledger"])
    assert texts(page, "limits") == ["Inland Ledger"]
    understood, read = texts(page, "read")
    assert understood == f"Understood as: {UNDERSTOOD}"
    assert read.strip() == "Read from the question: from 1 May 2031 until 31 May 2031"


def test_a_limit_is_taken_away_by_asking_the_same_without_it():
    page = written(FOLLOWING_QUESTION, outlets=["Inland Ledger"], speaker="Ada Moor")
    asked = [Asked.read(each) for each in page.xpath("//*[@class='chip']/@data-ask")]
    assert {each.question for each in asked} == {FOLLOWING_QUESTION}
    outlet, speaker, since, until = (each.within for each in asked)
    assert (outlet["outlets"], outlet["speaker"]) == ([], "Ada Moor")
    assert (speaker["outlets"], speaker.get("speaker", "")) == (["Inland Ledger"], "")
    assert (since.get("since", ""), since["until"]) == ("", "2031-05-31")
    assert (until["since"], until["infer"]) == ("2031-05-01", False)


@pytest.mark.parametrize("written_by_a_browser", ["", "[1]", "7", '{"question": "x", "since": 3}'])
def test_what_no_button_wrote_is_not_asked_or_without_what_makes_no_sense(written_by_a_browser):
    assert Asked.read(written_by_a_browser).within == {}


def test_a_question_taken_as_it_is_put_needs_no_word_about_it():
    assert texts(written(HARBOUR_QUESTION), "read") == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "a & b"])
def test_no_text_of_an_article_becomes_markup(text):
    article = replace(
        FERRIES, id=text, title=text, outlet=text, authors=(text,), text=f"So: {text}!"
    )
    page = one_claim(text, evidence(article, text, replace(UNION, speaker=text)), speaker=text)
    assert not page.xpath("//script | //img | //@onerror")
    assert texts(page, "title") == [text]
    assert page.find_class("card")[0].findtext("blockquote") == text
    assert page.find_class("number")[0].get("data-article") == text


def test_the_script_is_told_exactly_where_the_quote_stands():
    opener = written(HARBOUR_QUESTION).find_class("number")[0]
    start, end = int(opener.get("data-start")), int(opener.get("data-end"))
    assert HARBOUR.text[start:end] == opener.get("data-quote") == WORD_FOR_WORD


def test_no_short_answer_becomes_markup():
    words = "<b>forty</b> & more"
    given = answer(Question(text="?"), (f"Some {words}.", evidence(FERRIES, "unpaid")))
    given = replace(given, short=ShortAnswer(words, "1", 5, 5 + len(words), 0, 0))
    page = html.fromstring(turn_html(Turn(id="t", question=given.question).after(Finished(given))))
    assert page.xpath("//mark/text()") == [words]
    assert not page.xpath("//mark/b | //*[@class='short']/b")


def test_line_breaks_and_tabs_of_a_quote_survive_on_a_single_line():
    quote = "One.\n\n\tTwo.\r\nThree."
    article = replace(FERRIES, text=quote)
    turn = Turn(id="t", question=Question(text="?"))
    whole = answer(turn.question, ("Three.", evidence(article, quote)))
    source = turn_html(turn.after(Finished(whole)))
    assert len(source.splitlines()) == 1
    assert html.fromstring(source).find_class("number")[0].get("data-quote") == quote


def test_abstaining_says_so_and_why_and_what_is_nearest():
    page = written(UNANSWERED_QUESTION)
    assert texts(page, "abstained") == ["The articles do not answer this."]
    assert "No article speaks of a regatta." in page.find_class("answer")[0].text_content()
    assert page.findtext(".//h3") == "Nearest articles"
    assert page.find_class("open")[0].get("data-quote") == "Ferries are expected back next week."


def test_an_empty_archive_leads_to_where_articles_are_added_and_shows_commands_as_code():
    *_, turn = take_turn(InventedAssistant(), UNANSWERED_QUESTION)
    empty = replace(
        turn.answer,
        coverage=replace(turn.answer.coverage, articles_in_index=0),
        reason="It is empty: `byline add <FOLDER>`.",
    )
    page = html.fromstring(turn_html(replace(turn, answer=empty)))
    assert page.xpath("//code/text()") == ["byline add <FOLDER>"]
    assert page.xpath("//div[@class='answer']//a[@href='add']")


def test_the_last_word_keeps_its_number_where_a_line_ends_but_no_long_one_does():
    near = one_claim("Crews wait.", evidence(FERRIES, "unpaid"))
    far = one_claim(f"Crews {'w' * 40}.", evidence(FERRIES, "unpaid"))
    assert [texts(each, "tied") for each in (near, far)] == [["wait.\u20601"], ["\u20601"]]


@pytest.mark.parametrize(
    ("support", "shown"),
    [
        ("supported", "Each sentence is borne out by the text it cites."),
        ("partial", "only partly borne out by the text"),
        ("unsupported", "not borne out by the text"),
        ("attribution_lost", "stated here as a fact, but in the text somebody claims it"),
    ],
)
def test_every_support_is_shown(support, shown):
    page = one_claim("Crews wait.", evidence(FERRIES, "unpaid"), support=support)
    assert texts(page, "support") == [shown]


@pytest.mark.parametrize("verdict", ["elsewhere", "stitched", "not_found"])
def test_a_quote_that_is_not_exact_is_never_called_word_for_word(verdict):
    page = one_claim("Crews wait.", evidence(FERRIES, "unpaid"), verdict=verdict)
    (shown,) = texts(page, "verdict")
    assert shown
    assert "word for word" not in shown


def test_a_turn_grows_with_each_event():
    turns = list(take_turn(InventedAssistant(), HARBOUR_QUESTION))
    pages = [html.fromstring(turn_html(turn)) for turn in turns]
    assert [len(page.find_class("claim")) for page in pages] == [0, 0, 1, 2, 2]
    assert texts(pages[0], "progress") == ["Searching the archive …"]
    assert texts(pages[1], "progress") == ["2 articles searched, 2 passages found …"]


def test_ids_of_two_turns_never_meet():
    first, second = written(HARBOUR_QUESTION), written(HARBOUR_QUESTION)
    assert not set(first.xpath("//@id")) & set(second.xpath("//@id"))


def test_limits_are_shown_with_the_answer():
    page = written(HARBOUR_QUESTION, outlets=["Inland Ledger"], since="2031-05-01")
    assert [each.text_content() for each in page.find_class("limits")[0]] == [
        "Inland Ledger",
        "from 1 May 2031",
    ]


def test_the_typed_limits_and_the_day_reach_the_assistant():
    assistant = InventedAssistant()
    list(take_turn(assistant, HARBOUR_QUESTION, until="2031-06-02", as_of=" 2031-06-01 "))
    (asked,) = assistant.asked
    assert (str(asked.until), str(asked.as_of)) == ("2031-06-02", "2031-06-01")
    assert asked.asked_on is not None


def test_the_conversation_and_whether_to_infer_reach_the_assistant():
    assistant, told = InventedAssistant(), (Exchange("Who?", "Nobody."),)
    list(take_turn(assistant, HARBOUR_QUESTION, history=told, infer=False))
    (asked,) = assistant.asked
    assert (asked.history, asked.infer) == (told, False)


def test_a_later_question_may_lean_on_what_was_answered_and_not_on_a_refusal():
    *_, answered = take_turn(InventedAssistant(), HARBOUR_QUESTION)
    *_, refused = take_turn(InventedAssistant(), HARBOUR_QUESTION, since="yesterday")
    assert answered.exchange == Exchange(
        HARBOUR_QUESTION, answered.answer.text, ("the Harbour Ministry", "the Seafarers' Union")
    )
    assert refused.exchange is None


def test_the_day_of_asking_is_none_for_an_archive_of_other_days():
    assistant = InventedAssistant()
    list(take_turn(assistant, HARBOUR_QUESTION))
    assistant.index.day = datetime.now().astimezone().date()
    list(take_turn(assistant, HARBOUR_QUESTION))
    assert [asked.asked_on for asked in assistant.asked] == [None, assistant.index.day]


def test_a_day_that_is_none_is_refused_with_a_sentence():
    page = written(HARBOUR_QUESTION, since="last <week>")
    (sentence,) = texts(page, "failure")
    assert "“last <week>” in the field “Published from” is not a day" in sentence


def test_an_answer_stays_where_what_may_follow_cannot_be_told():
    assistant = InventedAssistant()

    def refuse(_about="", *, limit):
        raise BylineError(f"No {limit} speakers can be read.")

    assistant.index.speakers = refuse
    *_, turn = take_turn(assistant, HARBOUR_QUESTION)
    assert (turn.answer is not None, turn.error, turn.next) == (True, "", ())


def test_a_question_that_is_too_long_is_refused_with_a_sentence():
    (sentence,) = texts(written("x" * 4_001), "failure")
    assert "4,001 characters" in sentence


def test_a_long_question_does_not_fill_the_screen_and_can_be_unfolded():
    long = "Who shut the harbour, " + "and who says so, " * 30
    page = written(long)
    assert len(page.findtext(".//h2")) < 250
    assert page.find_class("others")[0].findtext("p") == long.strip()


def test_a_question_that_was_refused_for_its_length_is_not_written_out():
    assert len(written("x" * 5_000).text_content()) < 600


def test_sources_that_only_accounts_lean_on_are_folded():
    whole = harbour_answer(Question(text="?"))
    whole = replace(whole, claims=whole.claims[:1])
    page = html.fromstring(turn_html(Turn(id="t", question=whole.question).after(Finished(whole))))
    (folded,) = page.find_class("others")
    assert texts(folded, "title") == [FERRIES.title]
    assert folded.findtext("summary") == "1 more source of the accounts"
    assert texts(page, "label") == ["1", "2"]


def test_the_day_of_asking_is_shown_and_can_be_set():
    (shown,) = texts(written(HARBOUR_QUESTION, asked_on="2031-05-05"), "progress")
    assert shown.endswith(" · asked on 5 May 2031")
    (shown,) = texts(written(HARBOUR_QUESTION), "progress")
    assert shown.endswith(" · asked of all days alike")


def test_a_day_of_asking_that_is_given_holds_before_that_of_as_of():
    assistant = InventedAssistant()
    list(take_turn(assistant, HARBOUR_QUESTION, asked_on="2031-05-05", as_of="2031-06-01"))
    assert str(assistant.asked[0].asked_on) == "2031-05-05"


def test_what_is_no_error_of_byline_is_left_to_the_page():
    with pytest.raises(RuntimeError):
        list(take_turn(InventedAssistant(), BREAKING_QUESTION))


def test_a_failure_is_escaped():
    assert "&lt;b&gt;" in failure_html("<b>")


def test_the_head_brings_its_own_style_and_script_and_loads_nothing():
    head = head_html()
    assert "<style>" in head
    assert "<script>" in head
    assert "http://" not in head
    assert "https://" not in head
    assert favicon().is_file()


def test_a_port_in_use_is_refused_with_the_way_out():
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BylineError, match=rf"Port {port} .* --port {port + 1}"):
            app.serve(InventedAssistant(), port=port)


def test_an_address_of_another_machine_is_refused_with_the_way_out():
    with pytest.raises(BylineError, match=r"192\.0\.2\.1.*--host"):
        app.serve(InventedAssistant(), host="192.0.2.1", port=0)


SERVE = """
import app
from invented import InventedAssistant
app.serve(InventedAssistant(), port=0, on_ready=lambda url: print(url, flush=True))
"""


@pytest.mark.slow
def test_serving_tells_when_it_can_be_visited_and_stops_when_interrupted():
    command = [sys.executable, "-c", SERVE]
    here = Path(__file__).parent
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, text=True) as serving:
        url = serving.stdout.readline().strip()
        with urllib.request.urlopen(f"{url}/healthz") as response:
            assert response.status == 200
        serving.send_signal(signal.SIGINT)
        assert serving.wait(20) == 0
