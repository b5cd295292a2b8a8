"""Is everything that was added still there, and can it be found? Counted, not believed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from index.hearing import count_heard
from index.stores.catalog import Catalog
from index.stores.lexicon import Lexicon
from index.stores.vectors import VectorStore
from index.types import Article, Filters, Finding, Passage, Report, Span

_ARTICLES = 500  # read at a time
_SAMPLE = 1000
# Copies of a text share its place; so many of them may stand before the one that is looked for.
_COPIES = 20
_MANY = 1_000  # passages that may hold all the words of a short one, such as "Read more"
_SAME = 0.999


def check(catalog: Catalog, lexicon: Lexicon, vectors: VectorStore) -> Report:
    """Check every article and passage against its stores; findability on a sample of 1,000."""
    ids = catalog.passages.ids()
    known, embedded = set(ids), _with_vectors(catalog, ids)
    in_lexicon, in_vectors = lexicon.passage_ids(), vectors.passage_ids()
    articles, whole, covered = _articles(catalog)
    sample = Random(0).sample(ids, min(_SAMPLE, len(ids)))  # noqa: S311 - the same one each time
    asked = [one for one in sample if one in embedded]
    by_words = sum(_found_by_words(catalog, lexicon, one) for one in sample)
    by_vector = sum(_found_by_vector(catalog, vectors, one) for one in asked)
    counts = [
        ("pages of the catalog in order", int(catalog.sound()), 1),
        ("articles unchanged since they were added", whole, articles),
        ("articles covered by their passages, word for word", covered, articles),
        ("articles read for who says what", count_heard(catalog), articles),
        ("files of the lexical index that are damaged", len(lexicon.torn_files()), 0),
        ("passages in the lexical index", len(in_lexicon & known), len(ids)),
        ("passages with a vector", len(embedded), len(ids)),
        ("index entries that belong to no passage", len((in_lexicon | in_vectors) - known), 0),
        ("sampled passages found by their words", by_words, len(sample)),
    ]
    of_vectors = [
        ("vector index as it was built", int(vectors.is_whole()), 1),
        ("passages in the vector index", len(in_vectors & embedded), len(ids)),
        ("sampled passages found by their vector", by_vector, len(asked)),
    ]
    unreached = vectors.unreached  # last, as it may have gone silent at any of these
    counts += [] if unreached else of_vectors
    return Report(tuple(Finding(*count) for count in counts), unreached)


def _with_vectors(catalog: Catalog, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for first in range(0, len(ids), _ARTICLES):
        some = catalog.passages.candidates(ids[first : first + _ARTICLES])
        found.update(one.passage_id for one in some if one.vector is not None)
    return found


def _articles(catalog: Catalog) -> tuple[int, int, int]:
    """Count all articles, those that still hash to what was stored, and those that are covered."""
    ids = catalog.article_ids()
    whole = covered = 0
    for first in range(0, len(ids), _ARTICLES):
        some = ids[first : first + _ARTICLES]
        contents = catalog.contents(some)
        for article in catalog.articles(some).values():
            whole += article.content == contents[article.id]
            covered += _covers(article, catalog.passages.of_article(article.id))
    return len(ids), whole, covered


def _covers(article: Article, passages: Sequence[Passage]) -> bool:
    """Whether the passages, in order and without overlap, hold all that is not white space."""
    end = 0
    for passage in passages:
        between = article.text[end : passage.start]
        if passage.start < end or between.strip():
            return False
        if passage != Passage.cut(article, Span(passage.start, passage.end)):
            return False
        end = passage.end
    return not article.text[end:].strip()


def _found_by_words(catalog: Catalog, lexicon: Lexicon, passage_id: str) -> bool:
    passage = catalog.passages.find([passage_id])[passage_id]
    return not lexicon.has_words(passage.text) or any(
        passage_id == match.passage_id
        for limit in (_COPIES, _MANY)
        for match in lexicon.search(passage.text, limit=limit, filters=Filters())
    )


def _found_by_vector(catalog: Catalog, vectors: VectorStore, passage_id: str) -> bool:
    vector = catalog.passages.candidates([passage_id])[0].vector
    assert vector is not None
    near = vectors.search(vector, limit=_COPIES, filters=Filters())
    if passage_id in {one.passage_id for one in near}:
        return True
    # More copies of one text than were asked for: each is as near as can be.
    return len(near) == _COPIES and near[-1].similarity > _SAME
