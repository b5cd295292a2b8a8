"""From checked sentences to the claims and citations of an answer, with numbers and offsets."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.types import Citation, Claim, Claimed
from assistant.writing.checker import Checked
from assistant.writing.registry import Registry


def composed(sentences: Iterable[Checked], registry: Registry, *, settled: bool) -> list[Claimed]:
    """Put `sentences` one behind the other, a space between them, and number what they cite."""
    made: list[Claimed] = []
    start = 0
    for sentence in sentences:
        made.append(claimed(sentence, registry, start=start, settled=settled))
        start = made[-1].claim.end + 1
    return made


def claimed(sentence: Checked, registry: Registry, *, start: int, settled: bool) -> Claimed:
    """Make one sentence a claim that begins at `start` of the answer."""
    end = start + len(sentence.text)
    labels = dict.fromkeys(registry.label(each) for each in sentence.evidence)
    citations = {
        registry.label(each): Citation(
            label=registry.label(each),
            evidence=each,
            answer_start=start,
            answer_end=end,
            verdict=sentence.verdict,
            verbatim=sentence.text.split() == each.quote.split(),
        )
        for each in sentence.evidence
    }
    claim = Claim(
        text=sentence.text,
        start=start,
        end=end,
        citations=tuple(labels),
        support=sentence.support,
        speaker=sentence.speaker,
        score=sentence.score,
    )
    return Claimed(claim, tuple(citations.values()), settled)
