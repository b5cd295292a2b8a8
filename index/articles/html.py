"""Reading web pages (the only place that knows trafilatura)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from index.articles.decoding import decode
from index.articles.named_outlets import is_sources_heading, split_named_outlets
from index.articles.stated import Fields, Stated, Unreadable

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I
)
_HEAD = 4096
_PUBLISHED = ("article:published_time", "datepublished", "parsely-pub-date", "pubdate", "date")
_OUTLET = ("og:site_name", "publisher", "dc.publisher")


def read_html(data: bytes) -> Iterator[Stated]:
    """Read the main text of a web page, and what the page states about it.

    The outlet and the day are taken from its metadata only, never guessed from address or text.

    Raises:
        Unreadable: where it has no main text, or is binary data.
    """
    from trafilatura import bare_extraction, load_html

    charset = _CHARSET.search(data[:_HEAD])
    page = decode(data, declared=charset[1].decode("ascii") if charset else "")
    # A fragment without this tag is refused as no web page.
    tree = load_html(page if "<html" in page.lower() else f"<html>{page}")
    if tree is None:
        raise Unreadable("no web page")
    stated = _stated(tree)
    lists = _take_out_source_lists(tree)
    document = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or not document.text:
        raise Unreadable("no main text in the page")
    fields = {
        **stated,
        "title": document.title,
        "authors": document.author,
        "url": document.url,
        "text": "\n\n".join([document.text, *lists]),
    }
    yield Stated(fields, headed=True)


def _stated(tree: Any) -> Fields:
    """Give the day and the outlet that the page's metadata state."""
    metas: dict[str, str] = {}
    for meta in tree.iterfind(".//*[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.strip().lower(), meta.get("content"))
    linked = next(_linked_articles(tree), {})
    return {
        "published": _first(metas, _PUBLISHED) or linked.get("datePublished"),
        "outlet": _first(metas, _OUTLET) or linked.get("publisher"),
    }


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if metas.get(name, "").strip()), "")


def _linked_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """Give the descriptions of articles in the page's JSON-LD."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        things = found if isinstance(found, list) else [found]
        graphs = [each["@graph"] for each in things if isinstance(each, dict) and "@graph" in each]
        things += [each for graph in graphs if isinstance(graph, list) for each in graph]
        yield from (
            each
            for each in things
            if isinstance(each, dict) and "Article" in str(each.get("@type"))
        )


def _take_out_source_lists(tree: Any) -> list[str]:
    """Take each list of sources out of the page, as text.

    The extraction would throw them away with the menus, for they are little but links.
    """
    found = []
    for items in [*tree.iter("ul", "ol")]:
        heading = items.getprevious()
        if heading is None or not is_sources_heading(_text(heading)):
            continue
        lines = [_text(heading), *(f"- {_text(item)}" for item in items.iterfind("li"))]
        section = "\n".join(lines)
        if split_named_outlets(section)[1]:
            found.append(section)
            heading.drop_tree()
            items.drop_tree()
    return found


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
