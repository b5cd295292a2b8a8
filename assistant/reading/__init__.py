"""Reading: whether a sentence answers a question, and where the answer stands. The door."""

from __future__ import annotations

from assistant.reading.loading import load_reader
from assistant.reading.reader import Reader
from assistant.reading.types import Read, Reading

__all__ = ["Read", "Reader", "Reading", "load_reader"]
