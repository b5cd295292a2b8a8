"""Which day a question is asked on, where nobody says it."""

from __future__ import annotations

from datetime import date

import pytest
from doubles import BRIDGE, FERRY, STRIKE, make_index

from assistant.today import day_of_asking

# The ferry's article is of 4 March 2031, the bridge's of 20 April.


@pytest.mark.parametrize("today", [date(2031, 3, 4), date(2031, 4, 1), date(2031, 6, 19)])
def test_it_is_today_up_to_60_days_after_the_newest_article(tmp_path, today):
    with make_index(tmp_path, FERRY, BRIDGE) as index:
        assert day_of_asking(index, today=today) == today


@pytest.mark.parametrize("today", [date(2031, 3, 3), date(2031, 6, 20), date(2040, 1, 1)])
def test_an_archive_of_other_days_is_asked_on_no_day(tmp_path, today):
    with make_index(tmp_path, FERRY, BRIDGE) as index:
        assert day_of_asking(index, today=today) is None


def test_an_archive_without_days_is_asked_on_no_day(tmp_path):
    with make_index(tmp_path, STRIKE) as index:
        assert day_of_asking(index, today=date(2031, 3, 4)) is None
