"""The part of Anthropic's protocol that a chat needs: `POST /v1/messages`, streamed events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from servers.loopback import Handler, Loopback, Request, serving


class _Anthropic(Handler):
    text: str
    status: int
    stop_reason: str

    def post(self, request: Request) -> None:
        if self.status != 200:
            error = {"type": "api_error", "message": "The stand-in fails."}
            self.answer({"type": "error", "error": error}, self.status)
            return
        self.begin(200, "text/event-stream")
        message = {"id": "m", "type": "message", "role": "assistant", "model": "fabled"}
        usage = {"input_tokens": 7, "output_tokens": 1}
        empty = {"content": [], "stop_reason": None, "stop_sequence": None, "usage": usage}
        self.event("message_start", message={**message, **empty})
        self.event("content_block_start", index=0, content_block={"type": "text", "text": ""})
        for word in self.text.split(" "):
            delta = {"type": "text_delta", "text": f"{word} "}
            self.event("content_block_delta", index=0, delta=delta)
        self.event("content_block_stop", index=0)
        ended = {"stop_reason": self.stop_reason, "stop_sequence": None}
        self.event("message_delta", delta=ended, usage={"input_tokens": 7, "output_tokens": 3})
        self.event("message_stop")

    def event(self, kind: str, **more: object) -> None:
        self.write(f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n")


@contextmanager
def anthropic(
    text: str = "", *, status: int = 200, stop_reason: str = "end_turn"
) -> Iterator[Loopback]:
    """Serve a model that always says `text`, or fails with `status`."""
    settings = {"text": text, "status": status, "stop_reason": stop_reason}
    with serving(type("Anthropic", (_Anthropic,), settings)) as loopback:
        yield loopback
