"""What a web page states about its article, each from the best place that has it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from index.articles.web.authors import authors_of, shown_authors
from index.articles.web.beside import kind_of_element
from index.articles.web.blocks import Block, Element, flat
from index.articles.web.days import day_in_url, days_in_times, days_near
from index.articles.web.linked import Linked, Node, plain
from index.articles.web.metas import (
    canonical,
    metas_of,
    stated_in_metas,
    stated_in_microdata,
)

Lines = Mapping[str, Sequence[str]]
"""What one place on a page states, under our names."""

_AFTER_TITLE = re.compile(r"^(.+)\s+([|–—»·:-])\s+(.+?)$")
_OF_READERS = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|cmpid|ito|smid|ocid)$", re.I)
_BEFORE_DAY = re.compile(
    r"^(?:last )?(?:updated|published|posted|modified)(?: on| at)?[:\s]+", re.I
)
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Page:
    """What a page states; an empty field is not stated.

    `headline` is the element that shows the title, None where none does. `node` is the article's
    own node in the page's JSON-LD, {} where it has none.
    """

    title: str
    outlet: str
    url: str
    published: str
    updated: str
    authors: tuple[str, ...]
    section: str
    language: str
    headline: Element
    linked: Linked
    node: Node

    @classmethod
    def of(cls, tree: Element, blocks: Sequence[Block]) -> Page:
        """Read JSON-LD first, then microdata and metas, then what the page shows."""
        in_metas = stated_in_metas(metas_of(tree))
        linked = Linked.of(tree)
        shown = [flat(each) for each in tree.iter("h1")]
        window = next((flat(each) for each in tree.iter("title")), "")
        urls = [canonical(tree), *in_metas.get("url", ())]
        node = linked.article(urls={*urls}, titles={*in_metas.get("title", ()), *shown, window})
        in_linked = _stated_by(node, linked)
        # Twice, for only the headline tells which microdata are the article's.
        outlet = _first("outlet", in_linked, in_metas)
        title = _title([in_linked, in_metas], shown, window, outlet)
        in_data = stated_in_microdata(tree, headline=_headline(tree, title))
        sources: list[Lines] = [in_linked, in_data, in_metas]
        outlet = _first("outlet", *sources) or linked.line(linked.page().get("isPartOf"))
        title = _title(sources, shown, window, outlet)
        headline = _headline(tree, title)
        near = _near(blocks, headline)
        url = _url([*urls, *in_linked.get("url", ())])
        by_page = _stated_by({} if node else linked.page(), linked)
        dated = [
            *sources,
            by_page,
            days_in_times(_times(tree, headline)),
            days_near(near),
            day_in_url(url),
        ]
        return cls(
            title=title,
            outlet=outlet,
            url=url,
            published=_day("published", *dated),
            updated=_day("updated", *dated),
            authors=tuple(_authors(sources, outlet) or shown_authors(near, outlet=outlet)),
            section=_first("section", *sources),
            language=(tree.get("lang") or "").strip(),
            headline=headline,
            linked=linked,
            node=node,
        )


def _stated_by(node: Node, linked: Linked) -> dict[str, list[str]]:
    """Give what a node of JSON-LD states, under our names."""
    found = {
        "title": linked.lines(node.get("headline") or node.get("name")),
        "outlet": linked.lines(node.get("publisher") or node.get("sourceOrganization")),
        "published": linked.lines(node.get("datePublished") or node.get("dateCreated")),
        "updated": linked.lines(node.get("dateModified")),
        "authors": linked.lines(node.get("author") or node.get("creator")),
        "section": linked.lines(node.get("articleSection")),
        "url": [url for url in linked.urls(node) if "#" not in url],
    }
    return {field: lines for field, lines in found.items() if lines}


def _first(field: str, *sources: Lines) -> str:
    return next((_line(each) for source in sources for each in source.get(field, ()) if each), "")


def _day(field: str, *sources: Lines) -> str:
    """Give the first day; a program without one fills in the year 0 or 1."""
    found = (_line(each) for source in sources for each in source.get(field, ()))
    days = (_BEFORE_DAY.sub("", day) for day in found)
    return next((day for day in days if day and not day.startswith("000")), "")


def _line(text: str) -> str:
    """Undo entities that were written twice ("&amp;amp;")."""
    return " ".join(html.unescape(text).split())


def _title(sources: Sequence[Lines], shown: Sequence[str], window: str, outlet: str) -> str:
    """Choose the title: one that is both stated and shown, else the first that is either."""
    stated = [_line(each) for source in sources for each in source.get("title", ())]
    titles = [_without_outlet(each, shown, outlet) for each in stated]
    heads = {plain(each) for each in shown}
    both = next((each for each in titles if plain(each) in heads), "")
    [only] = shown if len(shown) == 1 else [""]
    return both or next(iter(titles), "") or only or _without_outlet(_line(window), shown, outlet)


def _without_outlet(title: str, shown: Sequence[str], outlet: str) -> str:
    parts = _AFTER_TITLE.match(title)
    if not parts:
        return title
    before, sign, after = parts.groups()
    is_shown = plain(before) in map(plain, shown) and plain(title) not in map(plain, shown)
    is_outlet = bool(outlet) and plain(outlet) in plain(after)
    return before.strip() if is_shown or is_outlet or (not shown and sign == "|") else title


def _headline(tree: Element, title: str) -> Element:
    """Find the element that shows the title."""
    wanted = plain(title)
    heads = [each for tag in ("h1", "h2") for each in tree.iter(tag)]
    for head in heads:
        if wanted and plain(flat(head)) == wanted:
            return head
    ones = [head for head in heads if head.tag == "h1" and plain(flat(head))]
    alike = [head for head in ones if wanted and _is_part(plain(flat(head)), wanted)]
    return alike[0] if alike else ones[0] if len(ones) == 1 else None


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one


def _url(urls: Sequence[str]) -> str:
    """Give the first whole address; one that is only a path is completed by another's host."""
    whole = [each for each in map(_line, urls) if each.lower().startswith(("http://", "https://"))]
    first = next((each for each in map(_line, urls) if each), "")
    if whole and first.startswith("/"):
        return urljoin(whole[0], first)
    return _without_tracking(whole[0]) if whole else ""


def _without_tracking(url: str) -> str:
    """Leave out what only tells where a reader came from."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not _OF_READERS.match(name)]
    return url if kept == asked else parts._replace(query=urlencode(kept)).geturl()


def _authors(sources: Sequence[Lines], outlet: str) -> list[str]:
    found = (authors_of(map(_line, source.get("authors", ())), outlet=outlet) for source in sources)
    return next((authors for authors in found if authors), [])


def _near(blocks: Sequence[Block], headline: Element) -> list[Block]:
    """Give the blocks after the headline and then those before it, the nearest first."""
    at = next((at for at, block in enumerate(blocks) if block.element is headline), 0)
    return [*blocks[at + 1 : at + 1 + _NEAR], *blocks[max(0, at - _NEAR) : at][::-1]]


def _times(tree: Element, headline: Element) -> list[Element]:
    """Give the `<time>` elements that are the article's: not a related one's, nor a comment's."""
    around = {headline, *headline.iterancestors()} if headline is not None else set()
    several = sum(1 for _ in tree.iter("article")) > 1
    return [time for time in tree.iter("time") if _is_own(time, around, several=several)]


def _is_own(time: Element, around: set[Element], *, several: bool) -> bool:
    for element in time.iterancestors():
        if element in around:
            return True
        if several and element.tag == "article":
            return False
        if kind_of_element(element) not in ("", "byline", "hidden text"):
            return False
    return True
