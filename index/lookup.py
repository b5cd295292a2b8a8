"""What an open archive is asked for: passages by a search, articles, statements, who speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from index.errors import UnknownArticle
from index.hearing import count_heard, count_tagged, hear_now, statements_of
from index.language import language_of_question
from index.search.holding import articles_holding
from index.search.searching import Searcher
from index.search.similarity import Similarity
from index.search.spelling import near_word
from index.statements.speakers import joined
from index.stores.catalog import Catalog
from index.stores.lexicon import Lexicon
from index.stores.vectors import VectorStore
from index.types import (
    Article,
    Embedder,
    Filters,
    Hit,
    Lead,
    Passage,
    Speaker,
    Statement,
    Status,
    Version,
)

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from index.types import Vectors

_PASSAGES_ABOUT = 100  # those a search for a topic finds best
_NO_FILTERS = Filters()


class Lookup:
    """The half of an archive that changes nothing but what is kept of work done on demand."""

    def __init__(
        self,
        path: Path,
        *,
        catalog: Catalog,
        lexicon: Lexicon,
        vectors: VectorStore,
        embedder: Embedder,
    ) -> None:
        self.path = path
        self._catalog = catalog
        self._lexicon = lexicon
        self._vectors = vectors
        self._embedder = embedder
        self._similarity = Similarity(embedder)
        self._also_closed: list[Callable[[], None]] = []
        self._searcher = Searcher(catalog, lexicon, vectors, embedder, knows=self.model_knows)

    def close(self) -> None:
        """Let go of files and connections."""
        for close in self._also_closed:
            close()
        self._vectors.close()
        self._lexicon.close()
        self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        asked_on: date | None = None,
        filters: Filters = _NO_FILTERS,
    ) -> list[Hit]:
        """Find the `limit` best passages for `query`, best first.

        Words, meaning and, when `asked_on` is given, nearness in time count. Passages without a
        vector are embedded when they are among the best by words, and their vectors kept.
        """
        if not query.strip() or limit < 1:
            return []
        return self._searcher.search(query, limit=limit, asked_on=asked_on, filters=filters)

    def similar(self, queries: Sequence[str], texts: Sequence[str]) -> Vectors:
        """Say how alike in meaning `queries` and `texts` are: cosines, a row for each query."""
        return self._similarity.cosines(queries, texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens with the embedding model's own tokenizer."""
        return self._embedder.count_tokens(texts)

    def words(self, text: str, *, language: str = "en") -> frozenset[str]:
        """Give the words of `text` as they are indexed (stemmed), those that only ask left out.

        Those of two languages are never the same.
        """
        return self._lexicon.words(text, language=language)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the articles (ISO 639-1), those with the most passages first."""
        return self._lexicon.languages or self._catalog.overall.languages()

    def language_of(self, question: str) -> str:
        """Tell in which language a question is put; those of the articles are likelier."""
        return language_of_question(question, self.languages or ("en",))

    def rarity(self, word: str) -> float:
        """Say how much an indexed word tells: its inverse document frequency, above 0."""
        return self._lexicon.rarity(word)

    def holds(self, word: str) -> bool:
        """Whether an indexed word stands in any passage or title."""
        return self._lexicon.holds(word)

    def model_knows(self, text: str) -> bool:
        """Whether the embedding model knows the language of a text: any does English."""
        return self.language_of(text) == "en" or self.is_multilingual

    @property
    def is_multilingual(self) -> bool:
        """Whether the embedding model sees that texts of several languages mean the same."""
        return self._similarity.is_multilingual

    def article(self, article_id: str) -> Article:
        """Give an article.

        Raises:
            UnknownArticle: none has that id.
        """
        try:
            return self._catalog.articles([article_id])[article_id]
        except KeyError:
            raise UnknownArticle(
                f"No article of the archive {self.path} has the id {article_id!r}; ids are shown "
                "with every citation."
            ) from None

    def named(self, name: str) -> list[str]:
        """Give the ids of the articles that are meant by an id, a url, or the path of a file.

        The address of a feed means the articles that were read from it.

        Raises:
            UnknownArticle: there are none.
        """
        path = name if "://" in name else str(Path(name).resolve())
        if found := self._catalog.named(name) or self._catalog.files.articles_at(path):
            return found
        raise UnknownArticle(
            f"No article of the archive {self.path} has the id or url {name!r}, or comes from a "
            "file at that path; ids are shown with every citation."
        )

    def __len__(self) -> int:
        return self._catalog.article_count()

    def articles(self) -> Iterator[Article]:
        """Give all articles, in the order of adding."""
        return (self.article(each) for each in self._catalog.article_ids())

    def dated(self) -> list[tuple[str, str, date | None]]:
        """Give (id, outlet, day) of every article, the newest first, those without a day last."""
        return self._catalog.overall.newest_first()

    def newest_first(self, filters: Filters = _NO_FILTERS, *, words: str = "") -> list[str]:
        """Give the ids of the articles that `filters` allow, the newest first.

        Those without a day come last; who speaks in them limits nothing here. With `words`, only
        those that have all of them in a passage or its title.
        """
        having = articles_holding(words, self._catalog, self._lexicon) if words else set()
        allowed = (each for each, outlet, day in self.dated() if filters.allows(outlet, day))
        return [each for each in allowed if not words or each in having]

    def count_undated(self, filters: Filters = _NO_FILTERS) -> int:
        """Count the articles without a day, of the outlets that `filters` allow."""
        of_any_day = Filters(outlets=filters.outlets)
        return sum(not day and of_any_day.allows(outlet, day) for _, outlet, day in self.dated())

    def near_word(self, word: str) -> str:
        """Give the word of the archive that `word` is likely meant to be, "" if there is none."""
        return near_word(word, self._lexicon.spellings())

    def leads(self, *, characters: int = 1_000, most: int = 50_000) -> list[Lead]:
        """Give how dated articles begin, so many characters of each text, the newest first."""
        return self._catalog.overall.leads(characters=characters, most=most)

    def passages(self, article_id: str) -> list[Passage]:
        """Give an article's passages in their order; none where the id is not known."""
        return self._catalog.passages.of_article(article_id)

    def statements(self, article_ids: Sequence[str]) -> dict[str, list[Statement]]:
        """Give what is said in articles, and by whom, in its order, by the articles' ids.

        Articles that `hear` has yet to read are read here, and what they say is kept.
        """
        return statements_of(self._catalog, article_ids)

    def speakers(self, about: str = "", *, limit: int = 20) -> list[Speaker]:
        """Give who speaks in the articles that were heard, those with the most statements first.

        Args:
            about: only statements in the passages that a search for these words finds best, and
                that hold most of them; their articles are heard now.
            limit: how many speakers at most.
        """
        if not about.strip():
            return joined(self._catalog.overall.spoken())[:limit]
        asked = self.words(about)
        nearest = [hit.passage for hit in self.search(about, limit=_PASSAGES_ABOUT)]
        found = [one for one in nearest if 2 * len(asked & self.words(one.text)) > len(asked)]
        hear_now(self._catalog, list({each.article_id for each in found}))
        return joined(self._catalog.statements.speakers_in([each.id for each in found]))[:limit]

    def speaker_names(self) -> list[str]:
        """Give every name that speaks or passes on in the articles that were heard."""
        return self._catalog.overall.names()

    def versions(self, article_id: str) -> list[Version]:
        """Give what an article was before it was replaced, oldest first."""
        return self._catalog.versions(article_id)

    def outlets(self) -> list[str]:
        """Give the outlets the articles come from, in alphabetical order."""
        return self._catalog.overall.outlets()

    def named_outlets(self) -> dict[str, list[str]]:
        """Give the outlets that articles name as their sources, each with those articles' ids."""
        return self._catalog.overall.named_outlets()

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days of the oldest and the newest article; None where no article has a day."""
        return self._catalog.overall.days()

    def as_retriever(self, **options: Any) -> BaseRetriever:
        """Give a LangChain retriever over this archive; `PassageRetriever` tells its `options`."""
        from index.search.retriever import PassageRetriever

        return PassageRetriever(index=self, **options)

    @property
    def embedder_fingerprint(self) -> str:
        """Name and content of the embedding model."""
        return self._embedder.fingerprint

    @property
    def corpus_fingerprint(self) -> str:
        """Hash of what every article says."""
        return self._catalog.overall.corpus()

    @property
    def embedded(self) -> float:
        """How much of the passages has a vector, roughly: 0..1. It is told at once."""
        return self._catalog.overall.embedded()

    def status(self) -> Status:
        """Count what the archive holds."""
        return self._catalog.status(
            heard=count_heard(self._catalog), tagged=count_tagged(self._catalog)
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on what is left out of searches for now, as it is damaged or not reached."""
        return tuple(filter(None, (self._lexicon.trouble, self._vectors.trouble)))
