"""The part of Ollama's protocol that a chat needs: `POST /api/chat`, a line of JSON a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from servers.loopback import Handler, Loopback, Request, serving


class _Ollama(Handler):
    text: str
    status: int
    done_reason: str | None

    def post(self, request: Request) -> None:
        if self.status != 200:
            self.answer({"error": "model 'fabled' not found"}, self.status)
            return
        self.begin(200, "application/x-ndjson")
        for word in self.text.split(" "):
            self.line(f"{word} ", done=False)
        if self.done_reason:
            more = {"done_reason": self.done_reason, "prompt_eval_count": 7, "eval_count": 3}
            self.line("", done=True, **more)

    def line(self, content: str, **more: object) -> None:
        message = {"role": "assistant", "content": content}
        head = {"model": "fabled", "created_at": "2031-03-04T00:00:00Z", "message": message}
        self.write(json.dumps({**head, **more}) + "\n")


@contextmanager
def ollama(
    text: str = "", *, status: int = 200, done_reason: str | None = "stop"
) -> Iterator[Loopback]:
    """Serve a model that always says `text`, or fails with `status`."""
    settings = {"text": text, "status": status, "done_reason": done_reason}
    with serving(type("Ollama", (_Ollama,), settings)) as loopback:
        yield loopback
