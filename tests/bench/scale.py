"""One archive, grown far: adding, indexing, asking, filters, disk, memory, check and repair.

    python tests/bench/scale.py ARTICLES... --questions QUESTIONS --seed ARCHIVE --folder DIR
        [--sizes N,N,N] [--repair] [--graph N]

The articles are added again and again: with ids, urls, titles and days of their own, and with the
last third of their sentences exchanged for another article's. Vectors are those of the embedded
ARCHIVE, moved a little, and statements those of the part that was kept, so that this takes an hour
and not days; how fast the encoder and the rules are is measured elsewhere. Every size is a line of
DIR/scale.jsonl, with a thousand articles that come to an archive of that size. With `--graph`, only
so many passages are in the graph, which takes long to build, and all others are in rows.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count, islice
from math import inf
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

import numpy as np
from growth import StandIn, another, on_disk
from memory import resident
from reporting import provenance, table, tell
from workload import changed, evenly, kept_vectors, read_all

from index import Article, Index, Statement, content_hash, load_embedder
from index.language.sentences import sentence_spans
from index.statements import RULES, statements_in
from index.stores.vectors import Entry, generations

SIZES = (50_000, 200_000, 500_000)
ASKED = 60
COMING = 1_000
_OF_EACH = 1_000
_HEARD = 8  # one of so many articles is read for who says what: for all it takes an hour
_KEPT = 2 / 3
_DAYS_APART = 30
HERE = Path(__file__).parent


def exchanged(article: Article, other: Article, turn: int) -> Article:
    """Give an article of another day whose last third of sentences is that of `other`."""
    kept = article.text[: _border(article.text)].rstrip()
    taken = other.text[_border(other.text) :].strip()
    day = article.published and article.published - timedelta(days=_DAYS_APART * turn)
    return replace(another(article, turn), text=f"{kept} {taken}", published=day)


def some_of(path: Path) -> list[Article]:
    """Give the articles of a file, of a large one some that are evenly chosen, as of no file."""
    read = read_all(path)
    return [replace(read[at].article, path="") for at in evenly(_OF_EACH, of=len(read))]


@cache
def _border(text: str) -> int:
    """Give where the last third of the sentences of a text begins."""
    starts = [span.start for span in sentence_spans(text)]
    return starts[round(len(starts) * _KEPT)] if len(starts) > 1 else len(text)


class Growth:
    """One archive that grows from size to size."""

    def __init__(self, index: Index, articles: Sequence[Article]) -> None:
        self._index = index
        self._articles = articles
        self._told: dict[str, list[Statement]] = {}
        self._from = {article.id: article for article in articles}
        self._coming = self._endless()
        for _ in range(len(index)):  # they are there from an earlier run
            next(self._coming)

    def _endless(self) -> Iterator[Article]:
        others = Random(0)
        for turn in count():
            for one in self._articles:
                other = others.choice(self._articles)
                made = exchanged(one, other, turn) if turn else one
                self._from[made.id] = one
                yield made

    def add(self, articles: Iterator[Article]) -> dict[str, float]:
        """Add articles until each can be found by meaning; give the seconds of each step.

        Of the last step also those that cores were busy.
        """
        before, articles_before = self._index.status().passages, len(self._index)
        started = perf_counter()
        self._index.add(articles)
        seconds = {"adding": perf_counter() - started}
        self.hear()
        seconds |= {"embedding": 0.0, "indexing": 0.0}
        started, busy = perf_counter(), process_time()
        for state in self._index.embed():
            seconds[state.phase] += perf_counter() - started
            started = perf_counter()
            busy = process_time() if state.phase == "embedding" else busy
        seconds["indexing"] += perf_counter() - started
        seconds["indexing, CPU"] = process_time() - busy
        return {
            "passages": self._index.status().passages - before,
            "articles": len(self._index) - articles_before,
            **seconds,
        }

    def begin(self, size: int) -> None:
        """Let the first `size` passages be in a graph, where there is none yet."""
        index, passages = self._index, self._index._catalog.passages
        if not index._vectors.passage_ids():
            index.add(self.until(size))
            for _ in index._embed_passages(index._embed_here):
                pass
            first = [Entry(*row) for row in passages.embedded()[:size]]
            for _ in index._vectors.update(first, vectors_of=passages.vectors):
                pass

    def reach(self, size: int) -> dict[str, float]:
        """Let the archive grow to `size` passages."""
        return self.add(self.until(size))

    def thousand(self) -> dict[str, float]:
        """Add a thousand articles."""
        return self.add(islice(self._coming, COMING))

    def until(self, size: int) -> Iterator[Article]:
        """Give articles, until those that were added make `size` passages."""
        each = self._index.status().passages / max(1, len(self._index)) or 11.0
        while (here := self._index.status().passages) < size:
            # What was given a moment ago is not counted yet: so many as surely fit, at once.
            yield from islice(self._coming, max(1, int((size - here) / each / 2)))
            each = max(each, 11.0)

    def hear(self) -> None:
        """Keep what the kept part of each article tells, with the offsets that it had there."""
        catalog = self._index._catalog
        waiting = catalog.statements.unheard((RULES, RULES))
        for first in range(0, len(waiting), 500):
            some = catalog.articles(waiting[first : first + 500]).values()
            catalog.heard([(each, self._kept(each)) for each in some], RULES)

    def _kept(self, article: Article) -> list[Statement]:
        own = self._from[article.id]
        if own.id not in self._told:
            is_heard = int(content_hash(own.id), 16) % _HEARD == 0
            self._told[own.id] = list(statements_in(own.text)) if is_heard else []
        end = len(own.text) + 1 if article.text == own.text else _border(own.text) - 2
        return [one for one in self._told[own.id] if _ends(one) < end]


def _ends(statement: Statement) -> int:
    spans = (statement.speaker, statement.cue, *statement.content, statement.relayed_by)
    return max(span.end for span in (*spans, statement.named) if span)


def asked(archive: Path, questions: str) -> dict[str, object]:
    """Ask in a process of its own; see `scale_asking.py`."""
    command = [sys.executable, str(HERE / "scale_asking.py"), str(archive)]
    done = subprocess.run(command, input=questions, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return said


def looked_after(index: Index, *, repair: bool) -> dict[str, object]:
    """Check the archive, and repair it where that was asked for."""
    seconds: dict[str, object] = {}
    started = perf_counter()
    seconds["whole"] = index.check().ok
    seconds["check"] = perf_counter() - started
    if repair:
        started = perf_counter()
        index.repair()
        seconds["repair"] = perf_counter() - started - float(str(seconds["check"]))
    return seconds


def main() -> None:
    """Grow, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--seed", type=Path, required=True, help="an embedded archive")
    parser.add_argument("--folder", type=Path, required=True, help="where it grows, and is left")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--repair", action="store_true", help="repair at every size: takes long")
    parser.add_argument("--graph", type=int, default=0, help="passages in the graph; all as a rule")
    given = parser.parse_args()
    articles = [article for path in given.articles for article in some_of(path)]
    lines = given.questions.read_text("utf-8").splitlines()
    questions = "\n".join(lines[number] for number in evenly(ASKED, of=len(lines)))
    embedder = StandIn(load_embedder(), np.array(list(kept_vectors(given.seed).values())))
    print(provenance(*(path.parent.name for path in given.articles)), flush=True)
    given.folder.mkdir(parents=True, exist_ok=True)
    archive = given.folder / "far"
    with (
        Index.open(archive, embedder=embedder, create=True) as index,
        changed(generations, **({"_SHARE": inf, "_MOST": inf} if given.graph else {})),
    ):
        growth = Growth(index, articles)
        if given.graph:
            growth.begin(given.graph)
        for size in map(int, given.sizes.split(",")):
            tell(f"{size:,} passages ...")
            grown = growth.reach(size)
            said = {"passages": index.status().passages, "articles": len(index), "grown": grown}
            tell(f"  grown: {grown}")
            said |= {"disk": on_disk(archive), "writer": resident("self")}
            said |= {"asking": asked(archive, questions)}
            tell(f"  {said}")
            said |= {"thousand": growth.thousand()}
            tell(f"  {said['thousand']}")
            said |= looked_after(index, repair=given.repair)
            tell(f"  {said}")
            with (given.folder / "scale.jsonl").open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(said)}\n")
    measured = (given.folder / "scale.jsonl").read_text("utf-8").splitlines()
    print(f"\n{told([json.loads(line) for line in measured])}")


HEAD = ("what", "unit")
_ROWS: Sequence[tuple[str, str, Callable[[Any], float]]] = (
    ("articles", "", lambda it: it["articles"]),
    ("added", "passages/s", lambda it: it["grown"]["passages"] / it["grown"]["adding"]),
    ("graph and rows brought up to date", "s", lambda it: it["grown"]["indexing"]),
    ("opening", "ms", lambda it: it["asking"]["opening"] * 1000),
    ("first answer", "ms", lambda it: it["asking"]["first"] * 1000),
    ("answer, p50", "ms", lambda it: it["asking"]["answer"]["p50"] * 1000),
    ("answer, p95", "ms", lambda it: it["asking"]["answer"]["p95"] * 1000),
    ("search, p50", "ms", lambda it: it["asking"]["search"]["none"]["p50"] * 1000),
    ("search, p95", "ms", lambda it: it["asking"]["search"]["none"]["p95"] * 1000),
    ("by meaning, p50", "ms", lambda it: it["asking"]["by meaning"] * 1000),
    ("a misspelled question", "ms", lambda it: it["asking"]["misspelled"] * 1000),
    ("of the ten nearest, among its hundred", "", lambda it: it["asking"]["recall"]),
    ("of the ten nearest, its first ten", "", lambda it: it["asking"]["recall of ten"]),
    ("its first ten, as near as these", "", lambda it: it["asking"]["as near"]),
    ("cosine of the ten nearest", "", lambda it: it["asking"]["cosine of the ten"]),
    ("cosine of its first ten", "", lambda it: it["asking"]["cosine of ten found"]),
    ("memory after asking", "MB", lambda it: it["asking"]["resident"]),
    ("memory of the writer", "MB", lambda it: it["writer"]["resident"]),
    ("catalog", "bytes a passage", lambda it: it["disk"]["catalog"] / it["passages"]),
    ("lexicon", "bytes a passage", lambda it: it["disk"]["lexicon"] / it["passages"]),
    ("vectors", "bytes a passage", lambda it: it["disk"]["vectors"] / it["passages"]),
    ("check", "s", lambda it: it.get("check", 0.0)),
    ("repair", "s", lambda it: it.get("repair", 0.0)),
    ("1,000 articles more: adding", "s", lambda it: it["thousand"]["adding"]),
    ("1,000 articles more: found by meaning", "s", lambda it: it["thousand"]["indexing"]),
    ("the same, CPU", "s", lambda it: it["thousand"]["indexing, CPU"]),
)


def told(measured: Sequence[Mapping[str, Any]]) -> str:
    """Write what was measured at each size, and how much longer a filter takes."""
    sizes = [f"{each['passages']:,}" for each in measured]
    rows = [(what, unit, *[_figure(of(it)) for it in measured]) for what, unit, of in _ROWS]
    names = [name for name in measured[0]["asking"]["filtered"] if name != "none"]
    longer = [
        (f"{kind}, limited to {name}", *[f"{_times(it, key, name):.2f}" for it in measured])
        for kind, key in (("search", "search"), ("answer", "filtered"))
        for name in names
    ]
    head = ("times as long as without a filter, p50", *sizes)
    return f"{table((*HEAD, *sizes), rows)}\n\n{table(head, longer)}"


def _figure(value: float) -> str:
    return f"{value:.3f}" if 0 < value <= 1 else f"{value:,.0f}"


def _times(it: Mapping[str, Any], key: str, name: str) -> float:
    asked = it["asking"][key]
    return float(asked[name]["p50"] / asked["none"]["p50"])


if __name__ == "__main__":
    main()
