"""From the sentences that most likely answer to short pieces: each with its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.types import Evidence, Piece
from index import Index, Passage, sentence_spans

_BESIDE = 1  # sentences on each side: one says who "he" is, the other how it goes on


def stretches_of(index: Index, sentences: Sequence[Evidence]) -> list[Piece]:
    """Make pieces of `sentences` (best first) and their neighbours, the best first.

    Sentences that stand together are one piece, as good as the best of them. Labels are numbers
    from 1, which any model can copy.
    """
    ranks = {(each.passage_id, each.start): rank for rank, each in enumerate(reversed(sentences))}
    del ranks
    found: list[tuple[int, Evidence, Passage, int, int]] = []
    for passage_id in dict.fromkeys(each.passage_id for each in sentences):
        wanted = {
            rank: each for rank, each in enumerate(sentences) if each.passage_id == passage_id
        }
        first = next(iter(wanted.values()))
        passage = next(p for p in index.passages(first.article.id) if p.id == passage_id)
        found += [
            (rank, first, passage, start, end)
            for rank, start, end in _runs(passage, wanted.items())
        ]
    found.sort(key=lambda each: each[0])
    return [
        Piece(str(label), evidence.article, (passage,), start, end)
        for label, (_, evidence, passage, start, end) in enumerate(found, 1)
    ]


def _runs(
    passage: Passage, wanted: Iterable[tuple[int, Evidence]]
) -> Iterator[tuple[int, int, int]]:
    """Give each run of sentences: the rank of its best, where it begins and where it ends."""
    spans = [(passage.start + s.start, passage.start + s.end) for s in sentence_spans(passage.text)]
    ranks: dict[int, int] = {}
    for rank, evidence in wanted:
        for place, (start, end) in enumerate(spans):
            if start < evidence.end and evidence.start < end:
                for beside in range(place - _BESIDE, place + _BESIDE + 1):
                    if 0 <= beside < len(spans):
                        ranks[beside] = min(rank, ranks.get(beside, rank))
    run: list[int] = []
    for place in [*sorted(ranks), len(spans) + 1]:
        if run and place != run[-1] + 1:
            yield min(ranks[each] for each in run), spans[run[0]][0], spans[run[-1]][1]
            run = []
        run.append(place)
