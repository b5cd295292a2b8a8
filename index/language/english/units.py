"""Units that numbers are given in: currencies, shares, measures."""

from __future__ import annotations

import re

CURRENCIES = {
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "dollar": "dollar", "euro": "euro",
    "pound": "pound", "sterling": "pound", "yen": "yen", "yuan": "yuan", "franc": "franc",
    "crown": "crown", "krone": "crown", "kroner": "crown", "kronor": "crown", "krona": "crown",
    "rouble": "rouble", "ruble": "rouble", "rupee": "rupee", "peso": "peso", "lira": "lira",
    "dinar": "dinar", "dirham": "dirham", "shekel": "shekel", "rand": "rand", "riyal": "riyal",
}  # fmt: skip
# The unit that another is measured in, and how many of it there are.
MEASURES = {
    "second": ("second", 1.0), "minute": ("second", 60.0), "hour": ("second", 3_600.0),
    "day": ("second", 86_400.0), "week": ("second", 604_800.0), "month": ("month", 1.0),
    "year": ("month", 12.0), "decade": ("month", 120.0), "metre": ("metre", 1.0),
    "meter": ("metre", 1.0), "kilometre": ("metre", 1e3), "kilometer": ("metre", 1e3),
    "km": ("metre", 1e3), "mile": ("mile", 1.0), "foot": ("foot", 1.0), "feet": ("foot", 1.0),
    "inch": ("inch", 1.0), "inches": ("inch", 1.0), "mph": ("mph", 1.0), "acre": ("acre", 1.0),
    "hectare": ("hectare", 1.0), "kg": ("kilogram", 1.0), "kilogram": ("kilogram", 1.0),
    "tonne": ("tonne", 1.0), "ton": ("ton", 1.0), "degree": ("degree", 1.0),
}  # fmt: skip
_WORD = "|".join(sorted((*MEASURES, *(one for one in CURRENCIES if one.isalpha())), key=len))
UNIT = re.compile(
    r"[\s-]*(?P<percent>%|per\s?cent\b|percent(?:age)?\b|pct\b)"
    rf"|[\s-]+(?:(?-i:[A-Z]\w+)\s+)?(?P<word>{_WORD})s?\b",
    re.IGNORECASE,
)
GLUED_UNIT = re.compile(r"(?P<word>km|kg|mph)\b", re.IGNORECASE)
SHARES = frozenset({*CURRENCIES.values(), "percent"})
"""Units that even "one" counts in."""
