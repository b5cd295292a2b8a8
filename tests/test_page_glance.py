"""What an archive holds at a glance, and the page of one article, read back as a browser would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from doubles import PRESS, article, make_index
from invented import FERRIES, HARBOUR
from lxml import html

from assistant import Assistant
from assistant.page import article_page, examples_from, glance_html, head_html

HOSTILE = "<script>x</script>\n& more"


def glance(folder, *articles):
    with make_index(folder / "archive", *articles) as index:
        written = glance_html(Assistant(index))
    assert len(written.splitlines()) == 1
    return html.fromstring(written)


def of_days(*days):
    return [article(f"{day}-{n}", f"On {day}, {n}.", published=day) for n, day in enumerate(days)]


def bars(page):
    """Give what each bar says, with its height."""
    return [(each.findtext("title"), float(each.get("height"))) for each in page.xpath("//rect")]


def test_articles_outlets_and_days_are_counted(tmp_path):
    page = glance(tmp_path, *PRESS)
    assert page.findtext(".//p").startswith("3 articles from 2 outlets, ")
    assert page.xpath("//p[1]/time/@datetime") == ["2031-03-04", "2031-04-20"]


def test_each_month_has_a_bar_as_high_as_it_has_articles(tmp_path):
    page = glance(tmp_path, *of_days(date(2031, 1, 3), date(2031, 1, 9), date(2031, 3, 1)))
    assert bars(page) == [("January 2031: 2", 72.0), ("February 2031: 0", 0.0),
                          ("March 2031: 1", 36.0)]  # fmt: skip
    assert page.xpath("//svg/@aria-label") == [
        "Articles a month: January 2031 2, February 2031 0, March 2031 1"
    ]


def test_a_bar_is_that_of_a_year_where_months_are_too_many(tmp_path):
    page = glance(tmp_path, *of_days(date(2020, 1, 3), date(2026, 3, 1)))
    assert [name for name, _ in bars(page)] == [f"{year}: {int(year in (2020, 2026))}"
                                                for year in range(2020, 2027)]  # fmt: skip


def test_articles_without_a_day_need_no_plot(tmp_path):
    page = glance(tmp_path, article("a", "The ferry is late."))
    assert page.findtext(".//p") == "1 article from 0 outlets."
    assert bars(page) == []


def test_the_newest_articles_lead_to_their_pages(tmp_path):
    assert glance(tmp_path, *PRESS).xpath("//a/@href") == [
        "article/bridge", "article/ferry", "article/strike"
    ]  # fmt: skip


def test_a_title_never_becomes_markup(tmp_path):
    page = glance(tmp_path, article("a/b", "The ferry is late.", title=HOSTILE, outlet=HOSTILE))
    assert not page.xpath("//script")
    assert page.xpath("//a/@href") == ["article/a%2Fb"]


def test_an_empty_archive_says_how_to_begin(tmp_path):
    told = glance(tmp_path).text_content()
    assert told.startswith("This archive is empty. Drop articles here, or add them with byline add")


def test_an_empty_archive_makes_no_examples(tmp_path):
    with make_index(tmp_path / "archive") as index:
        assert examples_from(index) == ()


@pytest.mark.slow
def test_every_example_made_from_an_archive_is_answered_by_it(sample_index):
    examples = examples_from(sample_index)
    assert len(examples) == 4
    assistant = Assistant(sample_index)
    assert [each for each in examples if assistant.ask(each).abstained] == []


# The page of one article


def test_the_page_of_an_article_has_its_text_letter_by_letter():
    text = HARBOUR.text.replace("\n", "\r\n", 1) + "\n\n\t<b>Not bold</b> &amp; "
    page = html.fromstring(article_page(replace(HARBOUR, text=text)))
    assert page.find_class("text")[0].text_content() == text


def test_the_page_of_an_article_says_whence_it_is_and_what_it_names():
    page = html.fromstring(article_page(HARBOUR))
    assert page.findtext(".//h1") == page.findtext(".//title") == HARBOUR.title
    (origin,) = page.find_class("origin")
    assert origin.text_content().endswith("3 May 2031 · by Ada Quill, Tom Reyes")
    assert "Coast Wire: Harbour stays shut" in page.find_class("named")[0].text_content()


def test_nothing_of_an_article_acts_on_its_page():
    page = html.fromstring(article_page(FERRIES))
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")  # its address is a script
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//h1/b")


def test_the_page_of_an_article_loads_nothing():
    page = article_page(HARBOUR).replace(HARBOUR.url, "")
    assert "http" not in page
    assert not html.fromstring(page).xpath("//@src | //link")
    assert "article/" in head_html()  # the script knows where these pages are
