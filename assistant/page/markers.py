"""The numbers by which a reader opens an article at the words that are cited."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

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


def title_of(article: Article) -> str:
    """Give the title, else the name of the file, else the words the article opens with."""
    return article.title or article.file or f"{' '.join(article.text.split()[:_OPENING])} …"
