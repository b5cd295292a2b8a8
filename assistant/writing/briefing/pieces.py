"""From hits to the pieces a model is shown: neighbours put together, outlets mixed, labelled."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import count

from assistant.types import Piece
from index import Article, Hit, Index, Passage

_MOST_PASSAGES = 4  # of one piece, so that there is room for others beside it
_LABEL_CHARACTERS = 4
_OF_AN_OUTLET = 2  # pieces of one outlet that may come before the others have had theirs


def pieces_of(index: Index, hits: Sequence[Hit], *, nonce: str = "") -> list[Piece]:
    """Make pieces of `hits` (best first), the best first.

    Neighbouring passages of an article are one piece, as good as the best of them. An outlet's
    third piece comes after the first and second ones of all others. `nonce` is what the labels
    are made from; by default it is random, so that nobody who writes an article can know them.

    Raises:
        UnknownArticle: an article has been removed since the search.
    """
    passages = list({hit.passage.id: hit.passage for hit in hits}.values())
    articles = {id_: index.article(id_) for id_ in {each.article_id for each in passages}}
    rank = {passage.id: place for place, passage in enumerate(passages)}
    groups = _neighbours(passages, articles)
    groups.sort(key=lambda group: min(rank[each.id] for each in group))
    labels = _labels(groups, nonce or secrets.token_hex(16))
    return _mixed(
        [
            Piece(label, articles[group[0].article_id], tuple(group), group[0].start, _end(group))
            for label, group in zip(labels, groups, strict=True)
        ]
    )


def _neighbours(
    passages: Sequence[Passage], articles: Mapping[str, Article]
) -> list[list[Passage]]:
    """Put passages together that touch, overlap, or have only white space between them."""
    groups: list[list[Passage]] = []
    for passage in sorted(passages, key=lambda each: (each.article_id, each.start)):
        if groups and _touch(groups[-1], passage, articles[passage.article_id].text):
            groups[-1].append(passage)
        else:
            groups.append([passage])
    return groups


def _touch(group: Sequence[Passage], passage: Passage, text: str) -> bool:
    together = group[0].article_id == passage.article_id and len(group) < _MOST_PASSAGES
    return together and not text[_end(group) : passage.start].strip()


def _end(group: Sequence[Passage]) -> int:
    return max(passage.end for passage in group)


def _mixed(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep the order, but let an outlet's third piece wait for those of the others."""
    seen: Counter[str] = Counter()
    early: list[Piece] = []
    late: list[Piece] = []
    for piece in pieces:
        outlet = piece.article.outlet.casefold() or piece.article.id
        seen[outlet] += 1
        (early if seen[outlet] <= _OF_AN_OUTLET else late).append(piece)
    return early + late


def _labels(groups: Sequence[Sequence[Passage]], nonce: str) -> list[str]:
    """Make a label for each group: four letters and digits, a letter first, none twice."""
    labels: dict[str, None] = {}
    for group in groups:
        tried = (_label(f"{group[0].id}:{attempt}", nonce) for attempt in count())
        labels[next(each for each in tried if _is_plain(each) and each not in labels)] = None
    return list(labels)


def _label(what: str, nonce: str) -> str:
    digest = hmac.digest(nonce.encode(), what.encode(), "sha256")
    return b32encode(digest).decode().lower()[:_LABEL_CHARACTERS]


def _is_plain(label: str) -> bool:
    """Whether it begins with a letter and has a digit: no word, and no number, looks like that."""
    return label[0].isalpha() and not label.isalpha()
