"""An archive: the one object through which articles go in and passages come out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.adding import Adder, Source, begin_anew, open_lexicon, read, settle
from index.checking import check
from index.embedding import load_embedder
from index.errors import ArchiveReadOnly, EmbedderMismatch
from index.hearing import hear
from index.lookup import Lookup
from index.search.searching import shards
from index.stores.vectors import Entry, vector_store
from index.turns import Follower, Turns, on_disk, open_catalog
from index.types import (
    Added,
    Embedded,
    Embedder,
    Engine,
    Heard,
    Report,
    Shard,
    Synced,
)

if TYPE_CHECKING:
    from index.statements.tagging import Tagging
    from index.types import Vectors

_EMBED_BATCH = 128


class Index(Lookup):
    """One archive. Any number of processes may read it, one at a time may write."""

    @cached_property
    def _turns(self) -> Turns:
        return Turns(self.path, self._catalog, self._lexicon)

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
        catalog: str = "",
    ) -> Index:
        """Open the archive at `path`; `create` makes an empty one where there is none.

        `chroma` is the address of a Chroma server that holds the vector index, or those of several,
        a comma between two, and `catalog` that of a PostgreSQL database that holds the catalog; as
        a rule none, and both lie in the archive's folder. With `catalog`, the folder is this
        machine's own: it holds what is made from there, and what other machines add is taken in
        before the next question.

        Raises:
            ArchiveMissing: there is none, and `create` is not set.
            EmbedderMismatch: it was built with another embedding model.
            CatalogUnreachable: the server of `catalog` does not answer.
            ArchiveError: it is damaged, from a newer Byline, or cannot be made there.
        """
        folder = Path(path)
        embedder = embedder or load_embedder()
        kept = open_catalog(folder, embedder.fingerprint, create=create, address=catalog)
        if (built_with := kept.embedder()) != embedder.fingerprint:
            kept.close()
            raise EmbedderMismatch(
                f"The archive {folder} was built with the embedding model {built_with}, and "
                f"{embedder.fingerprint} was asked for; name the former with --embedder, or build "
                "a new archive."
            )
        with on_disk(folder):
            lexicon = open_lexicon(folder, kept)
        vectors = vector_store(folder / "vectors", kept, server=chroma)
        index = cls(folder, catalog=kept, lexicon=lexicon, vectors=vectors, embedder=embedder)
        index._turns.settle_if_free()
        if catalog:
            index._follow(vectors=not chroma)
        return index

    def _follow(self, *, vectors: bool) -> None:
        """Have the folder follow what other machines change."""
        follower = Follower(self._turns, self._catalog, self._update_vectors if vectors else None)
        follower.follow_vectors()
        self._lexicon.keep_up = follower.look
        self._also_closed.append(follower.close)

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
        with self._turns.writing():
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
        with self._turns.writing():
            yield from hear(self._catalog, tagger=tagger)

    def embed(self, *, engine: Engine | None = None) -> Iterator[Embedded]:
        """Embed the passages that have no vector yet, then bring the vector index up to date.

        With an `engine` (`ray_engine`), it embeds in the place of this process. Yields how far it
        has come after every batch; what is done is on disk. Stopped at any moment, it goes on
        from there the next time.

        Raises:
            ArchiveLocked: another process is writing.
        """
        with self._turns.writing():
            yield from self._embed_passages(engine or self._embed_here)
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

        with self._turns.writing(), Files(fields=fields) as files:
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
        with self._turns.writing():
            ids = list(dict.fromkeys(each for name in names for each in self.named(name)))
            self._remove(ids)
        return len(ids)

    def _remove(self, article_ids: Sequence[str]) -> None:
        with self._catalog.transaction():
            for article_id in article_ids:
                for path in self._catalog.files.paths_of(article_id):
                    self._catalog.files.stamped(path, "")  # it is read again by the next sync
                self._catalog.drop(article_id)
        try:
            settle(self._catalog, self._lexicon)
            with self._catalog.transaction():
                self._catalog.passages.drop_unused_vectors()
            for _ in self._update_vectors():
                pass
        except ArchiveReadOnly as error:
            raise ArchiveReadOnly(
                f"The articles are removed and found no more, but the indexes of {self.path} are "
                f"not up to date ({error.__cause__ or error}); free some space, then run "
                "`byline embed`."
            ) from error

    # Looking after

    def check(self) -> Report:
        """Count whether every article and passage is there, whole, and found in both indexes."""
        return check(self._catalog, self._lexicon, self._vectors)

    def repair(self) -> Report:
        """Make the lexical and the vector index anew from the catalog, then check.

        Nothing is heard or embedded: what waited for it before waits after.

        Raises:
            ArchiveLocked: another process is writing.
        """
        with self._turns.writing():
            begin_anew(self._catalog, self._lexicon)
            settle(self._catalog, self._lexicon)
            self._vectors.clear()
            for _ in self._update_vectors():
                pass
        return self.check()

    def _embed_passages(self, engine: Engine) -> Iterator[Embedded]:
        waiting = self._catalog.passages.unembedded()
        total = self.status().passages
        done = total - sum(copies for _, _, copies in waiting)
        for shard, vectors in engine(shards(self._catalog, waiting, of=_EMBED_BATCH)):
            with self._catalog.transaction():
                self._catalog.passages.keep_vectors(shard.inputs, vectors)
            done += shard.passages
            yield Embedded(done, total)

    def _embed_here(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, Vectors]]:
        return ((shard, self._embedder.embed(shard.texts)) for shard in shards)

    def _update_vectors(self) -> Generator[Embedded]:
        entries = [Entry(*row) for row in self._catalog.passages.embedded()]
        for done in self._vectors.update(entries, vectors_of=self._catalog.passages.vectors):
            yield Embedded(done, len(entries), "indexing")


def _no_progress(_: Added) -> None:
    """Tell nobody."""
