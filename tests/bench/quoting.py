"""A "model" that answers from the passages in its prompt, so that every check has work to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.writing.model import Ended, Message
from index import sentence_spans

# A piece goes as far as the line that says where the next one comes from, or the fence.
_PIECE = re.compile(
    r"^\[(\w{1,4})\] (.*\n(?:(?!\[\w{1,4}\] |</passages|.*\n\[\w{1,4}\] ).*\n)*)", re.MULTILINE
)
_WORD = re.compile(r"\w{4,}")
_PIECES, _FEWEST_WORDS = 3, 6


def pieces_in(prompt: str) -> dict[str, str]:
    """Give the passages of a prompt by their labels."""
    return dict(_PIECE.findall(prompt))


def quoting(prompt: str) -> str:
    """Answer with the sentence of each of the first passages that shares most with the question.

    The marker stands behind the full stop, as many models write it.
    """
    asked = _words(prompt[prompt.rindex("Question:") :])
    sentences = []
    for label, text in list(pieces_in(prompt).items())[:_PIECES]:
        whole = [span.of(text) for span in sentence_spans(text)]
        if whole := [each for each in whole if len(each.split()) >= _FEWEST_WORDS]:
            best = max(whole, key=lambda each: len(asked & _words(each)))
            sentences.append(f"{' '.join(best.split())} [{label}]")
    return " ".join(sentences) or "NOT ANSWERED"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


@dataclass(frozen=True)
class QuotingModel:
    """A model of that kind; it takes no time of its own."""

    name: str = "quoting"
    context: int | None = None
    is_near: bool = False

    def stream(
        self, messages: Sequence[Message], *, seconds: float, most_tokens: int, stop: object
    ) -> Iterator[str | Ended]:
        """Give the answer word by word."""
        text = quoting("\n".join(message.text for message in messages))
        yield from re.findall(r"\S+\s*", text)
        yield Ended("complete")
