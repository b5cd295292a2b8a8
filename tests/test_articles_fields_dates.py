from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.dates import is_open, read_time, shows_day_first
from index.articles.fields import article_from
from index.articles.stated import Stated
from index.types import Note, ReadArticle

DAY = date(2031, 3, 4)
NINE = datetime(2031, 3, 4, 9, 0)  # noqa: DTZ001 - no zone is stated
NINE_UTC = datetime(2031, 3, 4, 9, 0, tzinfo=UTC)
EPOCH = 1_930_381_200  # 2031-03-04 09:00:00 UTC


def read(**fields: object) -> ReadArticle:
    return article_from(Stated({"text": "The quay was shut.", **fields}), place="")


@pytest.mark.parametrize(
    "written",
    [
        "2031-03-04", "20310304", "2031-W10-2", "2031-063", "2031/3/4", "2031.03.04",
        "4 March 2031", "March 4th, 2031", "Tuesday, 4 March 2031", "4-Mar-2031",
        "Published on 4 March 2031", "Updated: March 4, 2031", "March 4, 2031 | Updated 10:15 a.m.",
        "4. März 2031", "4 mars 2031", "Publié le 4 mars 2031", "4 de marzo de 2031",
        "4 marzo 2031", "4 de março de 2031", "4 maart 2031", "4 marca 2031", "4 марта 2031 г.",
        "4 مارس 2031", "٤ آذار ٢٠٣١", "2031年3月4日", "2031年3月4日(火)", "2031년 3월 4일",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_forms_and_languages(written):
    assert read_time(written) == DAY
    assert not isinstance(read_time(written), datetime)


@pytest.mark.parametrize(
    "written",
    [
        "2031-03-04T09:00", "20310304T0900", "2031-03-04 9:00 AM", "March 4, 2031 9:00 a.m.",
        "4. März 2031, 9.00 Uhr", "mardi 4 mars 2031 à 9h00", "4 de março de 2031 às 9h00",
        "4 марта 2031, 09:00", "2031年3月4日 09:00", "2031年3月4日 上午9:00", "4 مارس 2031 09:00",
    ],
)  # fmt: skip
def test_a_time_without_a_zone_has_none(written):
    assert read_time(written) == NINE


@pytest.mark.parametrize(
    "written",
    [
        "2031-03-04T09:00:00Z", "2031-03-04 09:00:00 UTC", "20310304T090000Z",
        "2031-03-04T09:00:00.000000000Z", "Tue, 04 Mar 2031 09:00:00 GMT",
        "Tue Mar 4 09:00:00 +0000 2031", "March 4, 2031, 4:00 a.m. ET", "4 March 2031 10:00 CET",
        "2031-03-04T10:00:00+0100", str(EPOCH), f"{EPOCH}000", EPOCH, EPOCH * 10**3,
        EPOCH * 10**6, float(EPOCH), [2031, 3, 4, 9, 0, 0, 1, 63, 0],
    ],
)  # fmt: skip
def test_a_time_with_a_zone_is_that_moment(written):
    assert read_time(written) == NINE_UTC


def test_the_day_is_that_of_the_times_own_zone():
    article = read(published="2031-03-04T23:30:00-05:00").article
    assert article.published == DAY
    assert article.moment == datetime(2031, 3, 4, 23, 30, tzinfo=timezone(-timedelta(hours=5)))


def test_when_it_was_updated_is_kept_beside():
    article = read(datePublished="2031-03-04", dateModified="2031-03-06T08:00:00Z").article
    assert (article.published, article.updated) == (DAY, date(2031, 3, 6))
    assert article.moment is None


@pytest.mark.parametrize(
    "written",
    ["March 2031", "2031", "yesterday", "2 hours ago", "2031-02-30", "0000-00-00 00:00:00",
     "4 March 2031 25:99", 12, -1, True, float("nan"), [2031, 3], {"day": 4}, 10**30],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(written):
    assert read_time(written) is None


@pytest.mark.parametrize(
    ("written", "day_first", "day"),
    [
        ("04/03/2031", True, DAY), ("03/04/2031", False, DAY), ("04.03.31", True, DAY),
        ("3/4/31 9:00 AM", False, NINE), ("3/14/31", None, date(2031, 3, 14)),
        ("04/03/2031", None, None), ("04.03.31", None, None), ("25/12/31", None, None),
    ],
)  # fmt: skip
def test_numbers_are_read_in_the_order_that_is_known(written, day_first, day):
    assert read_time(written, day_first=day_first) == day


@pytest.mark.parametrize(
    ("written", "shows", "is_doubtful"),
    [("25/12/2031", True, False), ("12/25/2031", False, False), ("04/03/2031", None, True),
     ("04/04/2031", None, False), ("2031-04-03", None, False), (EPOCH, None, False)],
)  # fmt: skip
def test_a_date_in_numbers_tells_what_it_shows(written, shows, is_doubtful):
    assert (shows_day_first(written), is_open(written)) == (shows, is_doubtful)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"date": "some day"}, Note("not understood", "date", "some day")),
        ({"date": "04/03/2031"}, Note("doubtful", "date", "04/03/2031")),
        ({"updated": "soon"}, Note("not understood", "date", "soon")),
        ({"author": 7}, Note("not understood", "author", "7")),
        ({"language": "Klingon"}, Note("not understood", "language", "Klingon")),
        ({"url": "/a/b"}, Note("not understood", "address", "/a/b")),
    ],
)
def test_what_is_stated_and_not_understood_is_noted(fields, note):
    assert read(**fields).notes == (note,)


def test_what_is_not_stated_is_not_noted():
    assert read(date="", author=None, url=" ").notes == ()


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("English", "en"),
        ("deu", "de"),
        ("pt_BR", "pt"),
        ("中文", "zh"),
    ],
)
def test_a_language_is_kept_as_its_code(stated, code):
    assert read(lang=stated).article.language == code


@given(st.text(max_size=60) | st.integers() | st.floats() | st.lists(st.integers(), max_size=9))
def test_nothing_written_for_a_date_raises(written):
    found = read_time(written)
    assert found is None or isinstance(found, date)
