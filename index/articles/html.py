"""Reading web pages: what a page states, its body in blocks, the updates of a live blog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from index.articles.named_outlets import is_sources_heading, split_named_outlets
from index.articles.stated import Fields, Stated, Unreadable
from index.articles.web.authors import is_byline
from index.articles.web.beside import beside, is_prose, notes_on
from index.articles.web.blocks import Block, Element, blocks_of, flat, joined
from index.articles.web.body import Words, choose
from index.articles.web.data_text import text_of_data
from index.articles.web.linked import plain
from index.articles.web.live import Update, updates_of
from index.articles.web.page import Page
from index.articles.web.parsing import parse
from index.types import Note, content_hash

_ANYWHERE = ("consent notice", "comment")
"""What is counted wherever it stands on the page; anything else only inside the article."""
_WHOLE = 0.6
"""A body on the page that has less than this of the one in its data is only the beginning."""


def read_html(data: bytes) -> Iterator[Stated]:
    """Read a web page: its article, or each update of a live blog.

    Raises:
        Unreadable: where it has no main text, or is binary data.
    """
    tree = parse(data)
    sources = take_out_source_lists(tree)
    blocks = blocks_of(tree)
    page = Page.of(tree, blocks)
    broken = page.linked.broken
    notes: tuple[Note, ...] = (
        (Note("not understood", "page data", "JSON-LD", broken),) if broken else ()
    )
    if updates := updates_of(tree, blocks, page):
        notes += _around_updates(tree, blocks, page, updates)
        for update in updates:
            yield Stated(_fields_of_update(update, page), notes + update.notes)
            notes = ()
        return
    text, left_out = _article(tree, blocks, page)
    fields = {**_fields(page), "text": "\n\n".join([text, *sources])}
    yield Stated(fields, notes + left_out, headed=not page.title)


def _article(tree: Element, blocks: Sequence[Block], page: Page) -> tuple[str, tuple[Note, ...]]:
    """Give the text of the article, and what was left out of it."""
    left_out = beside(tree, blocks, headline=page.headline)
    titles = {at for at, block in enumerate(blocks) if _is_title(block, page)}
    chosen = [at for at in choose(tree, blocks, left_out) if at not in titles]
    around = dict.fromkeys(_bylines(blocks, chosen, page), "byline")
    around |= dict.fromkeys(_last_headings(blocks, chosen), "heading without text")
    chosen = [at for at in chosen if at not in around]
    left_out |= around
    in_data, notes = text_of_data(page.node.get("articleBody"))
    if _has_more(in_data, [blocks[at] for at in chosen]):
        return in_data, notes
    if not chosen:
        raise Unreadable(_why_not(left_out))
    text = joined(blocks[at] for at in chosen)
    return text, _notes(blocks, chosen, left_out, titles)


def _has_more(in_data: str, chosen: Sequence[Block]) -> bool:
    """Tell whether the page shows but the beginning of the body in its data."""
    words = Words(in_data)
    shown = sum(len(block.text) for block in chosen if words.has(block.text))
    return shown < _WHOLE * len(in_data)


def _is_title(block: Block, page: Page) -> bool:
    """Tell the headline, and whatever repeats it."""
    return block.element is page.headline or plain(block.text) == plain(page.title)


def _last_headings(blocks: Sequence[Block], chosen: Sequence[int]) -> Iterator[int]:
    """Give the headings at the end, which have nothing under them."""
    return takewhile(lambda at: blocks[at].kind == "heading", reversed(chosen))


def _bylines(blocks: Sequence[Block], chosen: Sequence[int], page: Page) -> Iterator[int]:
    """Give the lines of the byline, which stand above the first paragraph."""
    for at in chosen:
        if is_prose(blocks[at]):
            return
        if blocks[at].kind == "paragraph" and is_byline(blocks[at].text, page.authors):
            yield at


def _why_not(left_out: Mapping[int, str]) -> str:
    if "consent notice" in left_out.values():
        return "no main text in the page beside a consent notice; save it with its text shown"
    return "no main text in the page"


def _notes(
    blocks: Sequence[Block], chosen: Sequence[int], left_out: Mapping[int, str], titles: set[int]
) -> tuple[Note, ...]:
    """Count by kind what stands in the article's part of the page and is not in its text.

    That is what follows the headline up to the last line, or shares the element around all lines.
    """
    around = set.intersection(*({*blocks[at].element.iterancestors()} for at in chosen))
    holder = max(around, key=lambda each: sum(1 for _ in each.iterancestors()), default=None)
    kept = {*chosen, *titles}
    start = min(kept)
    words = Words(joined(blocks[at] for at in chosen))
    kinds = []
    for at, block in enumerate(blocks):
        kind = left_out.get(at, "")
        is_here = start < at < chosen[-1] or holder in block.element.iterancestors()
        if at not in kept and (is_here or kind in _ANYWHERE):
            kinds.append(kind or ("repeated passage" if words.has(block.text) else "other line"))
    return notes_on(kinds)


def _around_updates(
    tree: Element, blocks: Sequence[Block], page: Page, updates: Sequence[Update]
) -> tuple[Note, ...]:
    """Count the paragraphs of a live blog that stand in none of its updates."""
    words = Words("\n".join(update.whole for update in updates))
    left_out = beside(tree, blocks, headline=page.headline)
    return notes_on(
        "paragraph outside the updates"
        for at, block in enumerate(blocks)
        if at not in left_out and is_prose(block) and not words.has(block.text)
    )


def _fields(page: Page) -> Fields:
    return {
        "title": page.title,
        "url": page.url,
        "outlet": page.outlet,
        "published": page.published,
        "updated": page.updated,
        "authors": [*page.authors],
        "section": page.section,
        "language": page.language,
    }


def _fields_of_update(update: Update, page: Page) -> Fields:
    """Give an update as an article of its own, in one story with the others of its blog."""
    story = page.url or page.title
    place = f"{page.url}#{update.place}" if page.url and update.place else page.url
    known = update.url or update.place or f"{update.published} {update.headline or update.text}"
    return {
        **_fields(page),
        # Updates without an address of their own would all be known by the blog's.
        "id": content_hash("update", story, known),
        "text": update.whole,
        "url": update.url or place,
        "published": update.published or page.published,
        "authors": [*(update.authors or page.authors)],
        "story": story,
    }


def take_out_source_lists(tree: Element) -> list[str]:
    """Take each list of sources out of the page, as text.

    It is little but links, and would be thrown away with the menus.
    """
    found = []
    for items in [*tree.iter("ul", "ol")]:
        heading = items.getprevious()
        if heading is None or not is_sources_heading(flat(heading)):
            continue
        lines = [flat(heading), *(f"- {flat(item)}" for item in items.iterfind("li"))]
        section = "\n".join(lines)
        if split_named_outlets(section)[1]:
            found.append(section)
            heading.drop_tree()
            items.drop_tree()
    return found
