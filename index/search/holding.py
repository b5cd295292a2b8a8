"""Which articles hold given words."""

from __future__ import annotations

from index.stores.catalog import Catalog
from index.stores.lexicon import Lexicon

_ARTICLES = 500  # read at a time


def articles_holding(words: str, catalog: Catalog, lexicon: Lexicon) -> set[str]:
    """Give the ids of the articles that have all of these words in a passage or its title.

    Where the lexicon is damaged the articles are read instead, and may have the words anywhere:
    slow, but what is there is never said to be missing.
    """
    passages = catalog.passages.find(lexicon.holding(words)).values()
    if not lexicon.trouble:
        return {each.article_id for each in passages}
    ids = catalog.article_ids()
    found: set[str] = set()
    for first in range(0, len(ids), _ARTICLES):
        for article in catalog.articles(ids[first : first + _ARTICLES]).values():
            language = article.language or "en"
            asked = lexicon.words(words, language=language)
            if asked <= lexicon.words(f"{article.title}\n{article.text}", language=language):
                found.add(article.id)
    return found
