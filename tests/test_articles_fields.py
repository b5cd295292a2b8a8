from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.dates import day_of, read_time
from index.articles.fields import article_from
from index.articles.stated import Stated, Unreadable
from index.types import Article, content_hash

BODY = "The quay at Lumen Bay was closed on Tuesday, the port office said."


def record(**fields: object) -> Article:
    return article_from(Stated({"text": BODY, **fields}), place="").article


def file(text: str) -> Article:
    return article_from(Stated({"text": text}, headed=True), place="").article


@pytest.mark.parametrize(
    "written",
    [
        "2031-03-12",
        "2031-03-12T23:30:00-05:00",
        "2031-03-12T00:10:00Z",
        "2031/03/12",
        "12 March 2031",
        "March 12, 2031",
        "Wed, 12 Mar 2031 23:20:00 GMT",
        "March 12, 2031 at 23:30 EST",
        "12. März 2031",
    ],
)
def test_a_certain_date_is_taken_as_it_is_written(written):
    assert day_of(read_time(written)) == date(2031, 3, 12)


@pytest.mark.parametrize(
    "written",
    ["03/04/2031", "3.4.2031", "03-04-31", "25/12/31", "March 2031", "2031", "yesterday",
     "2031-13-45", "0001-01-01", "soon", "", "03/04/2031 10:00", "x" * 100],
)  # fmt: skip
def test_a_date_that_is_not_certain_is_not_guessed(written):
    assert day_of(read_time(written)) is None


@pytest.mark.parametrize("written", ["25/12/2031", "12/25/2031", "2031.12.25"])
def test_numbers_that_can_be_read_one_way_only_are_a_date(written):
    assert day_of(read_time(written)) == date(2031, 12, 25)


def test_a_field_is_known_under_its_usual_names():
    fields = {
        "Headline": "Quay shut", "body": BODY, "source": {"name": "Bay Post"}, "Published-At":
        "2031-03-12", "byline": "By Mara Quill and Teo Brandt", "link": "https://bay.example/1",
    }  # fmt: skip
    assert record(**fields, text="") == Article(
        id=content_hash("url", "https://bay.example/1"),
        title="Quay shut",
        text=BODY,
        outlet="Bay Post",
        url="https://bay.example/1",
        published=date(2031, 3, 12),
        authors=("Mara Quill", "Teo Brandt"),
    )


@pytest.mark.parametrize(
    "written",
    [
        "Mara Quill; Teo Brandt",
        "Mara Quill, Teo Brandt",
        ["Mara  Quill", "Teo Brandt", None, "Mara Quill"],
        [{"name": "Mara Quill"}, {"name": "Teo Brandt"}],
    ],
)
def test_authors_are_a_list_or_one_string(written):
    assert record(authors=written).authors == ("Mara Quill", "Teo Brandt")


def test_malformed_fields_are_as_if_they_were_missing():
    malformed = {"id": None, "title": ["x"], "url": "javascript:alert(1)", "outlet": True}
    article = record(**malformed, published="soon", authors=7, date="2031-03-12")
    assert article == Article(id=content_hash("text", "", "", "None", BODY), text=BODY)


def test_the_id_is_the_records_own_where_it_has_one():
    assert [record(id=each).id for each in (7, " a\n1 ", "0012")] == ["7", "a 1", "0012"]


def test_without_an_id_or_address_what_the_article_says_identifies_it():
    assert record(title="a").id == record(title="a").id != record(title="b").id


def test_titles_and_outlets_lose_invisible_characters_too():
    fields = {"text": f"\u200b{BODY}", "title": "Qu\u202eay", "outlet": "Ti\xadde"}
    read = article_from(Stated(fields), place="")
    assert (read.article.title, read.article.outlet) == ("Quay", "Tide")
    assert (read.article.text, read.characters_removed) == (BODY, 3)


def test_the_text_of_a_record_keeps_its_first_line():
    assert record(text=f"Ferry stops again\n\n{BODY}").title == ""


@pytest.mark.parametrize(
    "heading",
    [
        "---\ntitle: Ferry stops again\noutlet: Bay Post\ndate: 2031-03-12T23:30:00-05:00\n---\n",
        "Title: Ferry stops again\nOutlet: Bay Post\nPublished: 12 March 2031\n\n",
        "---\nHeadline: Ferry stops again\nsource: Bay Post\ndate: 2031-03-12\n---\n"
        "# Ferry stops again\n",
    ],
)
def test_front_matter_states_what_it_names_and_leaves_the_text(heading):
    article = file(heading + BODY)
    assert (article.title, article.outlet) == ("Ferry stops again", "Bay Post")
    assert (article.published, article.text) == (date(2031, 3, 12), BODY)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("---\ntitle: [a\n---\n", "front matter is broken"),
        ("---\n" + "[" * 9000 + "\n---\n", "front matter is broken"),
        ("---\ntitle: Ferry\noutlet: Bay Post\n\n", "front matter is not closed"),
    ],
)
def test_broken_front_matter_is_not_guessed(block, reason):
    with pytest.raises(Unreadable, match=reason):
        file(block + BODY)


def test_an_id_in_front_matter_stays_as_it_is_written():
    assert file(f"---\nid: 0123\ntitle: No\n---\n{BODY}").id == "0123"


@pytest.mark.parametrize(
    "first",
    [
        "Ferry stops again\n\n",
        "# Ferry stops again\n",
        "Ferry stops again\n=====\n",
        "Ferry stops again\n",
    ],
)
def test_a_first_line_that_reads_like_a_title_is_one(first):
    assert (file(first + BODY).title, file(first + BODY).text) == ("Ferry stops again", BODY)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n{BODY}",
        f"The ferry stopped.\n\n{BODY}",
        f"By Mara Quill, Lumen\n\n{BODY}",
        "The quay at Lumen Bay was closed on\nTuesday, the Port Office and the\nmayor said.",
        "The quay at Lumen Bay was closed\nby the mayor.",
        "---\nJust a line between two rules\n---\n" + BODY,
    ],
)
def test_a_text_without_a_title_stays_whole(text):
    assert (file(text).title, file(text).text) == ("", text)


@pytest.mark.parametrize(
    "text", ["# Ferry stops again", "---\ntitle: Ferry\n---\n", "Sources\n- Bay Post: x"]
)
def test_a_title_or_sources_alone_are_no_article(text):
    with pytest.raises(Unreadable, match="no text"):
        file(text)


def test_a_record_of_over_five_million_characters_is_refused_with_its_size():
    with pytest.raises(Unreadable, match=r"5,000,001 characters.*5,000,000, split it"):
        record(text="a" * 5_000_001)


@given(st.text(max_size=80))
def test_no_written_date_raises(written):
    assert day_of(read_time(written)) is None or isinstance(day_of(read_time(written)), date)


@given(st.text().map(lambda text: f"---\n{text}\n---\n{BODY}"))
def test_any_front_matter_is_an_article_or_unreadable(text):
    with suppress(Unreadable):
        assert file(text).text
