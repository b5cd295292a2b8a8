"""An archive: the one object through which articles go in and passages come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.adding import Adder, Source, begin_anew, open_lexicon, read, settle
from index.checking import check
from index.embedding import load_embedder
from index.errors import (
    ArchiveError,
    ArchiveReadOnly,
    EmbedderMismatch,
    UnknownArticle,
)
from index.hearing import count_heard, count_tagged, hear, hear_now, statements_of
from index.language import language_of_question
from index.search.holding import articles_holding
from index.search.searching import Searcher, embed_passages
from index.search.similarity import Similarity
from index.search.spelling import near_word
from index.statements.speakers import joined
from index.stores.catalog import Catalog
from index.stores.lexicon import Lexicon
from index.stores.lock import writer_lock
from index.stores.vectors import Entry, VectorStore, vector_store
from index.types import (
    Added,
    Article,
    Embedded,
    Embedder,
    Filters,
    Heard,
    Hit,
    Passage,
    Report,
    Speaker,
    Statement,
    Status,
    Synced,
    Version,
)

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from index.statements.tagging import Tagging
    from index.types import Vectors

_EMBED_BATCH = 128
_PASSAGES_ABOUT = 100  # those a search for a topic finds best
_NO_FILTERS = Filters()


class Index:
    """One archive on disk. Any number of processes may read it, one at a time may write."""

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
        self._searcher = Searcher(catalog, lexicon, vectors, embedder, knows=self.model_knows)

    @classmethod
    def build(
        cls,
        sources: Iterable[Source],
        path: Path | str,
        *,
        embedder: Embedder | None = None,
    ) -> Index:
        """Make an archive at `path`, or open the one there, add `sources`, hear and embed them.

        Raises:
            ArchiveError: the archive cannot be used; see `index.errors`.
            NothingToRead: there is no article at a path in `sources`.
        """
        index = cls.open(path, embedder=embedder, create=True)
        index.add(sources)
        for _ in chain(index.hear(), index.embed()):
            pass
        return index

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        embedder: Embedder | None = None,
        create: bool = False,
        chroma: str = "",
    ) -> Index:
        """Open the archive at `path`; `create` makes an empty one where there is none.

        `chroma` is the address of a Chroma server that holds the vector index, as a rule none: it
        lies in the archive's folder then.

        Raises:
            ArchiveMissing: there is none, and `create` is not set.
            EmbedderMismatch: it was built with another embedding model.
            ArchiveError: it is damaged, from a newer Byline, or cannot be made there.
        """
        folder = Path(path)
        embedder = embedder or load_embedder()
        with _disk(folder):
            catalog = _open_catalog(folder, embedder, create=create)
        if (built_with := catalog.embedder()) != embedder.fingerprint:
            catalog.close()
            raise EmbedderMismatch(
                f"The archive {folder} was built with the embedding model {built_with}, and "
                f"{embedder.fingerprint} was asked for; name the former with --embedder, or build "
                "a new archive."
            )
        with _disk(folder):
            lexicon = open_lexicon(folder, catalog)
        vectors = vector_store(folder / "vectors", server=chroma)
        index = cls(folder, catalog=catalog, lexicon=lexicon, vectors=vectors, embedder=embedder)
        index._settle_if_free()
        return index

    def close(self) -> None:
        """Let go of the files."""
        self._vectors.close()
        self._lexicon.close()
        self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Putting in

    def add(
        self,
        sources: Iterable[Source],
        *,
        fields: Mapping[str, str] | None = None,
        on_progress: Callable[[Added], None] | None = None,
    ) -> Added:
        """Read `sources` (articles, files, folders) and make them searchable, batch by batch.

        `fields` says where records and tables have what, where that is not to be told by their
        names: {"text": "content.body"}, from our name to a name, a JSON pointer or names with dots.
        `on_progress` is called after every batch; what it is told is on disk and can be found.
        An article with a known id or url and a new text replaces the old one.

        Raises:
            InputError: `fields` names none of ours.
            NothingToRead: a path holds no file of a known kind.
            ArchiveLocked: another process is writing.
            ArchiveReadOnly: the disk is full or cannot be written to.
        """
        with self._writing():
            adder = Adder(self._catalog, self._lexicon, self._embedder)
            return adder.add(read(sources, fields=fields), on_progress=on_progress or _no_progress)

    def hear(self, *, tagger: Tagging | None = None) -> Iterator[Heard]:
        """Read who says what in the articles that were not read by the present rules yet.

        With a `tagger` (`load_tagger`), those are read that it did not read yet: slower, and more
        is found. Yields how far it has come after every batch; what is done is on disk. Stopped
        at any moment, it goes on from there the next time.

        Raises:
            ArchiveLocked: another process is writing.
        """
        with self._writing():
            yield from hear(self._catalog, tagger=tagger)

    def embed(self) -> Iterator[Embedded]:
        """Embed the passages that have no vector yet, then bring the vector index up to date.

        Yields how far it has come after every batch; what is done is on disk. Stopped at any
        moment, it goes on from there the next time.

        Raises:
            ArchiveLocked: another process is writing.
        """
        with self._writing():
            yield from self._embed_passages()
            yield from self._update_vectors()

    def sync(
        self,
        folders: Iterable[Path | str],
        *,
        remove: bool = False,
        fields: Mapping[str, str] | None = None,
        on_progress: Callable[[Added], None] | None = None,
    ) -> Synced:
        """Keep the archive in step with folders: add what is new, replace what changed.

        Files that are as they were when last read are not read again; run twice, nothing is
        written. A file that has moved keeps its articles. What no file holds any more is told, and
        taken out only with `remove`. `fields` is as in `add`.

        Raises:
            NothingToRead: a folder is not there; nothing is changed then.
            ArchiveLocked: another process is writing.
        """
        from index.articles import Files
        from index.syncing import sync

        with self._writing(), Files(fields=fields) as files:
            adder = Adder(self._catalog, self._lexicon, self._embedder)
            synced = sync(
                [Path(folder) for folder in folders],
                files=files,
                catalog=self._catalog,
                adder=adder,
                on_progress=on_progress or _no_progress,
            )
            if not (remove and synced.gone):
                return synced
            self._remove([article.id for article in synced.gone])
        return replace(synced, removed=len(synced.gone))

    def remove(self, names: Sequence[str]) -> int:
        """Remove articles with everything derived from them, and give how many.

        Args:
            names: each the id or url of an article, or the path of a file whose articles are meant.

        Raises:
            UnknownArticle: one of the names is not in the archive; nothing is removed then.
            ArchiveLocked: another process is writing.
        """
        with self._writing():
            ids = list(dict.fromkeys(each for name in names for each in self.named(name)))
            self._remove(ids)
        return len(ids)

    def _remove(self, article_ids: Sequence[str]) -> None:
        with self._catalog.transaction():
            for article_id in article_ids:
                for path in self._catalog.files.paths_of(article_id):
                    self._catalog.files.stamped(path, "")  # it is read again by the next sync
                self._catalog.drop(article_id)
        settle(self._catalog, self._lexicon)
        self._catalog.drop_unused_vectors()
        for _ in self._update_vectors():
            pass

    # Getting out

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
        return self._lexicon.languages or self._catalog.languages()

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
        return self._catalog.newest_first()

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
        """Give the word of the archive that `word` is likely meant to be, "" if there is none.

        The words of all articles are counted once, and again when articles have changed.
        """
        return near_word(word, self._catalog.word_counts())

    def passages(self, article_id: str) -> list[Passage]:
        """Give an article's passages in their order; none where the id is not known."""
        return self._catalog.passages_of(article_id)

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
            return joined(self._catalog.spoken())[:limit]
        asked = self.words(about)
        nearest = [hit.passage for hit in self.search(about, limit=_PASSAGES_ABOUT)]
        found = [one for one in nearest if 2 * len(asked & self.words(one.text)) > len(asked)]
        hear_now(self._catalog, list({each.article_id for each in found}))
        return joined(self._catalog.statements.speakers_in([each.id for each in found]))[:limit]

    def speaker_names(self) -> list[str]:
        """Give every name that speaks or passes on in the articles that were heard."""
        return self._catalog.names()

    def versions(self, article_id: str) -> list[Version]:
        """Give what an article was before it was replaced, oldest first."""
        return self._catalog.versions(article_id)

    def outlets(self) -> list[str]:
        """Give the outlets the articles come from, in alphabetical order."""
        return self._catalog.outlets()

    def named_outlets(self) -> dict[str, list[str]]:
        """Give the outlets that articles name as their sources, each with those articles' ids."""
        return self._catalog.named_outlets()

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days of the oldest and the newest article; None where no article has a day."""
        return self._catalog.days()

    def as_retriever(self, *, limit: int = 10) -> BaseRetriever:
        """Give a LangChain retriever over this archive."""
        from index.search.retriever import PassageRetriever

        return PassageRetriever(index=self, limit=limit)

    # Looking after

    @property
    def embedder_fingerprint(self) -> str:
        """Name and content of the embedding model."""
        return self._embedder.fingerprint

    @property
    def corpus_fingerprint(self) -> str:
        """Hash of what every article says."""
        return self._catalog.corpus()

    def status(self) -> Status:
        """Count what the archive holds."""
        return self._catalog.status(
            heard=count_heard(self._catalog), tagged=count_tagged(self._catalog)
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on what is left out of searches for now, as it is damaged or not reached."""
        return tuple(filter(None, (self._lexicon.trouble, self._vectors.trouble)))

    def check(self) -> Report:
        """Count whether every article and passage is there, whole, and found in both indexes."""
        return check(self._catalog, self._lexicon, self._vectors)

    def repair(self) -> Report:
        """Make the lexical and the vector index anew from the catalog, then check.

        Nothing is heard or embedded: what waited for it before waits after.

        Raises:
            ArchiveLocked: another process is writing.
        """
        with self._writing():
            begin_anew(self._catalog, self._lexicon)
            settle(self._catalog, self._lexicon)
            self._vectors.clear()
            for _ in self._update_vectors():
                pass
        return self.check()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with _disk(self.path), writer_lock(self.path):
            settle(self._catalog, self._lexicon)
            yield

    def _settle_if_free(self) -> None:
        """Finish what a killed writer left, unless another one is at it."""
        if self._catalog.pending():
            with suppress(ArchiveError), self._writing():
                pass

    def _embed_passages(self) -> Iterator[Embedded]:
        waiting = self._catalog.unembedded()
        total = self.status().passages
        done = total - sum(copies for _, _, copies in waiting)
        for first in range(0, len(waiting), _EMBED_BATCH):
            some = waiting[first : first + _EMBED_BATCH]
            inputs, passage_ids, copies = zip(*some, strict=True)
            vectors = embed_passages(self._catalog, self._embedder, passage_ids)
            self._catalog.keep_vectors(inputs, vectors)
            done += sum(copies)
            yield Embedded(done, total)

    def _update_vectors(self) -> Iterator[Embedded]:
        entries = [Entry(*row) for row in self._catalog.embedded()]
        for done in self._vectors.update(entries, vectors_of=self._catalog.vectors):
            yield Embedded(done, len(entries), "indexing")


def _no_progress(_: Added) -> None:
    """Tell nobody."""


def _open_catalog(folder: Path, embedder: Embedder, *, create: bool) -> Catalog:
    path = folder / "catalog.db"
    if create and not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(folder):
            if not path.exists():
                return Catalog.create(path, embedder=embedder.fingerprint)
    return Catalog.open(path)


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Say in a sentence that `folder` cannot be written to."""
    try:
        yield
    except OSError as error:
        raise ArchiveReadOnly(
            f"The archive {folder} cannot be written to ({error.strerror or error}); free some "
            "space, change the permissions, or name another folder with --archive."
        ) from error
