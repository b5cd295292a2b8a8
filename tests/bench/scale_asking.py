"""Asking a large archive in one process: search, whole answers, filters, recall and memory.

    python tests/bench/scale_asking.py ARCHIVE < QUESTIONS

Each question is searched for without a filter and then with each of some: an outlet with many
articles, one with few, half of the days, a fortnight, a speaker. Recall is of the index of
meanings alone: how many of the ten passages whose vectors are nearest it has among its hundred,
which a search then ranks by the vectors themselves, and among its first ten; how many of these are
as near as the tenth nearest but for .002; and how near the ten are. `unindexed` are passages with a
vector that it does not hold yet. Prints one line of JSON; `scale.py` starts it and reads that.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import TypeAlias

import numpy as np
from asking import p95
from memory import resident

from assistant import Assistant, Question
from index import Filters, Index

_EXACTLY = 30  # questions of which the nearest vectors are counted out
_AS_NEAR = 0.002  # in cosine
_MISSPELLED = "What did Bidne say about inflaton?"


def main(archive: str) -> None:
    """Ask every question in every way once."""
    started = perf_counter()
    index = Index.open(archive)
    opening = perf_counter() - started
    assistant = Assistant(index)
    fields = [json.loads(line) for line in sys.stdin if line.strip()]
    asked = [
        Question(
            text=each["question"],
            asked_on=date.fromisoformat(each["asked_on"]) if each.get("asked_on") else None,
        )
        for each in fields
    ]
    ask = partial(_ask, assistant, Filters())
    first, second = _seconds(ask, asked[:1]), _seconds(ask, asked[:1])
    answers = _seconds(ask, asked[1:])
    after_asking = resident("self")
    searches = {
        name: _summed(_seconds(partial(_search, index, filters), asked[1:]))
        for name, filters in filters_of(index).items()
    }
    filtered = {
        name: _summed(_seconds(partial(_ask, assistant, filters), asked[1:21]))
        for name, filters in filters_of(index).items()
    }
    misspelled, again = (_seconds(ask, [Question(text=_MISSPELLED)]) for _ in range(2))
    print(
        json.dumps(
            {
                "opening": opening,
                "first": first[0][0],
                "second": second[0][0],
                "answer": _summed(answers),
                "search": searches,
                "filtered": filtered,
                "misspelled": misspelled[0][0],
                "misspelled again": again[0][0],
                **after_asking,
                "at the end": resident("self"),
                **recall(index, [one.text for one in asked[:_EXACTLY]]),
            }
        ),
        flush=True,
    )


def filters_of(index: Index) -> dict[str, Filters]:
    """Give a filter of each kind that leaves something of this archive."""
    dated = [day for _, _, day in index.dated() if day]
    outlets = Counter(outlet for _, outlet, _ in index.dated() if outlet).most_common()
    middle = dated[len(dated) // 2]
    speakers = index.speakers(limit=20)
    return {
        "none": Filters(),
        "a large outlet": Filters(outlets=(outlets[0][0],)),
        "a small outlet": Filters(outlets=(outlets[len(outlets) // 2][0],)),
        "half of the days": Filters(since=middle),
        "a fortnight": Filters(since=middle, until=middle + timedelta(days=14)),
        "a speaker": Filters(speaker=speakers[len(speakers) // 2].name),
    }


def _ask(assistant: Assistant, filters: Filters, question: Question) -> object:
    return assistant.ask(
        question.text,
        asked_on=question.asked_on,
        outlets=filters.outlets,
        since=filters.since,
        until=filters.until,
        speaker=filters.speaker,
    )


def _search(index: Index, filters: Filters, question: Question) -> object:
    return index.search(question.text, limit=20, asked_on=question.asked_on, filters=filters)


Taken: TypeAlias = list[tuple[float, float]]
"""Seconds by the clock, and seconds that cores were busy, of each question."""


def _seconds(ask: Callable[[Question], object], asked: Sequence[Question]) -> Taken:
    taken = []
    for each in asked:
        started, busy = perf_counter(), process_time()
        ask(each)
        taken.append((perf_counter() - started, process_time() - busy))
    return taken


def _summed(taken: Taken) -> dict[str, float]:
    seconds, busy = zip(*taken, strict=True)
    return {"p50": median(seconds), "p95": p95(seconds), "cpu": median(busy)}


def recall(index: Index, questions: Sequence[str]) -> dict[str, float]:
    """Hold what the index of meanings finds against all vectors, read one after the other."""
    asked = index._embedder.embed(questions)
    found, seconds = [], []
    for one in asked:
        started = perf_counter()
        near = index._vectors.search(one, limit=100, filters=Filters())
        seconds.append(perf_counter() - started)
        found.append([each.passage_id for each in near])
    best = [[(-2.0, "")] * 10 for _ in questions]
    read = index._catalog._database.execute(
        "SELECT p.id, v.vector FROM passages p JOIN vectors v ON v.input = p.input"
    )
    while rows := read.fetchmany(20_000):
        cosines = np.stack([np.frombuffer(vector, np.float32) for _, vector in rows]) @ asked.T
        for number, column in enumerate(cosines.T):
            top = np.argpartition(-column, 10)[:10]
            both = best[number] + [(float(column[at]), rows[at][0]) for at in top]
            best[number] = sorted(both, reverse=True)[:10]
    nearest = [{passage_id for _, passage_id in each} for each in best]
    passages = index._catalog.passages
    ten = [passages.vectors(ids[:10]) @ one for ids, one in zip(found, asked, strict=True)]
    as_near = [one >= each[-1][0] - _AS_NEAR for one, each in zip(ten, best, strict=True)]

    def share(most: int) -> float:
        kept = [len(set(ids[:most]) & near) / 10 for ids, near in zip(found, nearest, strict=True)]
        return float(np.mean(kept))

    return {
        "recall": share(100),
        "recall of ten": share(10),
        "as near": float(np.mean(as_near)),
        "cosine of the ten": float(np.mean([cosine for each in best for cosine, _ in each])),
        "cosine of ten found": float(np.mean(ten)),
        "unindexed": len(passages.embedded()) - len(index._vectors.passage_ids()),
        "by meaning": median(seconds),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
