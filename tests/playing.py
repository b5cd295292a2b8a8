"""A language model that plays a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from quoting import pieces_in

from assistant.errors import ModelError
from assistant.types import Finish, Usage
from assistant.writing.model import Ended, Message

Reply = str | ModelError | Callable[[str], "Reply"]
"""A text, an error, or what makes one of the prompt; an error in a list comes after a text."""


@dataclass
class ScriptedModel:
    """Plays `script`, a reply a call, the last one for ever; `heard` keeps what it was asked.

    A text comes word by word; `spoken` keeps those that were taken. A list is a text and the error
    it breaks off with.
    """

    script: list[Reply | list[Reply]]
    name: str = "scripted"
    context: int | None = None
    is_near: bool = False
    finish: Finish = "complete"
    heard: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    def stream(
        self, messages: Sequence[Message], *, seconds: float, most_tokens: int, stop: object
    ) -> Iterator[str | Ended]:
        prompt = "\n".join(message.text for message in messages)
        reply = self.script[min(len(self.heard), len(self.script) - 1)]
        self.heard.append(prompt)
        for part in reply if isinstance(reply, list) else [reply]:
            for word in re.findall(r"\S+\s*|\s+", _played(part, prompt)):
                self.spoken.append(word)
                yield word
        yield Ended(self.finish, Usage(read=100, written=10))


def _played(reply: Reply, prompt: str) -> str:
    if callable(reply):
        return _played(reply(prompt), prompt)
    if isinstance(reply, ModelError):
        raise reply
    return reply


def citing(text: str, **words: str) -> Callable[[str], str]:
    """Play `text` with each `{name}` in it the label of the passage that holds the words given."""

    def play(prompt: str) -> str:
        pieces = pieces_in(prompt)
        labels = {
            name: next(label for label, piece in pieces.items() if held in piece)
            for name, held in words.items()
        }
        return text.format(**labels)

    return play
