"""The same article at several addresses: which articles are one text, and what is told once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, TypeVar

from assistant.reading.evidence import Quotable
from index import Article, Hit, Index
from index.language import after_dateline

_Told = TypeVar("_Told")

# A line or a sentence, roughly: the same words are cut alike in every copy.
_CUT = re.compile(r"[.!?…。！？]\s|\n")
_ENDS = " \t\n.!?…。！？"
_MARKS = re.compile("[\"'“”‘’«»]")
# So much of the shorter text, 0..1, stands word for word in its copies: captions, bylines and calls
# to subscribe come and go.
_SHARED: Final = 0.7


@dataclass(frozen=True, slots=True)
class Copies:
    """Which of some articles, the best first, are the same text at several addresses.

    `groups` holds all of them by the id of each.
    """

    groups: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)

    @classmethod
    def among(cls, articles: Iterable[Article]) -> Copies:
        """Find them."""
        groups: list[list[Article]] = []
        pieces: dict[str, frozenset[str]] = {}
        for each in articles:
            ours = pieces[each.id] = _pieces(each.text)
            joined = [
                group
                for group in groups
                if any(_share_most(ours, pieces[other.id]) for other in group)
            ]
            groups = [group for group in groups if group not in joined]
            groups.append([*chain.from_iterable(joined), each])
        return cls({each.id: tuple(group) for group in groups for each in group})

    def __or__(self, other: Copies) -> Copies:
        """Join those of two searches."""
        return Copies({**self.groups, **other.groups})

    def passages(self, hits: Iterable[Hit]) -> list[Hit]:
        """Leave out passages, the best first, that say nothing which a copy has not said before."""
        return self._once(hits, lambda hit: (hit.passage.article_id, hit.passage.text))

    def sentences(self, found: Iterable[Quotable]) -> list[Quotable]:
        """Leave out sentences, the best first, that a copy has said before."""
        return self._once(found, lambda each: (each.evidence.article.id, each.evidence.quote))

    def others(self, article_id: str, quote: str) -> tuple[Article, ...]:
        """Give the other articles in which the words quoted from an article stand, too."""
        pieces = _pieces(quote)
        group = self.groups.get(article_id, ())
        return tuple(
            each for each in group if each.id != article_id and pieces <= _pieces(each.text)
        )

    def _once(
        self, found: Iterable[_Told], told: Callable[[_Told], tuple[str, str]]
    ) -> list[_Told]:
        """Leave out what a better copy says, too; `told` gives the article's id and its words."""
        items = [(*told(each), each) for each in found]
        first: dict[tuple[str, str], str] = {}
        for article_id, text, _ in sorted(items, key=lambda item: self._place(item[0])):
            for key in self._keys(article_id, text):
                first.setdefault(key, article_id)
        return [
            each
            for article_id, text, each in items
            if len(self.groups[article_id]) == 1
            or any(first[key] == article_id for key in self._keys(article_id, text))
        ]

    def _place(self, article_id: str) -> int:
        return [each.id for each in self.groups[article_id]].index(article_id)

    def _keys(self, article_id: str, text: str) -> Iterator[tuple[str, str]]:
        """Give what is told, the same for all copies of an article; nothing where it has none."""
        group = self.groups[article_id]
        if len(group) > 1:
            yield from ((group[0].id, piece) for piece in _pieces(text))


def folded(index: Index, hits: Sequence[Hit]) -> tuple[list[Hit], Copies]:
    """Find the copies among the articles of `hits`, and leave out what they only say again."""
    ids = dict.fromkeys(hit.passage.article_id for hit in hits)
    copies = Copies.among(index.article(each) for each in ids)
    kept = enumerate(copies.passages(hits), start=1)
    return [replace(hit, rank=rank) for rank, hit in kept], copies


def are_copies(one: Article, other: Article) -> bool:
    """Whether most of what the shorter of two articles says stands in the other word for word."""
    return _share_most(_pieces(one.text), _pieces(other.text))


def _share_most(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    shorter = min(_length(ours), _length(theirs))
    return 0 < shorter * _SHARED <= _length(ours & theirs)


def _pieces(text: str) -> frozenset[str]:
    """Cut `text` into its sentences, behind its dateline; case, spaces and marks count nothing."""
    told = text[after_dateline(text, 0) :].casefold()
    pieces = (piece.strip(_ENDS) for piece in _CUT.split(_MARKS.sub("", told)))
    return frozenset(filter(None, pieces))


def _length(pieces: Iterable[str]) -> int:
    return sum(map(len, pieces))
