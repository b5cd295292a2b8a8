"""Bylines as a page shows them: who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.articles.web.authors import authors_of
from index.articles.web.beside import kind_of_element
from index.articles.web.blocks import Block
from index.articles.web.days import DAY

_BY = re.compile(r"(?i:by|von|par|por|di|door|text:)\s+(?=[^\W\d_a-z])")
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
_MOST_WORDS = 14


def shown_authors(near: Sequence[Block], *, outlet: str) -> list[str]:
    """Read the byline near the headline: a line "By ...", or one in an element named so."""
    for block in near:
        if len(block.text) > _LONGEST or not (_BY.match(block.text) or _is_named(block)):
            continue
        text = _BY.sub("", block.text, count=1)
        names = text[: found.start()] if (found := _AFTER_NAMES.search(text)) else text
        if authors := authors_of([names], outlet=outlet):
            return authors
    return []


def is_byline(text: str, authors: Sequence[str]) -> bool:
    """Tell a line that says nothing but who wrote the article, and when."""
    if len(text) > _LONGEST:
        return False
    is_short = len(text.split()) <= _MOST_WORDS and not text.endswith((".", "!", "?"))
    if is_short and _BY.match(text):
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
