"""The lexical index (tantivy): which passages hold the words of a question, by BM25.

Derived from the catalog and searchable the moment it is committed. A commit is atomic: killed
before it, the lexicon is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from math import log
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from index.errors import ArchiveDamaged
from index.language import LANGUAGES
from index.stores.lexicon.analyzers import as_tokens, english, is_english, words_in
from index.types import Article, Filters, Passage

# A title's word counts this many times a body's: see the ablations in docs/figures.md.
_TITLE_BOOST = 1.0
_WORDS = "byline_words"
_WRITER_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that shares words with the question; a higher `score` (BM25) is better."""

    passage_id: str
    score: float


class Draft:
    """Changes to a lexicon: none of them lasts, or can be found, until it is committed.

    What is taken in is read by a thread of tantivy's own while the next articles are prepared.
    """

    def __init__(self, index: tantivy.Index, writer: tantivy.IndexWriter) -> None:
        self._index = index
        self._writer = writer

    def forget_all(self) -> None:
        """Forget everything."""
        self._writer.delete_all_documents()

    def forget(self, article_id: str) -> None:
        """Forget the passages of an article, if there are any."""
        self._writer.delete_documents_by_term("article", article_id)

    def take(self, article: Article, passages: Iterable[Passage]) -> None:
        """Take in an article in place of what was there under its id."""
        self.forget(article.id)
        for passage in passages:
            self._writer.add_document(_document(article, passage))

    def commit(self) -> None:
        """Make the changes last and let them be found, all at once."""
        self._writer.commit()
        self._index.reload()


class Lexicon:
    """One tantivy index on disk; any number of readers, one writer at a time."""

    def __init__(self, index: tantivy.Index) -> None:
        index.register_tokenizer(_WORDS, english())
        self._index = index
        self._languages: tuple[tuple[int, int], tuple[str, ...]] = ((-1, -1), ())

    @classmethod
    def open(cls, folder: Path) -> Lexicon:
        """Open the lexicon in `folder`, an empty one where there is none.

        Raises:
            ArchiveDamaged: the files there are not a lexicon of this version.
        """
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return cls(tantivy.Index(_schema(), path=str(folder)))
        except ValueError as error:
            raise ArchiveDamaged(
                f"The lexical index in {folder} cannot be read ({error}); "
                "remove that folder, and it is made anew from the catalog."
            ) from error

    @contextmanager
    def writing(self) -> Iterator[Draft]:
        """Change the lexicon; what the draft has not committed when the block is left is lost."""
        writer = self._index.writer(_WRITER_BYTES, 1)
        try:
            yield Draft(self._index, writer)
        finally:
            writer.rollback()
            writer.wait_merging_threads()
            self._index.reload()

    def search(
        self, question: str, *, limit: int, filters: Filters, among: Sequence[str] | None = None
    ) -> list[Match]:
        """Find the `limit` best passages that share a word with `question`, best first.

        With `among`, only passages of these ids.
        """
        terms = self._terms(question)
        if not terms:
            return []
        words = self._any_of(terms)
        limits = _limits(self._index.schema, filters)
        if among is not None:
            ids = Query.term_set_query(self._index.schema, "passage", list(among))
            limits.append(Query.const_score_query(ids, 0.0))
        query = Query.boolean_query([(Occur.Must, part) for part in (words, *limits)])
        searcher = self._index.searcher()
        try:
            hits = searcher.search(query, limit, count=False).hits
        except ValueError as error:
            raise ArchiveDamaged(
                f"The lexical index cannot be searched ({error}); run `byline repair` to make it "
                "anew from the catalog."
            ) from error
        return [Match(searcher.doc(address)["passage"][0], score) for score, address in hits]

    def holding(self, words: str) -> list[str]:
        """Give the passages that have all of these words, in themselves or in their title.

        The words are those of any one language; words that ask count where there are no others.
        """
        asked = (
            words_in(words, each, asked=True) or words_in(words, each) for each in self.languages
        )
        ways = [[(Occur.Must, self._any_of([term])) for term in terms] for terms in asked if terms]
        if not ways:
            return []
        query = Query.boolean_query([(Occur.Should, Query.boolean_query(way)) for way in ways])
        searcher = self._index.searcher()
        found = searcher.search(query, max(1, searcher.num_docs), count=False)
        return [searcher.doc(address)["passage"][0] for _, address in found.hits]

    def _terms(self, question: str) -> list[str]:
        """Give the words of a question as the articles of each language have them."""
        terms: list[str] = []
        for language in self.languages or ("en",):
            asked = words_in(question, language, asked=True)
            terms += asked or words_in(question, language)
        return list(dict.fromkeys(terms))

    def _any_of(self, terms: Sequence[str]) -> Query:
        schema = self._index.schema
        in_text = [Query.term_query(schema, "text", term, "freq") for term in terms]
        in_title = [Query.term_query(schema, "title", term, "freq") for term in terms]
        boosted = [Query.boost_query(query, _TITLE_BOOST) for query in in_title]
        return Query.boolean_query([(Occur.Should, query) for query in (*in_text, *boosted)])

    def words(self, text: str, *, language: str = "en") -> frozenset[str]:
        """Give the words of `text` as they are indexed (stemmed), those that ask left out."""
        return frozenset(words_in(text, language, asked=True))

    def rarity(self, word: str) -> float:
        """Say how much an indexed word tells: its inverse document frequency, above 0.

        log(1 + n / (1 + df)), where df of the n passages hold the word.
        """
        searcher = self._index.searcher()
        return log(1 + max(1, searcher.num_docs) / (1 + searcher.doc_freq("text", word)))

    def holds(self, word: str) -> bool:
        """Whether any passage or title has an indexed word."""
        searcher = self._index.searcher()
        return any(searcher.doc_freq(field, word) for field in ("text", "title"))

    def has_words(self, text: str) -> bool:
        """Whether there is anything in `text` that could be searched for."""
        return bool(words_in(text, "en"))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles (ISO 639-1), those of the most passages first."""
        searcher = self._index.searcher()
        state = (searcher.num_docs, searcher.num_segments)
        if self._languages[0] != state:
            counts = {code: searcher.doc_freq("language", code) for code in LANGUAGES}
            held = sorted(filter(counts.get, counts), key=lambda code: -counts[code])
            self._languages = (state, tuple(held))
        return self._languages[1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found."""
        return bool(self._index.searcher().num_docs == 0)

    def passage_ids(self) -> set[str]:
        """Give every passage that can be found."""
        searcher = self._index.searcher()
        found = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False)
        return {searcher.doc(address)["passage"][0] for _, address in found.hits}


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("passage", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("article", tokenizer_name="raw", index_option="basic")
    schema.add_text_field("language", tokenizer_name="raw", index_option="basic")
    schema.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("published", indexed=True, fast=True)
    schema.add_text_field("title", tokenizer_name=_WORDS, index_option="freq")
    schema.add_text_field("text", tokenizer_name=_WORDS, index_option="freq")
    return schema.build()


def _document(article: Article, passage: Passage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("passage", passage.id)
    document.add_text("article", article.id)
    document.add_text("outlet", article.outlet)
    if article.published:
        document.add_integer("published", article.published.toordinal())
    language = article.language or "en"
    document.add_text("language", language)
    for field, text in (("title", article.title), ("text", passage.text)):
        if is_english(language):
            document.add_text(field, text)
        else:
            document.add_pre_tokenized_text(field, as_tokens(words_in(text, language)))
    return document


def _limits(schema: tantivy.Schema, filters: Filters) -> list[Query]:
    limits = []
    if filters.outlets:
        limits.append(Query.term_set_query(schema, "outlet", list(filters.outlets)))
    if filters.since or filters.until:
        first = (filters.since or date.min).toordinal()
        last = (filters.until or date.max).toordinal()
        days = Query.range_query(schema, "published", tantivy.FieldType.Integer, first, last)
        limits.append(days)
    return [Query.const_score_query(query, 0.0) for query in limits]
