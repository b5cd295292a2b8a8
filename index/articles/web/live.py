"""The updates of a live blog, from its data and from the page itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

from index.articles.web.authors import authors_of
from index.articles.web.beside import beside, is_prose, kind_of_element, notes_on
from index.articles.web.blocks import Block, Element, blocks_of, flat, joined, names_of
from index.articles.web.data_text import text_of_data
from index.articles.web.linked import Node, is_live_blog, plain
from index.articles.web.page import Page
from index.types import Note

_LIVE = frozenset("liveblog live-blog live-updates live-posts live-feed live-page".split())
_UPDATE = _LIVE | frozenset("update updates livepost live-post".split())
_POST = _UPDATE | frozenset("post posts entry entries event event-item block item timeline".split())
_PLACES = ("article", "section", "div", "li")
_FEWEST = 2
_MOST_OF_PROSE = 0.5
_ELSEWHERE = ("comment", "related link", "consent notice")


@dataclass(frozen=True, slots=True)
class Update:
    """One update of a live blog; what is not stated is empty. `place` is its id on the page."""

    headline: str
    text: str
    published: str
    url: str = ""
    place: str = ""
    authors: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def whole(self) -> str:
        """Its headline and its text, in blocks."""
        return "\n\n".join(part for part in (self.headline, self.text) if part)


def updates_of(tree: Element, blocks: Sequence[Block], page: Page) -> list[Update]:
    """Give the updates of a live blog in the order of the page, none where it is no live blog.

    Where data and page both have an update, told by its time, the longer text is kept.
    """
    in_data = list(_in_data(page))
    on_page = _on_page(tree, is_live=is_live_blog(page.node))
    if not in_data and not _are_most(on_page, blocks):
        return []
    waiting = {
        moment: list(updates)
        for moment, updates in groupby(sorted(in_data, key=_moment), key=_moment)
    }
    found = []
    for update in on_page:
        same = waiting.get(_moment(update))
        found.append(_together(update, same.pop(0)) if same else update)
    matched = {id(each) for updates in waiting.values() for each in updates}
    return [*found, *(each for each in in_data if id(each) in matched)]


def _in_data(page: Page) -> Iterator[Update]:
    if not is_live_blog(page.node):
        return
    found = page.node.get("liveBlogUpdate") or []
    for node in found if isinstance(found, list) else [found]:
        if isinstance(node, dict):
            text, notes = text_of_data(node.get("articleBody"))
            if text:
                yield _update(node, text, notes, page)


def _update(node: Node, text: str, notes: tuple[Note, ...], page: Page) -> Update:
    line = page.linked.line
    url = next((each for each in page.linked.urls(node) if each.startswith("http")), "")
    return Update(
        headline=line(node.get("headline") or node.get("name")),
        text=text,
        published=line(node.get("datePublished") or node.get("dateModified")),
        url=url,
        authors=tuple(authors_of(page.linked.lines(node.get("author")), outlet=page.outlet)),
        notes=notes,
    )


def _on_page(tree: Element, *, is_live: bool) -> list[Update]:
    """Give the updates that are marked on the page: alike elements, each with its own time."""
    marks = _POST if is_live or _is_named_live(tree) else _UPDATE
    alike: dict[tuple[str, frozenset[str]], dict[Element, None]] = {}
    for time in tree.iter("time"):
        if not (time.get("datetime") or "").strip():
            continue
        for element in time.iterancestors(*_PLACES):
            if found := names_of(element) & marks:
                alike.setdefault((element.tag, frozenset(found)), {})[element] = None
                break
    return [
        update
        for holders in alike.values()
        if len(holders) >= _FEWEST and not any(map(_is_something_else, holders))
        for update in map(_read, holders)
        if update
    ]


def _are_most(updates: Sequence[Update], blocks: Sequence[Block]) -> bool:
    """Tell a live blog from an article with a few notes of its updates in it."""
    prose = sum(len(block.text) for block in blocks if is_prose(block))
    told = sum(len(update.text) for update in updates)
    return len(updates) >= _FEWEST and told >= _MOST_OF_PROSE * prose


def _is_named_live(tree: Element) -> bool:
    return any(names_of(each) & _LIVE for each in tree.iter("html", "body", "main", *_PLACES))


def _is_something_else(element: Element) -> bool:
    """Tell a teaser, which leads to another page, and what is in a list of comments or links."""
    if any(kind_of_element(each) in _ELSEWHERE for each in (element, *element.iterancestors())):
        return True
    links = element.xpath(".//h1//a/@href|.//h2//a/@href|.//h3//a/@href|./a[.//h2 or .//h3]/@href")
    return any("#" not in link for link in links)


def _read(element: Element) -> Update | None:
    time = next(each for each in element.iter("time") if each.get("datetime"))
    blocks = blocks_of(element)
    headline = next((block for block in blocks if block.kind == "heading"), None)
    left_out = beside(element, blocks, headline=None)
    shown = {plain(flat(each)) for each in element.iter("time")}
    text = joined(
        block
        for at, block in enumerate(blocks)
        if at not in left_out and block is not headline and plain(block.text) not in shown
    )
    if not text:
        return None
    place = element.get("id") or next(iter(element.xpath(".//@id")), "")
    return Update(
        headline=headline.text if headline else "",
        text=text,
        published=time.get("datetime").strip(),
        place=place,
        notes=notes_on(left_out.values()),
    )


def _together(one: Update, other: Update) -> Update:
    """Join two readings of one update: the longer text, and what either states."""
    longer = max(one, other, key=lambda each: len(each.text))
    return replace(
        longer,
        headline=other.headline or one.headline,
        url=other.url or one.url,
        place=one.place or other.place,
        authors=other.authors or one.authors,
    )


def _moment(update: Update) -> str:
    """Give the instant of an update, to tell that two are the same one."""
    try:
        moment = datetime.fromisoformat(update.published)
    except ValueError:
        return update.published
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
