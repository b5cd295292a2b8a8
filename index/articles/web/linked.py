"""What a page states about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from index.articles.web.blocks import Element

Node: TypeAlias = Mapping[str, Any]

_NO_LETTER = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|<!\[CDATA\[|/\*.*?\*/|//.*?\n)*|(?:-->|\]\]>|;|\*/|//)*\s*$", re.S
)
_BROKEN_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|BlogPosting)"')
_PAIR = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"\\\n]{1,300})"')
# What is under any other key, such as a video, a related article or an update, is another thing.
_DOWN = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 8
_SAME_PLACE, _SAME_TITLE = 2, 1


@dataclass(frozen=True, slots=True)
class Linked:
    """All nodes of a page's JSON-LD that may describe the page, and those that ids name."""

    nodes: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = field(default_factory=dict)
    broken: int = 0

    @classmethod
    def of(cls, tree: Element) -> Linked:
        """Read the scripts of a page; `broken` counts those that are no JSON."""
        nodes: list[Node] = []
        by_id: dict[str, Node] = {}
        broken = 0
        for script in tree.iter("script"):
            if "ld+json" not in (script.get("type") or "").lower():
                continue
            try:
                found = json.loads(_WRAPPING.sub("", script.text or "") or "null", strict=False)
            except (ValueError, RecursionError):
                broken += 1
                found = _pieces(script.text or "")
            nodes += _nodes(found, 0)
            by_id |= {str(node["@id"]): node for node in _all(found, 0) if _is_described(node)}
        return cls(tuple(nodes), by_id, broken)

    def article(self, *, urls: set[str], titles: set[str]) -> Node:
        """Give the node of the page's own article, {} where none is certain.

        It has the page's address or headline; where it has neither, it must be the only one.
        """
        found = [node for node in self.nodes if is_article(node)]
        rated = [(self._rating(node, urls, titles), node) for node in found]
        best, node = max(rated, key=lambda each: each[0], default=(0, {}))
        if best > 0 or (best == 0 and len(found) == 1):
            return node
        return {}

    def page(self) -> Node:
        """Give the node of the page itself, {} where there is none."""
        return next((node for node in self.nodes if type_of(node).endswith("WebPage")), {})

    def _rating(self, node: Node, urls: set[str], titles: set[str]) -> float:
        places = {place_of(url) for url in self.urls(node)} - {""}
        here = {place_of(url) for url in urls} - {""}
        title = plain(self.line(node.get("headline") or node.get("name")))
        is_same_place = bool(places & here)
        is_same_title = bool(title) and any(
            title in other or other in title for other in map(plain, titles) if other
        )
        rating = _SAME_PLACE * is_same_place + _SAME_TITLE * is_same_title
        if not rating and places and here and title and titles:
            return -1
        # Of two that are as near, the one with updates or at least a date says more.
        more = 0.5 * is_live_blog(node) + 0.25 * bool(node.get("datePublished"))
        return rating + more if rating else 0

    def urls(self, node: Node) -> Iterator[str]:
        """Give the addresses that a node has for what it describes."""
        for value in (node.get("url"), node.get("@id"), node.get("mainEntityOfPage")):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, Mapping):
                    yield from (str(each[key]) for key in ("@id", "url") if each.get(key))
                elif isinstance(each, str):
                    yield each

    def line(self, value: object) -> str:
        """Give what a value is called: a string, or the name of what it describes or refers to."""
        if isinstance(value, list):
            return next((line for each in value if (line := self.line(each))), "")
        if isinstance(value, Mapping):
            known = self.by_id.get(str(value.get("@id")), {})
            return self.line(value.get("name") or known.get("name"))
        return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""

    def lines(self, value: object) -> list[str]:
        """Give what each of several values is called."""
        values = value if isinstance(value, list) else [value]
        return [line for each in values if (line := self.line(each))]


def _pieces(broken: str) -> Node | None:
    """Give what can be told of an article from data that are no JSON: strings named only once."""
    if not _BROKEN_ARTICLE.search(broken):
        return None
    pairs = _PAIR.findall(broken)
    names = [name for name, _ in pairs]
    return {"@type": "Article"} | {name: value for name, value in pairs if names.count(name) == 1}


def is_article(node: Node) -> bool:
    """Tell whether a node describes an article."""
    return any(_ARTICLE.search(kind) for kind in _types(node))


def is_live_blog(node: Node) -> bool:
    """Tell whether a node describes a live blog."""
    return any(kind.endswith("LiveBlogPosting") for kind in _types(node))


def type_of(node: Node) -> str:
    """Give the first type of a node."""
    return next(iter(_types(node)), "")


def place_of(url: str) -> str:
    """Give host and path of an address; query and fragment do not tell pages apart."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def plain(text: str) -> str:
    """Give the letters and digits of `text`, to compare titles by."""
    return _NO_LETTER.sub("", text.casefold())


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _nodes(found: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        for each in found:
            yield from _nodes(each, depth + 1)
    elif isinstance(found, Mapping):
        yield found
        for key in _DOWN:
            yield from _nodes(found.get(key), depth + 1)


def _all(found: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(found, Mapping):
        yield found
    below = (
        found if isinstance(found, list) else found.values() if isinstance(found, Mapping) else ()
    )
    for each in below:
        yield from _all(each, depth + 1)


def _is_described(node: Node) -> bool:
    return bool(node.get("@id")) and bool(node.get("name"))
