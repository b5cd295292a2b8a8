"""Where the news comes from, as agencies print it before a report: "PORT ELLISANE, March 5 - "."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?:[^\W\d_a-zß-ÿ](?:[^\W\d_a-zß-ÿ]|[ .'’-]){2,40}"
    r"(?:,[^-–—\n]{1,40})?(?: ?\([\w .]+\))? [-–—] "
    r"|\([^\W\d_a-zß-ÿ][\w. ]{1,30}\) )(?=\S)"
)


def after_dateline(text: str, start: int = 0) -> int:
    """Give where the report begins that a dateline at `start` opens; `start` where none does."""
    dateline = _DATELINE.match(text, start)
    return dateline.end() if dateline else start
