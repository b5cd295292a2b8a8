"""The numbers of an answer's citations: one for each place in an article, kept once given."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.types import Evidence


@dataclass
class Registry:
    """Numbers places in the order they are first cited, from 1.

    A number stands for one exact place, `(article, start, end)`. The same registry numbers the
    sentences while they come and in the end, so that no number a reader has seen changes.
    """

    _labels: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def label(self, evidence: Evidence) -> str:
        """Give the number of a place, the next one where it has none yet."""
        place = (evidence.article.id, evidence.start, evidence.end)
        return self._labels.setdefault(place, str(len(self._labels) + 1))
