"""The page of one article, at an address of its own; it needs no other page, and prints well."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from markupsafe import Markup

from assistant.page.markers import origin_html, title_of
from assistant.page.markup import joined
from index import Article

_PAGE: Final = Markup(
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title>{style}</head>"
    '<body><main class="reader alone"><p class="bar"><a href="../">Ask the archive</a></p>'
    '<article><h1>{title}</h1><p class="origin">{origin}</p>{address}'
    '<div class="text">{text}</div>{named}</article></main>{script}</body></html>\n'
)


def article_page(article: Article) -> str:
    """Write the page of `article`; `#s=START-END` behind its address marks a place in its text."""
    room = files("assistant.page")
    style = room.joinpath("page.css").read_text(encoding="utf-8")
    script = room.joinpath("alone.js").read_text(encoding="utf-8")
    # Both are our own files, read here and nowhere mixed with anything else.
    page = str(
        _PAGE.format(
            lang=article.language or "en",
            title=title_of(article),
            style=Markup(f"<style>{style}</style>"),  # noqa: S704
            origin=origin_html(article),
            address=_address(article),
            text=article.text,
            named=_named(article),
            script=Markup(f"<script>{script}</script>"),  # noqa: S704
        )
    )
    return page.replace("\r", "&#13;")  # a browser would read a break of two signs as one


def _address(article: Article) -> Markup:
    if not article.url.lower().startswith(("https://", "http://")):
        return Markup()
    return Markup(
        '<p class="address"><a href="{url}" rel="noopener noreferrer">{url}</a></p>'
    ).format(url=article.url)


def _named(article: Article) -> Markup:
    if not article.named_outlets:
        return Markup()
    items = joined(
        Markup("<li><b>{}</b>{}</li>").format(
            each.outlet, f": {each.headline}" if each.headline else ""
        )
        for each in article.named_outlets
    )
    return Markup(
        '<section class="named"><h2>Named by the article as sources; not part of this archive\'s '
        "evidence</h2><ul>{}</ul></section>"
    ).format(items)
