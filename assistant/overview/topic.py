"""What an overview is about: the words of the topic, each with how much it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from index import Article, Index, sentence_spans

# Words that say what a topic is in the news, and not which one.
_GENERAL = "accident affair article case crisis event incident issue news report situation story"
_FEWEST_TITLES = 2
_FIRST, _MOST_CHARACTERS = 2, 1_000  # sentences that open an article, and where they end at last


@dataclass(frozen=True, slots=True)
class Topic:
    """Words as they are indexed, each with its weight, above 0."""

    weights: Mapping[str, float]

    @classmethod
    def read(cls, index: Index, text: str) -> Topic:
        """Read the words of `text`; a word that no article has weighs most."""
        words = index.words(text)
        telling = words - index.words(_GENERAL) or words
        return cls({word: index.rarity(word) for word in telling})

    @classmethod
    def shared(cls, titles: Sequence[Set[str]]) -> Topic:
        """Give what several titles tell of: the words of more than one, by how many have them."""
        counts = Counter(word for words in titles for word in words)
        return cls({word: float(n) for word, n in counts.items() if n >= _FEWEST_TITLES})

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
