"""Names of authors out of what pages put into a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^(?:(?:written|words|story|reported|posted|report|text|reviewed)\s+)?"
    r"(?:by|von|par|por|di|door|av|af)\b[:\s]+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[;,|•·]\s*|\s+(?:and|&|und|et|y|e|en)\s+(?=\S)")
_ADDRESS = re.compile(r"https?://|^www\.|^@|@\S+\.\w|^/")
_POST = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|staff|columnist|writers?|desk|chief|journalist|"
    r"contributors?|contributing|producer|bureau|analyst|photographer|presenter|host|anchor|"
    r"redaktion|rédaction|redacción|redazione|redactie|agency|agencies|newsroom|special to|"
    r"associate|senior|head of|minutes?|read|follow|email|published|updated)\b|^(?-i:[A-Z]{2,5})$",
    re.IGNORECASE,
)
_NOBODY = frozenset("admin administrator author anonymous guest none null unknown user".split())
_AFTER_NAME = re.compile(r"(?i:jr|sr|i{1,3}|iv|m\.?d|ph\.?d)\.?|(?:[A-Z]\.[ -]?){1,3}")
_END = re.compile(r"(?<=\w{4})\.$")  # of a sentence, not of "Jr."
_MOST_WORDS = 6


def authors_of(values: Iterable[str], *, outlet: str = "") -> list[str]:
    """Give each author once, without "By", job titles, addresses and the outlet's own name.

    A name of an office ("Staff Reports") or the outlet is given where there is no other.
    """
    names: list[str] = []
    offices: list[str] = []
    for value in values:
        for part in _BETWEEN.split(_BY.sub("", " ".join(value.split()))):
            if _AFTER_NAME.fullmatch(part):
                names[-1:] = [f"{name}, {part}" for name in names[-1:]]
                continue
            whole = _END.sub("", _BY.sub("", part).strip(" -–—|,"))
            name = _without(whole, outlet)
            if not _is_name(whole):
                continue
            (names if name and not _POST.search(name) else offices).append(name or whole)
    return list(dict.fromkeys(names or offices))


def _without(name: str, outlet: str) -> str:
    """Take the outlet off the end of a name: "Ada Fenn, Mill Gazette", "Mill Gazette Sport"."""
    return re.sub(rf"[\s/–-]*\b{re.escape(outlet)}\b.*$", "", name, flags=re.I) if outlet else name


def _is_name(name: str) -> bool:
    return (
        any(each.isalpha() for each in name)
        and not _ADDRESS.search(name)
        and name.lower() not in _NOBODY
        and len(name.split()) <= _MOST_WORDS
    )
