"""Byline's embedding in one process: the passages of SAMPLE articles of ARTICLES, chosen evenly.

Prints one line of JSON; `first_answer.py` starts it and reads that. What is loaded once in a
process, the model and Chroma, is left out, as it is for the peer.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from workload import evenly, read_all

from index import Index, load_embedder

# So many texts that the model for bulk is loaded, and not the small one.
_MANY = 200


def main(articles: str, sample: str) -> None:
    """Add, then time embedding and indexing."""
    every = [each.article for each in read_all(Path(articles))]
    chosen = [every[number] for number in evenly(int(sample), of=len(every))]
    embedder = load_embedder()
    embedder.embed(["loading"] * _MANY)
    with (
        tempfile.TemporaryDirectory() as folder,
        Index.build(chosen[:1], Path(folder) / "loading", embedder=embedder),
        Index.open(Path(folder) / "archive", embedder=embedder, create=True) as index,
    ):
        passages = index.add(chosen).passages
        started = perf_counter()
        for _ in index.embed():
            pass
        said = {"storing": perf_counter() - started, "sample": len(chosen), "stored": passages}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
