"""The lexical index (tantivy): which passages hold the words of a question, by BM25.

Derived from the catalog and searchable the moment it is committed. A commit is atomic: killed
before it, the lexicon is as it was. Damaged, it finds nothing and says so by `trouble`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import wraps
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

import tantivy
from tantivy import Occur, Query

from index.errors import ArchiveDamaged
from index.language import LANGUAGES
from index.stores.damage import seen_as_damage
from index.stores.lexicon.analyzers import english, spelled, words_in
from index.stores.lexicon.documents import SPELLED, WORDS, Draft, schema, writing_refused
from index.stores.lexicon.files import edition, newly_torn_files, torn_files
from index.stores.mirroring import may_write, mirrored
from index.types import Filters

_F = TypeVar("_F", bound=Callable[..., Any])
_T = TypeVar("_T")

# A title's word counts this many times a body's: see the ablations in docs/figures.md.
_TITLE_BOOST = 1.0
_WRITER_BYTES = 64_000_000
_WHAT = "The word index"
_DAMAGED = f"{_WHAT} is damaged; searched by meaning alone. `byline repair` makes it anew."


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that shares words with the question; a higher `score` (BM25) is better."""

    passage_id: str
    score: float


def _reading(nothing: Callable[[], object]) -> Callable[[_F], _F]:
    """Have a method give `nothing` where the lexicon is, or turns out to be, damaged."""

    def guarded(read: _F) -> _F:
        @wraps(read)
        def run(self: Lexicon, *args: Any, **kwargs: Any) -> object:
            self.keep_up()
            if not self._is_usable():
                return nothing()
            try:
                with seen_as_damage(_WHAT):
                    return read(self, *args, **kwargs)
            except ArchiveDamaged:
                self.give_up()
                return nothing()

        return cast(_F, run)

    return guarded


class Lexicon:
    """One tantivy index on disk; any number of readers, one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mirror: TemporaryDirectory[str] | None = None
        self.trouble = ""
        """Why nothing is found though there is something, as a sentence; "" where all is well."""
        self.keep_up: Callable[[], None] = _nothing_to_do
        """Called before each reading, by which the lexicon may be brought up to date."""
        self._given_up_at = 0
        self._remembered: dict[str, tuple[object, Any]] = {}
        self._open()

    def _open(self) -> None:
        """Open what is in the folder, an empty lexicon where there is none."""
        self.give_up()
        with suppress(ArchiveDamaged), seen_as_damage(_WHAT):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not newly_torn_files(self._folder):
                self._index = tantivy.Index(schema(), path=str(self._readable()))
                self._index.register_tokenizer(WORDS, english())
                self._index.register_tokenizer(SPELLED, spelled())
                self.trouble = ""

    def _readable(self) -> Path:
        """Give where tantivy may open the lexicon: where it cannot make its lock, in a mirror."""
        if may_write(self._folder):
            return self._folder
        self._mirror = mirrored(self._folder, left_out=".lock")
        return Path(self._mirror.name)

    def close(self) -> None:
        """Let go of what was made for reading."""
        if self._mirror is not None:
            self._mirror.cleanup()

    def begin_anew(self) -> None:
        """Forget everything, whatever state it is in."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._open()

    def torn_files(self) -> list[str]:
        """Name the files that are not as they were written."""
        return torn_files(self._folder)

    def give_up(self) -> None:
        """Find nothing until another process has written."""
        self.trouble, self._given_up_at = _DAMAGED, edition(self._folder)

    def _is_usable(self) -> bool:
        """Whether there is something to read; what another process has mended is opened anew."""
        if self.trouble and edition(self._folder) != self._given_up_at:
            self._open()
        return not self.trouble

    @contextmanager
    def writing(self) -> Iterator[Draft]:
        """Change the lexicon; what the draft has not committed when the block is left is lost."""
        with writing_refused():
            writer = self._index.writer(_WRITER_BYTES, 1)
            writer.garbage_collect_files()  # a killed writer's, whose names are taken otherwise
        try:
            yield Draft(self._index, writer)
        finally:
            with writing_refused():
                writer.rollback()
                writer.wait_merging_threads()
                self._index.reload()
            newly_torn_files(self._folder)  # so that who opens it next need not read what is new

    @_reading(list)
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
        hits = searcher.search(query, limit, count=False).hits
        return [Match(searcher.doc(address)["passage"][0], score) for score, address in hits]

    @_reading(list)
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

    @_reading(lambda: 1.0)
    def rarity(self, word: str) -> float:
        """Say how much an indexed word tells: its inverse document frequency, above 0.

        log(1 + n / (1 + df)), where df of the n passages hold the word.
        """
        searcher = self._index.searcher()
        return log(1 + max(1, searcher.num_docs) / (1 + searcher.doc_freq("text", word)))

    @_reading(lambda: True)
    def holds(self, word: str) -> bool:
        """Whether any passage or title has an indexed word."""
        searcher = self._index.searcher()
        return any(searcher.doc_freq(field, word) for field in ("text", "title"))

    def has_words(self, text: str) -> bool:
        """Whether there is anything in `text` that could be searched for."""
        return bool(words_in(text, "en"))

    @property
    @_reading(tuple)
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles (ISO 639-1), those of the most passages first."""
        return self._once("languages", self._read_languages)

    def _read_languages(self) -> tuple[str, ...]:
        counts = {code: self._index.searcher().doc_freq("language", code) for code in LANGUAGES}
        return tuple(sorted(filter(counts.get, counts), key=lambda code: -counts[code]))

    @_reading(dict)
    def spellings(self) -> dict[str, int]:
        """Count the articles that have each word of four letters and more, as it is written."""
        return self._once("spellings", self._read_spellings)

    def _read_spellings(self) -> dict[str, int]:
        searcher = self._index.searcher()
        # What was taken out stays in tantivy's lists for a while; to leave it out takes longer.
        listed = sum(count for _, count in searcher.terms_with_prefix("language", ""))
        there = Query.all_query() if listed > searcher.num_docs else None
        return dict(searcher.terms_with_prefix("spelled", "", there))

    def _once(self, what: str, read: Callable[[], _T]) -> _T:
        """Read what follows from all passages again only where they have changed."""
        searcher = self._index.searcher()
        state = (searcher.num_docs, searcher.num_segments)
        if self._remembered.get(what, (None, None))[0] != state:
            self._remembered[what] = (state, read())
        found: _T = self._remembered[what][1]
        return found

    @property
    @_reading(lambda: False)
    def is_empty(self) -> bool:
        """Whether nothing can be found."""
        return bool(self._index.searcher().num_docs == 0)

    @_reading(set)
    def passage_ids(self) -> set[str]:
        """Give every passage that can be found."""
        searcher = self._index.searcher()
        found = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False)
        return {searcher.doc(address)["passage"][0] for _, address in found.hits}


def _nothing_to_do() -> None:
    """Nobody else changes the catalog without the lexicon."""


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
