"""Stand-ins whose outcome can be told in one's head: an embedder of known words, and a small press.

Every outlet, place and event here is invented.
"""

from __future__ import annotations

import asyncio
import re
import time
from bisect import bisect_right
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index import Article, Index, sentence_spans
from index.statements.tagging.tagger import Tagged
from index.statements.tagging.tokens import Read

T = TypeVar("T")
WORDS = tuple("bridge comet ferry harbour mayor regatta storm strike".split())


@dataclass
class WordEmbedder:
    """One dimension a known word, counted and scaled to unit length; the last one is "no word".

    So texts with the same known words are alike (1.0), texts without a common one are not (0.0).
    Tokens are words. `read` keeps every text in the order of embedding.
    """

    words: tuple[str, ...] = WORDS
    max_tokens: int = 40
    fingerprint: str = "words@1"
    seconds_per_batch: float = 0.0
    read: list[str] = field(default_factory=list)

    @property
    def dimension(self) -> int:
        return len(self.words) + 1

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        time.sleep(self.seconds_per_batch)
        return np.array([self._vector(text) for text in texts], np.float32)

    def _vector(self, text: str) -> np.ndarray:
        found = re.findall(r"\w+", text.lower())
        counts = np.array([found.count(word) for word in self.words] + [0], float)
        counts[-1] = not counts.any()
        return counts / np.linalg.norm(counts)


class Notes(dict[str, str]):
    """What an archive notes of itself, in memory."""

    def note(self, key: str) -> str:
        return self.get(key, "")

    def keep_note(self, key: str, value: str) -> None:
        self[key] = value


def article(article_id: str, text: str, **more: Any) -> Article:
    """Make an article, of English; all but its id and text may be left out."""
    return Article(id=article_id, text=text, **{"language": "en", **more})


FERRY = article(
    "ferry",
    "The ferry ran aground off Pellworth on Monday morning. "
    "The ferry carried 61 people, Harbourmaster Ines Dray said. "
    "The ferry was reportedly late by twelve minutes when it left the quay.",
    title="Ferry aground off Pellworth",
    outlet="The Saltmarsh Post",
    url="https://saltmarsh.example/ferry",
    published=date(2031, 3, 4),
)
BRIDGE = article(
    "bridge",
    "The mayor of Ostermere closed the bridge on Tuesday. "
    "The bridge needs 14 new cables, according to the Lyn Valley Council. "
    "Nobody was hurt when the first cable of the bridge gave way.",
    title="Bridge closed for a month",
    outlet="Lyn Valley Echo",
    url="https://echo.example/bridge",
    published=date(2031, 4, 20),
)
STRIKE = article(
    "strike",
    "The strike of the lamplighters enters its third week.",
    title="Lamplighters stay out",
)
PRESS = (FERRY, BRIDGE, STRIKE)


def run_apart(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run `coroutine` in a thread of its own: a browser that is open has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def make_index(folder: Path, *articles: Article, embedder: WordEmbedder | None = None) -> Index:
    """Open the archive in `folder`, made there if need be, and add `articles`; no more."""
    index = Index.open(folder, embedder=embedder or WordEmbedder(), create=True)
    index.add(articles)
    return index


def hear(index: Index) -> None:
    """Read who says what in all articles of an archive."""
    for _ in index.hear():
        pass


def tagged(text: str, *, said: Sequence[str], source: str, cue: str = "") -> Tagged:
    """Tag the words of `text` as a tagger would that is sure: `said` are said by `source`."""
    offsets = [found.span() for found in re.finditer(r"\w+|\S", text)]
    starts = [span.start for span in sentence_spans(text)]

    def within(*parts: str) -> NDArray[np.float32]:
        inside = [(text.index(part), text.index(part) + len(part)) for part in parts]
        rows = [any(a <= start < b for a, b in inside) for start, _ in offsets]
        return np.array(rows, dtype=np.float32)

    of_source = within(source) if source in text else np.zeros(len(offsets), dtype=np.float32)
    pointing = of_source / max(1.0, of_source.sum())
    read = Read(
        text,
        [0] * len(offsets),
        offsets,
        [bisect_right(starts, start) - 1 for start, _ in offsets],
        np.zeros((len(offsets), 4), dtype=np.float32),
    )
    certain = within(*(each for each in said if each in text))
    cues = within(*([cue] if cue and cue in text else []))
    return Tagged(read, certain, cues, of_source, [(0, pointing)] * len(offsets))
