"""A follow-up, written out by the model: only with words that the conversation has."""

from __future__ import annotations

import re
from collections.abc import Sequence

import prompts
from assistant.types import Exchange
from assistant.writing.model import Message
from assistant.writing.talk import Talk

_MOST_TOKENS = 120
_MOST_CHARACTERS = 400  # of the question written out; what is longer is no question
_EXCHANGES = 6  # the last ones; what a follow-up leans on stands in them
_TELLING = re.compile(r"[^\W\d_a-zß-ÿ]\w*|\d+")
_WORD = re.compile(r"\w+")


def written_out(question: str, history: Sequence[Exchange], talk: Talk) -> str | None:
    """Write `question` out so that it can be asked alone; None where the model does no better.

    Every name and number of it must stand in the conversation: a question is no place to
    remember things from elsewhere.

    Raises:
        ModelError: the model gave no text.
    """
    told = "\n".join(
        f"Question: {one.question}\nAnswer: {one.answer}" for one in history[-_EXCHANGES:]
    )
    rendered = prompts.load("standalone").render(conversation=told, question=question)
    messages = [Message("system", rendered.system), Message("user", rendered.user)]
    text = talk.whole(messages, most_tokens=_MOST_TOKENS).strip().strip('"“”')
    return text if _is_of(text, f"{told}\n{question}") else None


def _is_of(text: str, conversation: str) -> bool:
    if not text or "\n" in text or len(text) > _MOST_CHARACTERS:
        return False
    said = {word.casefold() for word in _WORD.findall(conversation)}
    telling = [word.casefold() for word in _TELLING.findall(text)]
    return all(word in said for word in telling[1:]) and bool(_WORD.search(text))
