"""The days of the week and the months, as lists and as parts of regular expressions."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS: Final = tuple(
    "January February March April May June July August September October November December".split()
)

SHORT_MONTHS: Final = tuple(month[:3].lower() for month in MONTHS)
PART: Final = "early|late|mid"
PERIODS: Final = "day|week|month|year"
SEASONS: Final = "spring|summer|autumn|fall|winter"

WEEKDAY: Final = f"(?:{'|'.join(WEEKDAYS)})"
MONTH: Final = f"(?:{'|'.join(MONTHS)})"
SHORT_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
PLAIN_MONTH: Final = f"(?:{'|'.join(month for month in MONTHS if month not in ('March', 'May'))})"
"""A month whose name is no verb, so that it is one without its capital too."""

TIMES_OF_DAY: Final = frozenset(
    "today yesterday tonight tomorrow morning afternoon evening night".split()
)
DAYS: Final = (
    frozenset(name.casefold() for name in (*WEEKDAYS, *MONTHS))
    | TIMES_OF_DAY
    | frozenset("week month year weekend".split())
)
"""Words that say when, in small letters."""
