"""Names of authors, out of what pages put into a byline, and bylines as a page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.articles.web.beside import kind_of_element
from index.articles.web.blocks import Block
from index.articles.web.days import DAY

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


_BY_SOMEBODY = re.compile(r"(?i:by|von|par|por|di|door|text:)\s+(?=[^\W\d_a-z])")
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·–—(\n]|\b(?:published|updated|posted|publiziert|veröffentlicht|publié|publicado|on|for|in|am|le|el)\b|\b\d)",
    re.IGNORECASE,
)
_OF_TIME = frozenset(
    "published updated posted last first on at am pm a m p by gmt bst utc est edt et ct pt cet min "
    "mins minute minutes read hours ago mon tue wed thu fri sat sun monday tuesday wednesday "
    "thursday friday saturday sunday veröffentlicht aktualisiert am um uhr publié mis à jour le "
    "publicado actualizado el pubblicato aggiornato il".split()
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 160
_MOST_BYLINE_WORDS = 14


def shown_authors(near: Sequence[Block], *, outlet: str) -> list[str]:
    """Read the byline near the headline: a line "By ...", or one in an element named so."""
    for block in near:
        if len(block.text) > _LONGEST or not (_BY_SOMEBODY.match(block.text) or _is_named(block)):
            continue
        text = _BY_SOMEBODY.sub("", block.text, count=1)
        names = text[: found.start()] if (found := _AFTER_NAMES.search(text)) else text
        if authors := authors_of([names], outlet=outlet):
            return authors
    return []


def is_byline(text: str, authors: Sequence[str]) -> bool:
    """Tell a line that says nothing but who wrote the article, and when."""
    if len(text) > _LONGEST:
        return False
    is_short = len(text.split()) <= _MOST_BYLINE_WORDS and not text.endswith((".", "!", "?"))
    if is_short and _BY_SOMEBODY.match(text):
        return True
    rest = DAY.sub(" ", text)
    for author in authors:
        rest = rest.replace(author, " ")
    words = [word.lower() for word in _WORD.findall(rest)]
    is_told = rest != text or (bool(words) and _NUMBER.search(text) is not None)
    return is_told and all(word in _OF_TIME for word in words)


def _is_named(block: Block) -> bool:
    element = block.element
    around = [] if element is None else [element, *element.iterancestors()][:3]
    return any(kind_of_element(each) == "byline" for each in around)
