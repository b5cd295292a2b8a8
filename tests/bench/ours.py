"""Byline in one process: ARTICLES into a new archive, then the first answer to QUESTION.

Prints one line of JSON the moment the answer is there; `first_answer.py` starts it and reads that.
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from time import perf_counter


def main(articles: str, question: str, asked_on: str, cache: str) -> None:
    """Add and ask; `asked_on` may be empty, and `cache` is where the model is exported to."""
    started = perf_counter()
    from assistant import Assistant
    from index import Index, load_embedder

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        embedder = load_embedder(cache=Path(cache))
        index = stack.enter_context(Index.open(folder / "a", embedder=embedder, create=True))
        opened = perf_counter()
        added = index.add([articles])
        searchable = perf_counter()
        day = date.fromisoformat(asked_on) if asked_on else None
        answer = Assistant(index).ask(question, asked_on=day)
        answered = perf_counter()
        said = {
            "opening": opened - started,
            "adding": searchable - opened,
            "asking": answered - searchable,
            "articles": added.added,
            "passages": added.passages,
            "citations": len(answer.citations),
        }
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
