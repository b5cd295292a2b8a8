"""Names of authors out of what pages put into a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^(?:(?:written|words|story|reported|posted|report|text|reviewed)\s+)?(?:by|von|par|por|di|door|av|af)\b[:\s]+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[;,|•·]\s*|\s+(?:and|&|und|et|y|e|en)\s+(?=\S)")
_ADDRESS = re.compile(r"https?://|^www\.|^@|@\S+\.\w|^/")
_POST = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|staff|columnist|writers?|desk|chief|journalist|"
    r"contributors?|contributor|producer|bureau|analyst|photographer|redaktion|rédaction|"
    r"redacción|redazione|redactie|"
    r"agency|agencies|newsroom|admin|administrator|published|updated|contributing|special to|"
    r"business insider|associate|senior|head of|minutes?|read|follow|email)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:jr|sr|i{1,3}|iv|m\.?d|ph\.?d)\.?", re.IGNORECASE)
_MOST_WORDS = 6


def authors_of(values: Iterable[str]) -> list[str]:
    """Give each author once, without "By", job titles and addresses.

    A name of an office ("Staff", "Our correspondent") is given where there is no other.
    """
    names: list[str] = []
    offices: list[str] = []
    for value in values:
        text = _BY.sub("", " ".join(value.split()))
        for part in _BETWEEN.split(text):
            name = _BY.sub("", part).strip(" .-–—|,") if not _INITIALS.fullmatch(part) else part
            if not name or _ADDRESS.search(name) or not any(each.isalpha() for each in name):
                continue
            if _INITIALS.fullmatch(name) and names:
                names[-1] = f"{names[-1]}, {name}"
            elif _POST.search(name) or len(name.split()) > _MOST_WORDS:
                offices.append(name)
            else:
                names.append(name)
    return list(
        dict.fromkeys(names or [each for each in offices if len(each.split()) <= _MOST_WORDS])
    )
