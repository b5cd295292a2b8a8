from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.articles import read_articles
from index.types import Note, Quarantined, ReadArticle

BODY = "The quay at Lumen Bay was closed on Tuesday, the port office said. It may open in May."
QUAY = {"title": "Quay shut", "text": BODY}


def read(path: Path, content: object, **fields: str) -> list[ReadArticle | Quarantined]:
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return list(read_articles([path], fields=fields))


def only(path: Path, content: object, **fields: str) -> ReadArticle:
    found = read(path, content, **fields)
    assert [type(each) for each in found] == [ReadArticle]
    return found[0]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"status": "ok", "articles": [QUAY]},
        {"results": [QUAY]},
        {"count": 1, "items": [QUAY]},
        {"data": [QUAY]},
        {"docs": [QUAY]},
        {"response": {"status": "ok", "results": [QUAY]}},
        {"response": {"docs": [QUAY], "meta": {"hits": 1}}},
        {"hits": {"total": {"value": 1}, "hits": [{"_index": "news", "_source": QUAY}]}},
        {"data": {"articles": {"edges": [{"node": QUAY}]}}},
        {"data": [{"type": "article", "attributes": QUAY}]},
        {"content": [QUAY], "page": 1},
        {"a1": QUAY},
        {"title": {"0": "Quay shut"}, "text": {"0": BODY}},
        {"title": ["Quay shut"], "text": [BODY]},
        {"columns": ["title", "text"], "index": [0], "data": [["Quay shut", BODY]]},
        {"article": QUAY, "related": [{"title": "Other", "url": "https://bay.example/2"}]},
    ],
)
def test_records_are_found_in_what_is_wrapped_around_them(tmp_path, wrapped):
    article = only(tmp_path / "a.json", wrapped).article
    assert (article.title, article.text) == ("Quay shut", BODY)


def test_a_record_with_lists_of_others_is_one_record(tmp_path):
    record = QUAY | {"related": [{"title": "Other", "text": "It rained."}]}
    assert only(tmp_path / "a.json", record).article.text == BODY


def test_json_lines_under_the_ending_of_json_are_read(tmp_path):
    lines = f"{json.dumps(QUAY)}\n{json.dumps(QUAY | {'text': 'It rained.'})}\n"
    assert len(read(tmp_path / "a.json", lines)) == 2


def test_a_packed_document_is_read(tmp_path):
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(json.dumps([QUAY]).encode()))
    assert len(list(read_articles([path]))) == 1


def test_a_list_of_nothing_is_no_silent_nothing(tmp_path):
    assert [each.reason for each in read(tmp_path / "a.json", [])] == ["no article in it"]


@pytest.mark.parametrize(
    "record",
    [
        {"webTitle": "Quay", "webPublicationDate": "2031-05-01T08:00:00Z", "webUrl": "https://bay.example/1",
         "fields": {"bodyText": BODY, "byline": "Mara Quill", "publication": "Bay Post"}},
        {"headline": "Quay", "datePublished": "2031-05-01T08:00:00Z", "articleBody": BODY,
         "publisher": {"@type": "Organization", "name": "Bay Post"}, "url": "https://bay.example/1",
         "author": [{"@type": "Person", "name": "Mara Quill"}]},
        {"source": {"id": None, "name": "Bay Post"}, "author": "Mara Quill", "title": "Quay",
         "description": "It is shut.", "url": "https://bay.example/1", "content": BODY,
         "publishedAt": "2031-05-01T08:00:00Z"},
        {"title": {"rendered": "Quay"}, "content": {"rendered": f"<p>{BODY}</p>"},
         "date": "2031-05-01T08:00:00Z", "link": "https://bay.example/1",
         "site_name": "Bay Post", "author_name": "Mara Quill"},
        {"title": "Quay", "maintext": BODY, "date_publish": "2031-05-01 08:00:00+00:00",
         "source_domain": "Bay Post", "authors": ["Mara Quill"], "url": "https://bay.example/1"},
        {"title": "Quay", "plain_text": BODY, "published_date": "2031-05-01T08:00:00Z",
         "publisher": "Bay Post", "author": ["Mara Quill"], "requested_url": "https://bay.example/1"},
        {"headline": {"main": "Quay", "kicker": None}, "article": BODY, "source": "Bay Post",
         "pub_date": "2031-05-01T08:00:00+0000", "byline": {"original": "By Mara Quill"},
         "web_url": "https://bay.example/1"},
        {"Title": "Quay", "Story Text": BODY, "Pub Date": "1 May 2031 08:00 UTC",
         "Newspaper": "Bay Post", "Reporter": "Mara Quill", "Permalink": "https://bay.example/1"},
        {"og:title": "Quay", "body_text": BODY, "article:published_time": "2031-05-01T08:00:00Z",
         "og:site_name": "Bay Post", "dc.creator": "Mara Quill", "canonical_url": "https://bay.example/1"},
    ],
)  # fmt: skip
def test_what_collections_and_interfaces_call_the_fields_is_known(tmp_path, record):
    read = only(tmp_path / "a.jsonl", record)
    article = read.article
    assert (article.title, article.text, article.outlet) == ("Quay", BODY, "Bay Post")
    assert (article.authors, article.url) == (("Mara Quill",), "https://bay.example/1")
    assert article.moment == datetime(2031, 5, 1, 8, tzinfo=UTC)
    assert read.notes == ()


def test_a_json_feed_gives_its_title_as_the_outlet(tmp_path):
    item = {"id": "1", "content_html": f"<p>{BODY}</p>", "date_published": "2031-05-01"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Bay Post", "items": [item]}
    article = only(tmp_path / "a.json", feed).article
    assert (article.outlet, article.text, article.published) == ("Bay Post", BODY, date(2031, 5, 1))


@pytest.mark.parametrize(
    "place", ["piece.words.0", "/piece/words/0", "Piece.Words.0"]
)  # fmt: skip
def test_a_place_in_a_nested_record_may_be_given(tmp_path, place):
    record = {"piece": {"words": [BODY, "other"]}, "text": "Not this one, which is a long one." * 9}
    assert only(tmp_path / "a.jsonl", record, text=place).article.text == BODY


def test_a_name_with_dots_or_slashes_is_a_name_first(tmp_path):
    record = {"piece.words": BODY, "a/b": "Bay Post"}
    article = only(tmp_path / "a.jsonl", record, text="piece.words", outlet="/a~1b").article
    assert (article.text, article.outlet) == (BODY, "Bay Post")


def test_a_record_without_a_text_is_told_with_its_names(tmp_path):
    (problem,) = read(tmp_path / "a.jsonl", {"words": BODY, "heading": "Quay"})
    assert problem.reason.startswith("no text; expected a string named text, body, content")
    assert "it has words, heading. Say which is the text, as in --field text=NAME" in problem.reason


def test_a_name_that_looks_like_one_of_ours_is_noted_where_that_is_missing(tmp_path):
    read = only(tmp_path / "a.jsonl", {"text": BODY, "dateOfThing": "2031", "candidates": 3})
    assert read.notes == (Note("not understood", "field", "dateOfThing"),)
    assert (
        only(tmp_path / "b.jsonl", {"text": BODY, "date": "2031-05-01", "dateX": "1"}).notes == ()
    )


def test_the_longest_text_is_taken_where_the_first_is_an_extract(tmp_path):
    assert only(tmp_path / "a.jsonl", {"text": "The quay.", "content": BODY}).article.text == BODY


def test_a_summary_is_the_text_only_where_there_is_no_longer_one_and_is_doubtful(tmp_path):
    whole = only(tmp_path / "a.jsonl", {"description": "The quay was shut.", "content": BODY})
    alone = only(tmp_path / "b.jsonl", {"title": "Quay", "summary": BODY, "lead": "The quay."})
    assert (whole.article.text, whole.notes) == (BODY, ())
    assert (alone.article.text, alone.notes) == (
        BODY,
        (Note("doubtful", "text", "only a summary"),),
    )


@pytest.mark.parametrize("mark", ["[+1234 chars]", "[…]", "[...]", "[&#8230;]"])
def test_a_text_that_is_cut_off_is_doubtful(tmp_path, mark):
    read = only(tmp_path / "a.jsonl", {"content": f"The quay was shut by th… {mark}"})
    assert read.article.text == "The quay was shut by th…"
    assert [(note.kind, note.what) for note in read.notes] == [("doubtful", "cut-off text")]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>The quay is shut.</p><p>It&nbsp;rained &amp; froze.</p>",
         "The quay is shut.\n\nIt\u00a0rained & froze."),
        ("<h2>Why</h2>It <b>rained</b>.<br><br>It froze.", "Why\n\nIt rained.\n\nIt froze."),
        ("&lt;p&gt;The quay.&lt;/p&gt;&lt;p&gt;AT&amp;amp;T&lt;/p&gt;", "The quay.\n\nAT&T"),
        ("It <i>rained</i>.\n\nIt <a href='x'>froze</a>.", "It rained.\n\nIt froze."),
        ("He said &amp;quot;no&amp;quot; &#8211; twice.", 'He said "no" – twice.'),
        ("If a < b > c, R&D & AT&T &regional; &c.", "If a < b > c, R&D & AT&T &regional; &c."),
        ("The code read <script> and <unknown>.", "The code read <script> and <unknown>."),
        ("First.\n\nSecond.\nThird.", "First.\n\nSecond.\nThird."),
        (["First.", "Second."], "First.\n\nSecond."),
        ([{"type": "p", "text": "First."}, {"type": "p", "text": "Second."}], "First.\n\nSecond."),
    ],
)  # fmt: skip
def test_markup_in_a_text_becomes_blocks_and_plain_text_stays(tmp_path, written, text):
    assert only(tmp_path / "a.jsonl", {"text": written}).article.text == text


def test_what_is_left_out_of_markup_is_noted(tmp_path):
    figure = "<figure><img src='q.jpg'><figcaption>The quay in May</figcaption></figure>"
    read = only(tmp_path / "a.jsonl", {"content": f"<p>{BODY}</p>{figure}"})
    assert (read.article.text, read.notes) == (BODY, (Note("left out", "caption"),))


def test_markup_and_entities_in_a_title_are_read(tmp_path):
    record = {"title": "Quay &#8216;shut&#8217; &amp; <em>sealed</em>", "text": BODY}
    assert only(tmp_path / "a.jsonl", record).article.title == "Quay ‘shut’ & sealed"


def test_dates_in_numbers_of_json_lines_are_read_in_the_order_that_they_show(tmp_path):
    records = ({"text": f"It rained {n}.", "date": f"{n}/3/2031"} for n in (4, 14))
    found = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, records)))
    assert [each.article.published for each in found] == [date(2031, 3, 4), date(2031, 3, 14)]
