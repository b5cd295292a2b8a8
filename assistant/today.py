"""The day a question is asked on, where nobody says it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index import Index

STILL_NEWS: Final = timedelta(days=60)
"""So long after its newest article an archive is asked about the news of today."""


def day_of_asking(index: Index, *, today: date | None = None) -> date | None:
    """Give `today`, or None where that is not a day that the archive is about.

    An archive of other days is asked about all of its days alike: articles far from the day of
    asking would count as hardly an answer.

    Args:
        index: the archive that is asked.
        today: the day it is here, as a rule.

    Returns:
        The day; None before the archive's oldest article, later than `STILL_NEWS` after its newest
        one, and where no article has a day.
    """
    today = today or datetime.now().astimezone().date()
    first, last = index.days
    if first is None or last is None:
        return None
    return today if first <= today <= last + STILL_NEWS else None
