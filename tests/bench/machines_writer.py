"""A writer of `machines.py`, which may be killed at any moment: adds and embeds, and reports it.

    python tests/bench/machines_writer.py ARTICLES... --folder DIR --catalog ADDRESS
        --chroma ADDRESSES --passages N [--seed ARCHIVE] [--actors N]

Each line of its output is JSON: a phase, the share of it that is done, and the ids of articles that
are added and safe since the last line. With `--actors`, so many actors of Ray embed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from growth import StandIn
from scale import Growth, some_of
from workload import kept_vectors

from index import Added, Article, Index, load_embedder
from index.embedding import distributed

if TYPE_CHECKING:
    from index.types import Vectors

_CHANCE = 512  # vectors where there is no seed


class Actor:
    """What stands for an actor of `byline embed --engine ray`: its model's name is that of a seed.

    So it gives the vectors that the writer itself would give.
    """

    def __init__(self, seed: str, _: str) -> None:
        self._embedder = embedder_of(Path(seed) if seed else None)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed a shard."""
        return self._embedder.embed(texts)


def embedder_of(seed: Path | None) -> StandIn:
    """Give an embedder whose vectors of many texts are those of `seed`, or of chance."""
    real = load_embedder()
    if seed:
        return StandIn(real, np.array(list(kept_vectors(seed).values())))
    chance = np.random.default_rng(0).normal(size=(_CHANCE, real.dimension))
    return StandIn(real, chance / np.linalg.norm(chance, axis=1, keepdims=True))


def write(index: Index, growth: Growth, *, passages: int, seed: str, actors: int) -> None:
    """Let the archive grow to `passages`, all embedded."""
    given: list[str] = []

    def coming() -> Iterator[Article]:
        for article in growth.until(passages):
            given.append(article.id)
            yield article

    def added(so_far: Added) -> None:
        refused = {each.path for each in so_far.quarantined}
        safe = [each for each in given if f"article {each!r}" not in refused]
        given.clear()
        _report("adding", index.status().passages / passages, safe)

    index.add(coming(), on_progress=added)
    growth.hear()
    engine = None
    if actors:
        distributed._Actor = Actor  # type: ignore[assignment,misc]
        fingerprint = index.embedder_fingerprint
        engine = distributed.ray_engine(fingerprint=fingerprint, model=seed, actors=actors)
    for state in index.embed(engine=engine):
        _report(state.phase, state.done / state.total)


def _report(phase: str, share: float, added: Sequence[str] = ()) -> None:
    print(json.dumps({"phase": phase, "share": share, "added": added}), flush=True)


def main() -> None:
    """Write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+")
    for name in ("--folder", "--catalog", "--chroma"):
        parser.add_argument(name, required=True)
    parser.add_argument("--passages", type=int, required=True)
    parser.add_argument("--seed", default="")
    parser.add_argument("--actors", type=int, default=0)
    given = parser.parse_args()
    embedder = embedder_of(Path(given.seed) if given.seed else None)
    places = {"catalog": given.catalog, "chroma": given.chroma}
    with Index.open(given.folder, create=True, embedder=embedder, **places) as index:
        growth = Growth(index, [each for path in given.articles for each in some_of(path)])
        write(index, growth, passages=given.passages, seed=given.seed, actors=given.actors)


if __name__ == "__main__":
    main()
