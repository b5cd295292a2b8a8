"""Lists of sources at the end of an article, taken out before links are thrown away."""

from __future__ import annotations

from index.articles.named_outlets import is_sources_heading, split_named_outlets
from index.articles.web.blocks import Element, flat


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
