"""Finding passages: candidates by words, by meaning and by date; then one ranking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ArchiveError
from index.hearing import hear_now
from index.passages import model_reads
from index.search import ranking
from index.statements.speakers import matching
from index.stores.catalog import Candidate, Catalog
from index.stores.lexicon import Lexicon
from index.stores.vectors import VectorStore
from index.types import Embedder, Filters, Hit, Shard, Why

if TYPE_CHECKING:
    from index.types import Vectors

_LEXICAL_CANDIDATES = 200
_DATED_CANDIDATES = 100
_VECTOR_CANDIDATES = 100
_DATED_DAYS = 14
_OF_ONE_SPEAKER = 1_000  # passages, the newest
# How many candidates without a vector are embedded while somebody waits.
_ON_DEMAND = 10
# How many passages are read for a speaker who is asked for, where their articles were not yet.
_HEARD_ON_DEMAND = 50


class Searcher:
    """One search over the three stores."""

    def __init__(
        self,
        catalog: Catalog,
        lexicon: Lexicon,
        vectors: VectorStore,
        embedder: Embedder,
        *,
        knows: Callable[[str], bool],
    ) -> None:
        self._catalog = catalog
        self._lexicon = lexicon
        self._vectors = vectors
        self._embedder = embedder
        self._knows = knows

    def search(
        self, query: str, *, limit: int, asked_on: date | None, filters: Filters
    ) -> list[Hit]:
        """Find the `limit` best passages for `query`, best first.

        What it means counts nothing where the model does not know its language.
        """
        # The first time, opening the vectors takes longer than all the rest: it need not wait.
        with ThreadPoolExecutor(1) as beside:
            beside.submit(self._vectors.open)
            said = self._said_by(query, filters)
            lexical = self._lexical(query, asked_on=asked_on, filters=filters, among=said)
            question = self._embedder.embed([query])[0] if self._knows(query) else None
        others = self._near(question, filters) if said is None else said
        ids = list(dict.fromkeys([*lexical, *others]))
        found = self._catalog.passages.candidates(ids)
        candidates = [one for one in found if filters.allows(one.outlet, one.published)]
        scored = self._scored(candidates, lexical, question, asked_on)
        best = ranking.best_first(scored)[:limit]
        passages = self._catalog.passages.find([one.passage_id for one in best])
        there = [one for one in best if one.passage_id in passages]
        return [
            Hit(passages[one.passage_id], one.score, rank, one.why)
            for rank, one in enumerate(there, start=1)
        ]

    def _near(self, question: Vectors | None, filters: Filters) -> list[str]:
        if question is None:
            return []
        found = self._vectors.search(question, limit=_VECTOR_CANDIDATES, filters=filters)
        return [one.passage_id for one in found]

    def _said_by(self, query: str, filters: Filters) -> list[str] | None:
        """Give the passages in which a speaker speaks or passes on; None where none was named.

        Articles that were not heard yet are among them where they are found by words.
        """
        if not (speaker := filters.speaker):
            return None
        words = f"{speaker} {query}"
        nearest = self._lexicon.search(words, limit=_HEARD_ON_DEMAND, filters=filters)
        found = self._catalog.passages.find([match.passage_id for match in nearest]).values()
        hear_now(self._catalog, list({passage.article_id for passage in found}))
        names = matching(speaker, self._catalog.overall.names())
        return self._catalog.statements.passages_by(names, limit=_OF_ONE_SPEAKER)

    def _lexical(
        self, query: str, *, asked_on: date | None, filters: Filters, among: Sequence[str] | None
    ) -> dict[str, float]:
        """Score passages 0..1 by their words; the days around `asked_on` are never left out."""
        search = partial(self._lexicon.search, query, among=among)
        matches = search(limit=_LEXICAL_CANDIDATES, filters=filters)
        if asked_on:
            matches += search(limit=_DATED_CANDIDATES, filters=_around(asked_on, filters))
        parts = ranking.lexical_parts([match.score for match in matches])
        return {match.passage_id: part for match, part in zip(matches, parts, strict=True)}

    def _scored(
        self,
        candidates: Sequence[Candidate],
        lexical: dict[str, float],
        question: Vectors | None,
        asked_on: date | None,
    ) -> list[ranking.Scored]:
        def scored(one: Candidate, vector: Vectors | None) -> ranking.Scored:
            why = Why(
                lexical=lexical.get(one.passage_id, 0.0),
                vector=_nearness(vector, question),
                time=ranking.time_part(asked_on, one.published),
                lead=ranking.lead_part(one.start),
            )
            return ranking.score(one.passage_id, why)

        waiting = [scored(one, None) for one in candidates if one.vector is None]
        wanted = {one.passage_id for one in ranking.best_first(waiting)[:_ON_DEMAND]}
        vectors = {} if question is None else self._vectors_of(candidates, wanted)
        return [scored(one, vectors.get(one.passage_id)) for one in candidates]

    def _vectors_of(self, candidates: Sequence[Candidate], wanted: set[str]) -> dict[str, Vectors]:
        """Give the vectors at hand, and those of `wanted`, which are made now and kept."""
        vectors = {one.passage_id: one.vector for one in candidates if one.vector is not None}
        new = [one for one in candidates if one.passage_id in wanted]
        if new:
            made = embed_passages(self._catalog, self._embedder, [one.passage_id for one in new])
            # An archive that is busy, or on a full disk, can still be asked.
            with suppress(ArchiveError), self._catalog.transaction():
                self._catalog.passages.keep_vectors([one.input for one in new], made)
            vectors |= {one.passage_id: vector for one, vector in zip(new, made, strict=True)}
        return vectors


def embed_passages(catalog: Catalog, embedder: Embedder, passage_ids: Sequence[str]) -> Vectors:
    """Embed passages as the model reads them; shape (len(passage_ids), dimension)."""
    texts = texts_to_embed(catalog, passage_ids)
    return np.asarray(embedder.embed(texts), dtype=np.float32)


def texts_to_embed(catalog: Catalog, passage_ids: Sequence[str]) -> list[str]:
    """Give passages as the model reads them, in their order."""
    passages = catalog.passages.find(passage_ids)
    articles = catalog.articles(list({passage.article_id for passage in passages.values()}))
    return [
        model_reads(articles[passage.article_id].title, passage.text)
        for passage in (passages[each] for each in passage_ids)
    ]


def shards(
    catalog: Catalog, waiting: Sequence[tuple[str, str, int]], *, of: int
) -> Iterator[Shard]:
    """Part what waits to be embedded: its key, a passage that has it, and how many have it."""
    for first in range(0, len(waiting), of):
        inputs, passage_ids, copies = zip(*waiting[first : first + of], strict=True)
        yield Shard(inputs, tuple(texts_to_embed(catalog, passage_ids)), sum(copies))


def _nearness(vector: Vectors | None, question: Vectors | None) -> float:
    return 0.0 if vector is None or question is None else max(0.0, float(vector @ question))


def _around(day: date, filters: Filters) -> Filters:
    since = date.fromordinal(max(date.min.toordinal(), day.toordinal() - _DATED_DAYS))
    until = date.fromordinal(min(date.max.toordinal(), day.toordinal() + _DATED_DAYS))
    return replace(
        filters,
        since=max(since, filters.since or since),
        until=min(until, filters.until or until),
    )
