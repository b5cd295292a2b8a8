"""The passages of a catalog, and the vectors of what the embedding model read of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import ArchiveLocked
from index.stores.catalog.rows import Candidate, Cut, in_values, to_day, to_vector
from index.stores.database import Database
from index.types import Passage

if TYPE_CHECKING:
    from index.types import Vectors


class PassageTable:
    """The passages of one catalog; whoever writes holds a transaction of the catalog."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, row: int, cut: Cut) -> None:
        """Keep the passages of the article that stands in `row`."""
        self._database.executemany(
            'INSERT INTO passages (id, article, start, "end", input) VALUES (?, ?, ?, ?, ?)',
            [
                (passage.id, row, passage.start, passage.end, read)
                for passage, read in zip(cut.passages, cut.inputs, strict=True)
            ],
        )

    def find(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Give those of the passages that exist, by id."""
        rows = self._in(
            'SELECT p.id, a.id, p.start, p."end", a.text '
            "FROM passages p JOIN articles a ON a.row = p.article WHERE p.id IN",
            ids,
        )
        return {
            row[0]: Passage(row[0], row[1], row[2], row[3], row[4][row[2] : row[3]]) for row in rows
        }

    def of_article(self, article_id: str) -> list[Passage]:
        """Give an article's passages in their order."""
        ids = self._column(
            "SELECT p.id FROM passages p JOIN articles a ON a.row = p.article "
            "WHERE a.id = ? ORDER BY p.start",
            (article_id,),
        )
        found = self.find(ids)
        return [found[each] for each in ids if each in found]

    def ids(self) -> list[str]:
        """Give every passage's id, in the order of adding."""
        return self._column("SELECT id FROM passages ORDER BY row")

    def candidates(self, ids: Sequence[str]) -> list[Candidate]:
        """Give what ranking needs of those of the passages that exist, in the order of `ids`."""
        rows = self._in(
            "SELECT p.id, p.input, p.start, a.outlet, a.published, v.vector FROM passages p "
            "JOIN articles a ON a.row = p.article LEFT JOIN vectors v ON v.input = p.input "
            "WHERE p.id IN",
            ids,
        )
        found = {
            row[0]: Candidate(row[0], row[1], row[2], row[3], to_day(row[4]), to_vector(row[5]))
            for row in rows
        }
        return [found[each] for each in ids if each in found]

    def unembedded(self) -> list[tuple[str, str, int]]:
        """Give (input hash, one passage id, how many have it) of each text without a vector.

        They come in the order of their length, so that a batch wastes no time on padding.
        """
        return self._database.execute(
            "SELECT input, min(id), count(*) FROM passages p "
            "WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.input = p.input) "
            'GROUP BY input ORDER BY max("end" - start) DESC'
        ).fetchall()

    def embedded(self) -> list[tuple[str, str, int]]:
        """Give (passage id, outlet, day) of passages that have a vector; 0 is an unknown day."""
        rows = self._database.execute(
            "SELECT p.id, a.outlet, a.published FROM passages p "
            "JOIN articles a ON a.row = p.article JOIN vectors v ON v.input = p.input "
            "ORDER BY p.row"
        )
        days = ((row[0], row[1], to_day(row[2])) for row in rows)
        return [(id_, outlet, day.toordinal() if day else 0) for id_, outlet, day in days]

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """Give the vectors of passages that have one, in their order.

        Raises:
            ArchiveLocked: another machine took some of them out meanwhile.
        """
        found = [one.vector for one in self.candidates(passage_ids) if one.vector is not None]
        if len(found) < len(passage_ids):
            raise ArchiveLocked("Articles changed while their vectors were read; try again.")
        return np.stack(found)

    def keep_vectors(self, inputs: Sequence[str], vectors: Vectors) -> None:
        """Keep one vector for each input hash."""
        rows = [
            (read, np.asarray(vector, np.float32).tobytes())
            for read, vector in zip(inputs, vectors, strict=True)
        ]
        keep = "INSERT INTO vectors (input, vector) VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._database.executemany(keep, rows)

    def drop_unused_vectors(self) -> None:
        """Forget the vectors of texts that no passage has any more."""
        self._database.execute(
            "DELETE FROM vectors "
            "WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.input = vectors.input)"
        )

    def _column(self, sql: str, values: Sequence[str] = ()) -> list[str]:
        return [row[0] for row in self._database.execute(sql, values)]

    def _in(self, sql: str, values: Sequence[str]) -> list[Any]:
        return in_values(self._database, sql, values)
