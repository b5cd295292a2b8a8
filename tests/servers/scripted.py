"""A language model that plays a script, behind the protocol of OpenAI's chat completions.

with scripted([Fails(500), Says("The ferry ran aground [a1].")]) as server:
    model = load_model(f"{server.url}#scripted", environment={})

Each request gets the next reply of the script, and the last one again once it is played. A reply
may also be a function of the request's messages that gives a reply, so that a "model" can answer
from the evidence in its prompt. Tokens are words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from servers.loopback import Handler, Loopback, Request, serving

Messages: TypeAlias = Sequence[Mapping[str, Any]]


class Reply(Protocol):
    """One way to answer a request."""

    def play(self, wire: Wire) -> None:
        """Send it."""


@dataclass(frozen=True)
class Says:
    """A text word by word, `pause` seconds after each; a finish of None is never sent."""

    text: str
    finish: str | None = "stop"
    pause: float = 0.0

    def play(self, wire: Wire) -> None:
        if not wire.streams:
            wire.whole(self.text, self.finish)
            return
        wire.say(self.text, pause=self.pause)
        wire.end(self.text, self.finish)


@dataclass(frozen=True)
class Fails:
    """A status that is an error, with an error of OpenAI's shape, or `body` as it is."""

    status: int
    message: str = "The scripted server fails."
    code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None

    def play(self, wire: Wire) -> None:
        error = {"message": self.message, "type": "scripted", "param": None, "code": self.code}
        body = json.dumps({"error": error}) if self.body is None else self.body
        wire.handler.begin(self.status, "application/json", self.headers)
        wire.handler.write(body)


@dataclass(frozen=True)
class Hangs:
    """Nothing at all."""

    def play(self, wire: Wire) -> None:
        wire.handler.wait()


@dataclass(frozen=True)
class Sends:
    """A body that is none of the protocol's, with status 200."""

    body: str
    kind: str = "application/json"

    def play(self, wire: Wire) -> None:
        wire.handler.begin(200, self.kind)
        wire.handler.write(self.body)


def page(html: str = "<!doctype html><title>Sign in</title><p>Sign in first.") -> Sends:
    """Give the page that a proxy puts in front of a model."""
    return Sends(html, "text/html")


def garbled(text: str = '{"choices": [{"mess') -> Sends:
    """Give JSON that breaks off, in place of a stream."""
    return Sends(text)


@dataclass(frozen=True)
class NoChoices:
    """An answer without an answer."""

    def play(self, wire: Wire) -> None:
        if wire.streams:
            wire.event(wire.frame([]))
            wire.done()
        else:
            wire.handler.answer(wire.frame([]))


@dataclass(frozen=True)
class NullContent:
    """An answer whose text is null."""

    def play(self, wire: Wire) -> None:
        if wire.streams:
            wire.delta({"role": "assistant", "content": None})
            wire.end("", "stop")
        else:
            wire.whole(None, "stop")


@dataclass(frozen=True)
class Stalls:
    """Some text, then silence."""

    after: str = ""

    def play(self, wire: Wire) -> None:
        wire.say(self.after)
        wire.handler.wait()


@dataclass(frozen=True)
class Truncated:
    """Some text, then the connection closes: no finish reason, no end of the stream."""

    after: str = ""

    def play(self, wire: Wire) -> None:
        wire.say(self.after)


@dataclass(frozen=True)
class BreaksOff:
    """Some text, then an error in the stream."""

    after: str = ""
    message: str = "The scripted server breaks off."

    def play(self, wire: Wire) -> None:
        wire.say(self.after)
        wire.event({"error": {"message": self.message, "type": "server_error", "code": None}})


@dataclass(frozen=True)
class BadEvent:
    """Some text, then an event that is no JSON."""

    after: str = ""

    def play(self, wire: Wire) -> None:
        wire.say(self.after)
        wire.handler.write('data: {"id": "scr\n\n')


Script: TypeAlias = Sequence[Reply | Callable[[Messages], Reply]]


@dataclass(frozen=True)
class Wire:
    """One request, and the ways to answer it."""

    handler: Handler
    request: Request

    @property
    def streams(self) -> bool:
        return bool(self.request.body.get("stream"))

    def frame(self, choices: list[Any], **more: Any) -> dict[str, Any]:
        kind = "chat.completion.chunk" if self.streams else "chat.completion"
        model = self.request.body.get("model", "")
        head = {"id": "scripted", "object": kind, "created": 0, "model": model}
        return {**head, "choices": choices, **more}

    def usage(self, text: str) -> dict[str, int]:
        contents = (message["content"] for message in self.request.body["messages"])
        read, written = len(" ".join(contents).split()), len(text.split())
        return {
            "prompt_tokens": read,
            "completion_tokens": written,
            "total_tokens": read + written,
        }

    def whole(self, text: str | None, finish: str | None) -> None:
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": finish}
        self.handler.answer(self.frame([choice], usage=self.usage(text or "")))

    def event(self, value: Any) -> None:
        """Send an event; the first one begins the stream."""
        if not self.handler.begun:
            self.handler.begin(200, "text/event-stream")
        self.handler.write(f"data: {json.dumps(value)}\n\n")

    def delta(self, delta: Mapping[str, Any], finish: str | None = None) -> None:
        self.event(self.frame([{"index": 0, "delta": delta, "finish_reason": finish}]))

    def say(self, text: str, *, pause: float = 0.0) -> None:
        self.delta({"role": "assistant", "content": ""})
        for position, word in enumerate(text.split(" ") if text else ()):
            self.delta({"content": f" {word}" if position else word})
            self.handler.wait(pause)

    def end(self, text: str, finish: str | None) -> None:
        self.delta({}, finish)
        if self.request.body.get("stream_options", {}).get("include_usage"):
            self.event(self.frame([], usage=self.usage(text)))
        self.done()

    def done(self) -> None:
        self.handler.write("data: [DONE]\n\n")


class _Scripted(Handler):
    script: Script
    models: Sequence[str]

    def get(self) -> None:
        models = [{"id": name, "object": "model"} for name in self.models]
        self.answer({"object": "list", "data": models})

    def post(self, request: Request) -> None:
        played = len(self.loopback.requests) - 1
        reply = self.script[min(played, len(self.script) - 1)]
        if not hasattr(reply, "play"):
            reply = reply(request.body["messages"])
        reply.play(Wire(self, request))


@dataclass(frozen=True)
class Scripted:
    """A running scripted model."""

    loopback: Loopback

    @property
    def url(self) -> str:
        return f"{self.loopback.address}/v1"

    @property
    def requests(self) -> list[Request]:
        return self.loopback.requests


@contextmanager
def scripted(script: Script, *, models: Sequence[str] = ("scripted",)) -> Iterator[Scripted]:
    """Serve `script`; `models` are what the server says it has."""
    handler = type("Scripted", (_Scripted,), {"script": tuple(script), "models": models})
    with serving(handler) as loopback:
        yield Scripted(loopback)
