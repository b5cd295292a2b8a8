"""Readers that run away, for tests of what reads aside; the child imports them by name."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from index.articles.stated import Stated, Unreadable
from index.types import Note

REGISTRY = f"{__name__}:READERS"


def calm(data: bytes) -> Iterator[Stated | Unreadable]:
    notes = (Note("left out", "comment"),)
    yield Stated({"title": "Ferry", "text": data.decode()}, notes=notes, line=3)
    yield Unreadable("the second one is broken", line=7)


def hanging(data: bytes) -> Iterator[Stated]:
    while True:
        time.sleep(0.01)
    yield Stated({})


def crashing(data: bytes) -> Iterator[Stated]:
    os.abort()
    yield Stated({})


def greedy(data: bytes) -> Iterator[Stated]:
    bytearray(4_000_000_000)
    yield Stated({})


def talking(data: bytes) -> Iterator[Stated]:
    print("this goes to standard output")
    os.write(1, b"and so does this")
    yield Stated({"text": "quiet"})


def failing(data: bytes) -> Iterator[Stated]:
    yield Stated({"text": "read before"})
    raise LookupError("nowhere")


def telling(data: bytes) -> Iterator[Stated]:
    yield Stated({"text": str(os.getpid())})


READERS = {
    ".calm": calm,
    ".hanging": hanging,
    ".crashing": crashing,
    ".greedy": greedy,
    ".talking": talking,
    ".failing": failing,
    ".telling": telling,
}
