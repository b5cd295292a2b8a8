"""What an overview is about: the words of the topic, each with how much it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from index import Article, Index, sentence_spans
from index.language.english.stories import EVENTS

_FEWEST = 2  # texts that share a word
_FIRST, _MOST_CHARACTERS = 2, 1_000  # sentences that open an article, and where they end at last


@dataclass(frozen=True, slots=True)
class Topic:
    """Words as they are indexed, each with its weight, above 0."""

    weights: Mapping[str, float]

    @classmethod
    def read(cls, index: Index, text: str) -> Topic:
        """Read the words of `text`; a word that no article has weighs most."""
        words = index.words(text)
        telling = words - index.words(EVENTS) or words
        return cls({word: index.rarity(word) for word in telling})

    @classmethod
    def shared(
        cls, texts: Sequence[Set[str]], *, weigh: Callable[[str], float] | None = None
    ) -> Topic:
        """Give what several texts tell of: the words that more than one has, by how many do.

        With `weigh`, which gives a word's weight, only those that at least half of them have.
        """
        counts = Counter(word for words in texts for word in words)
        least = max(_FEWEST, len(texts) / 2) if weigh else _FEWEST
        shared = {word: float(count) for word, count in counts.items() if count >= least}
        return cls({word: weigh(word) for word in shared} if weigh else shared)

    def share(self, words: Set[str]) -> float:
        """Say how much of the topic stands in `words`, 0..1; 0 where it has no words."""
        total = sum(self.weights.values())
        held = sum(weight for word, weight in self.weights.items() if word in words)
        return held / total if total else 0.0


def opening(article: Article) -> str:
    """Give the title of an article and its first sentences, which say what it is about."""
    start = article.text[:_MOST_CHARACTERS]
    spans = sentence_spans(start)[:_FIRST]
    return f"{article.title}\n{start[: spans[-1].end] if spans else ''}"
