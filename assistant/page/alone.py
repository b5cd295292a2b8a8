"""The page of one article, at an address of its own."""

from __future__ import annotations

from importlib.resources import files

from markupsafe import Markup

from assistant.rendering import template
from assistant.types import spoken, titled
from index import Article


def article_page(article: Article) -> str:
    """Write the page of `article`; `#s=START-END` behind its address marks a place in its text."""
    room = files("assistant.page")
    # Both are our own files, read here and nowhere mixed with anything else.
    style = Markup(room.joinpath("page.css").read_text(encoding="utf-8"))  # noqa: S704
    script = Markup(room.joinpath("alone.js").read_text(encoding="utf-8"))  # noqa: S704
    return template("assistant.page", "alone.html", _kept).render(
        article=article,
        title=titled(article),
        has_address=article.url.lower().startswith(("https://", "http://")),
        spoken=spoken,
        style=style,
        script=script,
    )


def _kept(text: str) -> Markup:
    """Escape `text`; a browser would read a line break of two signs as one."""
    return Markup("{}").format(text).replace("\r", Markup("&#13;"))
