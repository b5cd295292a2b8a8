"""The numbers by which a reader opens an article at the words that are cited."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from assistant.page.markup import day_html
from assistant.types import Citation, Evidence
from index import Article

_OPENING: Final = 9
"""Words that stand for a title where an article has none."""


def number_html(citation: Citation) -> Markup:
    """Write the number of `citation`, a button; it stays on the line of the word before it."""
    article = citation.evidence.article
    name = ", ".join(filter(None, (article.outlet, title_of(article))))
    number = Markup('<button type="button" class="number" {} aria-label="{}">{}</button>').format(
        opens(citation.evidence),
        f"Source {citation.label}: {name}. Read it in the article.",
        citation.label,
    )
    return Markup("&#8288;{}").format(number)


def opens(evidence: Evidence) -> Markup:
    """Give the attributes by which the script of the page opens the article at the quote."""
    return Markup(
        'aria-haspopup="dialog" data-article="{}" data-title="{}" '
        'data-start="{}" data-end="{}" data-quote="{}"'
    ).format(
        evidence.article.id,
        title_of(evidence.article),
        evidence.start,
        evidence.end,
        evidence.quote,
    )


def address_of(article: Article, evidence: Evidence | None = None) -> str:
    """Give the address of an article's own page, at the place of `evidence` if there is one."""
    place = f"#s={evidence.start}-{evidence.end}" if evidence else ""
    return f"article/{quote(article.id, safe='', errors='surrogatepass')}{place}"


def origin_html(article: Article) -> Markup:
    """Write outlet, day and authors."""
    outlet = article.outlet or "outlet not known"
    published = day_html(article.published) if article.published else "date not known"
    by = f" · by {', '.join(article.authors)}" if article.authors else ""
    return Markup("<b>{}</b> · {}{}").format(outlet, published, by)


def title_of(article: Article) -> str:
    """Give the title, else the name of the file, else the words the article opens with."""
    return article.title or article.file or f"{' '.join(article.text.split()[:_OPENING])} …"
