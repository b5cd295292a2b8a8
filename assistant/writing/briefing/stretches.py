"""From the sentences that most likely answer to short pieces: each with its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.types import Evidence, Piece
from index import Index, Passage, Span, sentence_spans

_BESIDE = 1  # sentences on each side: one says who "he" is, the other how it goes on


def stretches_of(index: Index, sentences: Sequence[Evidence]) -> list[Piece]:
    """Make pieces of `sentences` (best first) and their neighbours, the best first.

    Sentences of a passage that stand together are one piece, as good as the best of them. Labels
    are numbers from 1, which any model can copy.
    """
    wanted: dict[str, dict[int, Evidence]] = {}
    for rank, each in enumerate(sentences):
        wanted.setdefault(each.passage_id, {})[rank] = each
    found = []
    for passage_id, ranked in wanted.items():
        article = next(iter(ranked.values())).article
        passage = next(each for each in index.passages(article.id) if each.id == passage_id)
        found += [(rank, article, passage, span) for rank, span in _runs(passage, ranked)]
    found.sort(key=lambda each: each[0])
    return [
        Piece(str(label), article, (passage,), span.start, span.end)
        for label, (_, article, passage, span) in enumerate(found, 1)
    ]


def _runs(passage: Passage, ranked: Mapping[int, Evidence]) -> Iterator[tuple[int, Span]]:
    """Give each run of sentences of `passage` to show, with the rank of its best."""
    spans = [
        Span(passage.start + span.start, passage.start + span.end)
        for span in sentence_spans(passage.text)
    ]
    ranks: dict[int, int] = {}
    for rank, each in ranked.items():
        inside = [at for at, s in enumerate(spans) if s.start < each.end and each.start < s.end]
        for at in range(min(inside) - _BESIDE, max(inside) + _BESIDE + 1):
            ranks.setdefault(at, rank)
    shown = [at for at in range(len(spans)) if at in ranks]
    for first in [at for at in shown if at - 1 not in shown]:
        last = first
        while last + 1 in shown:
            last += 1
        best = min(ranks[at] for at in range(first, last + 1))
        yield best, Span(spans[first].start, spans[last].end)
